"""Looking again from the command line: what is due, one call, everything; rehearsed or for good."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask

from incubator.actions.eligibility import standings
from incubator.cli import KEY
from incubator.running import Running
from incubator.store import AssessmentRow
from tests import scenes
from tests.actions.standing_scenes import call, waiting
from tests.cli.conftest import Typed
from tests.conftest import NOW


@pytest.fixture
def running(app: Flask) -> Running:
    """Two applications, the money of one of them known to have changed; the clock stands still."""
    made: Running = app.extensions[KEY]
    fixed = {"fixed": (NOW + timedelta(days=1)).isoformat()}
    (made.settings.instance / "clock.json").write_text(json.dumps(fixed))
    with made.database.writing() as session:
        waiting(session, "Halobiote")
        changed = waiting(session, "Lumen Bio")
        changed.venture.private_funds_eur = 250_000
        standings.mark(session, [changed.id], because="venture", at=NOW)
    return made


def count(running: Running) -> int:
    with running.database.reading() as session:
        return session.query(AssessmentRow).count()


def test_what_is_due_is_looked_at_and_its_differences_are_named(typed: Typed, running: Running) -> None:
    result = typed("eligibility", "reassess")

    assert result.stdout.splitlines() == [
        "1 looked at, 1 differ.",
        "  1 met → unmet",
        "SHA-27A-0002: met → unmet: money (fact, private_funds)",
    ]
    assert result.stderr.startswith("1 of 1, ")
    assert (result.exit_code, count(running)) == (0, 3)


def test_a_rehearsal_writes_nothing_and_comes_out_the_same(typed: Typed, running: Running) -> None:
    rehearsed = json.loads(typed("eligibility", "reassess", "--dry-run", "--json").stdout)
    before = count(running)
    done = json.loads(typed("eligibility", "reassess", "--json").stdout)

    assert before == 2
    assert rehearsed == {**done, "dry_run": True}
    assert (done["looked"], done["differ"], done["verdicts"]) == (1, 1, {"met → unmet": 1})
    assert done["changes"] == [
        {
            "ref": "SHA-27A-0002", "from": "met", "to": "unmet",
            "differences": [
                {
                    "rule": "money", "from": "met", "to": "unmet", "why": ["fact"],
                    "facts": ["private_funds"],
                }
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("words", [("--all",), ("--call", "SHA-27A"), ("--call", "shaker-0")])
def test_whatever_waits_is_looked_at_due_or_not(
    typed: Typed, running: Running, words: tuple[str, ...]
) -> None:
    with running.database.writing() as session:
        scenes.application(session, call(session), scenes.venture(session, "Ostara"), state="rejected")
        scenes.application(session, call(session), scenes.venture(session, "Nuclea"))  # never assessed

    told = json.loads(typed("eligibility", "reassess", *words, "--json").stdout)
    again = json.loads(typed("eligibility", "reassess", *words, "--json").stdout)

    assert (told["looked"], told["differ"]) == (3, 1)
    assert (again["looked"], again["differ"], count(running)) == (3, 0, 4)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--call", "XXX-1"), 1, "No call has the code XXX-1."),
        (("--call", "SHA-27A", "--all"), 2, "--call and --all: choose one of them."),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(
    typed: Typed, running: Running, words: tuple[str, ...], code: int, said: str
) -> None:
    result = typed("eligibility", "reassess", *words)

    assert (result.exit_code, result.stderr.strip(), result.stdout) == (code, said, "")
