"""Facts judged from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from incubator.cli.documents.findings import ANSWER, FINDING
from tests.cli.conftest import Typed


def assessed(typed: Typed, folder: Path, facts: Any, *words: str, edition: str = "2019") -> Result:
    file = folder / "facts.json"
    file.write_text(facts if isinstance(facts, str) else json.dumps(facts), "utf-8")
    return typed("eligibility", "assess", "booster", "--edition", edition, "--facts", str(file), *words)


def test_a_company_55_days_too_old_is_told_so(typed: Typed, tmp_path: Path) -> None:
    facts = {"registered_on": "2025-02-03"}

    told = assessed(typed, tmp_path, facts, "--at", "submission=2027-03-30T14:00", "--json")
    data = json.loads(told.stdout)

    assert (told.exit_code, data["verdict"]) == (0, "unmet")
    assert list(data) == list(ANSWER)
    assert [list(finding) for finding in data["findings"]] == [list(FINDING)] * 4
    assert data["findings"][1]["sentence"]["en"].endswith("sent on 30 March 2027: 55 days over.")


def test_the_text_says_the_verdict_first(typed: Typed, tmp_path: Path) -> None:
    told = assessed(typed, tmp_path, {"registered_on": "2026-02-03"}, "--at", "submission=2027-03-30")

    assert told.stdout.splitlines()[0] == "booster 2019: met"


def test_what_is_due_after_the_submission_is_deferred(typed: Typed, tmp_path: Path) -> None:
    dates = ("--at", "submission=2027-03-30", "--at", "entry=2027-09-01", "--json")
    facts = {"applicant_kind": "project_of_company_in_formation"}

    before = json.loads(assessed(typed, tmp_path, facts, *dates, edition="7").stdout)
    after = json.loads(assessed(typed, tmp_path, facts, *dates, "--at", "now=2027-09-01", edition="7").stdout)

    found = [data["findings"][2] for data in (before, after)]
    assert [(one["id"], one["result"], one["deferred"], one["on"]) for one in found] == [
        ("exists_at_entry", "unknown", True, "2027-09-01"),
        ("exists_at_entry", "unmet", False, "2027-09-01"),
    ]


def test_without_a_submission_it_is_judged_as_if_sent_now(typed: Typed, tmp_path: Path) -> None:
    typed("clock", "set", "2027-03-30T10:00:00+02:00")

    data = json.loads(assessed(typed, tmp_path, {"registered_on": "2025-02-03"}, "--json").stdout)

    assert data["findings"][1]["on"] == "2027-03-30"


@pytest.mark.parametrize(
    ("facts", "words", "code", "said"),
    [
        (
            {"registred_on": "2025-02-03"},
            (),
            1,
            "json:1: registred_on: unknown fact “registred_on” — write “registered_on”",
        ),
        (
            {"registered_on": "2025-02-30"},
            (),
            1,
            "registered_on: “2025-02-30” is no day: that month has 28 — write 2025-02-28",
        ),
        ('{"sector": "health", "sector": "food"}', (), 1, ":1: “sector” is given twice"),
        ("{", (), 1, "is not JSON"),
        ("[]", (), 1, "one JSON object"),
        ({}, ("--at", "submision=2027-03-30"), 2, "did you mean “submission”?"),
        ({}, ("--at", "submission"), 2, "is not a date"),
        ({}, ("--at", "submission=2027-02-30"), 2, "is no date"),
        ({}, ("--at", "entry=2027-09-01", "--at", "entry=2027-09-02"), 2, "given twice"),
    ],
)
def test_a_mistake_is_one_line(
    typed: Typed, tmp_path: Path, facts: Any, words: tuple[str, ...], code: int, said: str
) -> None:
    told = assessed(typed, tmp_path, facts, *words)

    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (code, "", 1)
    assert said in told.stderr


def test_an_unknown_edition_and_a_missing_option_are_told(typed: Typed, tmp_path: Path) -> None:
    unknown = assessed(typed, tmp_path, {}, edition="8")
    missing = typed("eligibility", "assess", "booster", "--edition", "7")

    assert (unknown.exit_code, missing.exit_code) == (1, 2)
    assert unknown.stderr == "There is no edition of booster “8” (known: 2019, 7)\n"


def test_every_problem_of_a_facts_file_has_its_line_and_key(typed: Typed, tmp_path: Path) -> None:
    facts = """{
  "registred_on": "2025-02-03",
  "applicant_kind": "a person",
  "private_funds": {"number": 3},
  "documents": [
    {"kind": "statutes"},
    {"kind": 3, "issued_on": "2025-02-31", "isuer": "us"}
  ],
  "answers": {"prototype": {"a": 1}}
}"""

    told = assessed(typed, tmp_path, facts)

    said = [line.split(".json:")[1].split(" — ")[0] for line in told.stderr.splitlines()]
    assert (told.exit_code, told.stdout) == (1, "")
    assert [line.split(": ")[:2] for line in said] == [
        ["2", "registred_on"],
        ["3", "applicant_kind"],
        ["4", "private_funds"],
        ["7", "documents[2].kind"],
        ["7", "documents[2].issued_on"],
        ["7", "documents[2].isuer"],
        ["9", "answers.prototype"],
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ('{"sector": "health",\n "site": }', ":2: this is not JSON from the sign 10 on: Expecting value"),
        ("[" * 200_000, ":1: this is not JSON anybody can read"),
        ("{" + " " * 10_000_000 + "}", ":1: the file holds more than 1 MB"),
        (b'{"sector": "sant\xe9"}', ":1: this is not JSON: byte 17 is not UTF-8"),
    ],
    ids=["a slip", "deep", "ten megabytes", "Latin-1"],
)
def test_a_facts_file_that_cannot_be_read_is_told(
    typed: Typed, tmp_path: Path, facts: str | bytes, said: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(facts if isinstance(facts, bytes) else facts.encode())

    told = typed("eligibility", "assess", "booster", "--edition", "2019", "--facts", str(file))

    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (1, "", 1)
    assert f"{file}{said}" in told.stderr
