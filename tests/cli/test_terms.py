"""`terms compute`: the last day, the arithmetic, and one line when something is wrong."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from incubator.cli.terms import commands


def compute(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(commands, ["compute", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_json_holds_the_steps_and_the_sentence() -> None:
    code, out, err = compute(
        "--start", "2026-08-31", "--length", "6 months", "--extension", "6 months",
        "--pause", "2026-12-01..2026-12-14", "--json",
    )  # fmt: skip

    document = json.loads(out)
    sentence = document.pop("sentence")
    assert (code, err) == (0, "")
    assert document == {
        "start": "2026-08-31",
        "last_day": "2027-09-13",
        "steps": [
            {"what": "length", "months": 6, "days": 0, "last_day": "2027-02-27"},
            {"what": "extension", "months": 6, "days": 0, "last_day": "2027-08-30"},
            {"what": "pause", "months": 0, "days": 14, "last_day": "2027-09-13"},
        ],
    }
    assert sorted(sentence) == ["en", "fr"]
    assert sentence["en"].endswith("The last day is 13 September 2027.")


def test_text_is_the_sentence() -> None:
    found = compute("--start", "2026-06-01", "--length", "6 months")

    assert found == (0, "From 1 June 2026: 6 months. The last day is 30 November 2026.\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "beginning"),
    [
        (["--length", "6 months"], 2, "Missing option '--start'."),
        (["--start", "2026-02-30", "--length", "6 months"], 2, "Invalid value for '--start': “2026-02-30”"),
        (["--start", "20260601", "--length", "6 months"], 2, "Invalid value for '--start': “20260601”"),
        (["--start", "2026-06-01", "--length", "6 moons"], 2, "Invalid value for '--length': “6 moons”"),
        (
            ["--start", "2026-06-01", "--length", "1 year", "--pause", "2026-07-01"],
            2, "Invalid value for '--pause'",
        ),
        (
            ["--start", "2026-06-01", "--length", "1 year", "--pause", "2026-07-02..2026-07-01"],
            2, "Invalid value for '--pause': “2026-07-02..2026-07-01” ends before it begins",
        ),
        (["--start", "2026-06-01", "--length", "1 year", "--loud"], 2, "No such option"),
        (
            ["--start", "2026-06-01", "--length", "1 year", "--pause", "2020-07-01..2020-07-02"],
            1, "The pause that begins on 1 July 2020 is outside the term",
        ),
        (["--start", "9999-06-01", "--length", "1 year"], 1, "This date is too far away"),
    ],
)  # fmt: skip
def test_error_is_one_line_on_stderr(arguments: list[str], code: int, beginning: str) -> None:
    exit_code, out, err = compute(*arguments)

    assert (exit_code, out) == (code, "")
    assert err.startswith(beginning)
    assert err.count("\n") == 1
