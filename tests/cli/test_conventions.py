"""The conventions of dates and facts, as they are stated, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.actions.stories import SHIPPED
from tests.cli.conftest import Typed

TERMS = [
    (["--start", "2026-06-01", "--length", "6 months"], "2026-11-30"),
    (["--start", "2026-08-31", "--length", "6 months"], "2027-02-27"),
    (["--start", "2026-08-31", "--length", "12 months"], "2027-08-30"),
    # from the original start, never by chaining: not 27 August
    (["--start", "2026-08-31", "--length", "6 months", "--extension", "6 months"], "2027-08-30"),
    (["--start", "2024-02-29", "--length", "12 months"], "2025-02-27"),
    (["--start", "2024-02-29", "--length", "48 months"], "2028-02-28"),
    # a pause counts both its days and moves the end by as many
    (["--start", "2026-06-01", "--length", "6 months", "--pause", "2026-07-01..2026-07-01"], "2026-12-01"),
    (["--start", "2026-06-01", "--length", "6 months", "--pause", "2026-07-01..2026-07-14"], "2026-12-14"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "last_day"), TERMS, ids=[" ".join(words) for words, _ in TERMS])
def test_a_term_ends_the_day_before_start_and_length(typed: Typed, words: list[str], last_day: str) -> None:
    told = typed("terms", "compute", *words, "--json")
    data = json.loads(told.stdout)

    assert (told.exit_code, told.stderr, data["last_day"]) == (0, "", last_day)
    assert list(data) == ["start", "last_day", "steps", "sentence"]
    assert [list(step) for step in data["steps"]] == [["what", "months", "days", "last_day"]] * len(
        data["steps"]
    )
    assert (data["steps"][-1]["last_day"], list(data["sentence"])) == (last_day, ["en", "fr"])


def assessed(typed: Typed, folder: Path, facts: dict[str, Any], *words: str, key: str, edition: str) -> Any:
    file = folder / "facts.json"
    file.write_text(json.dumps(facts), "utf-8")
    told = typed("eligibility", "assess", key, "--edition", edition, "--facts", str(file), *words, "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("created", "sent", "result", "flips_on"),
    [
        ("2025-02-03", "2027-02-02", "met", "2027-02-03"),  # the day before the second anniversary
        ("2025-02-03", "2027-02-03", "unmet", None),
        ("2025-02-03", "2027-03-30", "unmet", None),  # 55 days too old
        ("2024-02-29", "2026-02-27", "met", "2026-02-28"),
        ("2024-02-29", "2026-02-28", "unmet", None),
        ("2025-02-03", "2027-02-02T23:59:59+01:00", "met", "2027-02-03"),
        ("2025-02-03", "2027-02-02T23:30:00+00:00", "unmet", None),  # already the 3rd in Paris
        ("", "2027-03-30", "unknown", None),  # empty reads like missing, and unknown is not false
    ],
)
def test_under_two_years_holds_until_the_day_before(
    typed: Typed, tmp_path: Path, created: str, sent: str, result: str, flips_on: str | None
) -> None:
    told = assessed(
        typed, tmp_path, {"registered_on": created}, "--at", f"submission={sent}",
        key=str(SHIPPED / "booster.toml"), edition="2019",
    )  # fmt: skip

    age = next(finding for finding in told["findings"] if finding["id"] == "age")
    assert (age["result"], age["flips_on"]) == (result, flips_on)
    assert (told["programme"], told["edition"], told["verdict"]) == ("booster", "2019", result)


def test_somebody_still_waiting_is_told_when_the_age_lapses(typed: Typed, tmp_path: Path) -> None:
    """Not sent yet: judged as if it were sent now, and the day it lapses is named beforehand."""
    typed("clock", "set", "2027-01-15T10:00:00+01:00")

    told = assessed(typed, tmp_path, {"registered_on": "2025-02-03"}, key="booster", edition="2019")

    age = told["findings"][1]
    assert (age["on"], age["result"], age["flips_on"]) == ("2027-01-15", "met", "2027-02-03")
    assert age["sentence"]["en"].endswith("sent on 15 January 2027: 19 days left.")


def test_what_is_due_at_entry_is_put_off_with_its_owner(typed: Typed, tmp_path: Path) -> None:
    facts = {
        "applicant_kind": "project_of_company_in_formation", "sector": "health",
        "answers": {"prototype": True},
    }  # fmt: skip

    told = assessed(typed, tmp_path, facts, "--at", "submission=2027-03-30", key="booster", edition="7")

    entry = next(finding for finding in told["findings"] if finding["id"] == "exists_at_entry")
    assert (entry["deferred"], entry["owner"], entry["result"]) == (True, "founders", "unknown")
    assert (entry["reference"], entry["on"], told["verdict"]) == ("entry", None, "met")


def test_under_three_years_or_little_funded_is_a_target(typed: Typed, tmp_path: Path) -> None:
    def target(**facts: Any) -> tuple[str, str]:
        told = assessed(typed, tmp_path, facts, "--at", "submission=2027-03-30", key="booster", edition="7")
        found = next(finding for finding in told["findings"] if finding["rule"] == "any")
        return found["severity"], found["result"]

    old = {"registered_on": "2020-01-01"}
    assert target(**old, private_funds_eur=200_000) == ("target", "met")
    assert target(**old, private_funds_eur=200_001) == ("target", "unmet")
    assert target(**old) == ("target", "unknown")
    assert target(registered_on="2024-03-31", private_funds_eur=5_000_000) == ("target", "met")


@pytest.mark.parametrize("key", ["shaker", "booster", "growth-hub"])
@pytest.mark.parametrize(
    "words",
    [
        ["explain"], ["explain", "--lang", "fr"], ["explain", "--json"], ["table"], ["table", "--json"],
        ["draw", "--format", "svg"], ["draw", "--format", "mermaid"], ["draw", "--format", "dot"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_programme_is_told_by_its_key_or_by_its_file(typed: Typed, key: str, words: list[str]) -> None:
    verb, *options = words

    named, filed = (typed("programmes", verb, one, *options) for one in (key, str(SHIPPED / f"{key}.toml")))

    assert (named.exit_code, named.stderr, named.stdout != "") == (0, "", True)
    assert filed.stdout == named.stdout
