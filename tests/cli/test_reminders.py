"""Which reminders are to come, and why; sending those due; rehearsing another day."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from incubator.cli import KEY
from incubator.running import Running
from incubator.store import LetterRow, ReminderRow
from tests.cli.conftest import Typed
from tests.remembered import draft


@pytest.fixture
def running(app: Flask) -> Running:
    """Two people with an unsent draft, eight days before the call closes; the clock stands still."""
    made: Running = app.extensions[KEY]
    path = made.settings.instance / "clock.json"
    path.write_text('{"fixed": "2026-03-23T09:00:00+00:00"}')
    with made.database.writing() as session:
        draft(session, closes_at=made.clock.now() + timedelta(days=8))
    return made


def test_forecast_says_who_gets_what_when_and_why(typed: Typed, running: Running) -> None:
    result = typed("reminders", "forecast", "--days", "2")

    first = result.output.splitlines()[0].split("  ")
    assert result.exit_code == 0
    assert [cell.strip() for cell in first if cell] == [
        "Tuesday 24 March 2026 at 08:00 (Paris time)", "close_7d", "ines.maurel@example.org",
        "SHA-27A-0001 Lumen Bio",
        "7 days before: the call closes, while the draft is not sent, to the founders",
    ]  # fmt: skip


def test_forecast_prints_json(typed: Typed, running: Running) -> None:
    result = typed("reminders", "forecast", "--days", "14", "--json")

    data = json.loads(result.output)
    assert data["since"] == "2026-03-23T09:00:00+00:00"
    assert [(one["kind"], one["at"]) for one in data["reminders"]][::2] == [
        ("close_7d", "2026-03-24T07:00:00+00:00"), ("close_2d", "2026-03-27T07:00:00+00:00"),
        ("close_1d", "2026-03-30T06:00:00+00:00"),
    ]  # fmt: skip
    assert set(data["reminders"][0]) == {
        "at", "kind", "to", "subject", "programme", "why", "occurrence", "useless_after", "why_not",
    }  # fmt: skip


@pytest.mark.parametrize(("as_of", "kinds"), [
    ("2026-03-23", []), ("2026-03-24", ["close_7d"] * 2), ("2026-03-24T07:59", []),
    ("2026-03-27T08:00", ["close_2d"] * 2), ("2026-03-30T06:00:00Z", ["close_1d"] * 2), ("2026-04-02", []),
])  # fmt: skip
def test_rehearsal_says_what_would_be_sent_and_sends_nothing(
    typed: Typed, running: Running, as_of: str, kinds: list[str]
) -> None:
    result = typed("reminders", "run", "--as-of", as_of, "--json")

    data = json.loads(result.output)
    assert data["dry_run"] is True
    assert [one["kind"] for one in data["reminders"]] == kinds
    with running.database.reading() as session:
        assert session.scalars(select(LetterRow)).all() == []
        assert session.scalars(select(ReminderRow)).all() == []


def test_run_queues_what_is_due_once(typed: Typed, running: Running) -> None:
    running.settings.instance.joinpath("clock.json").write_text('{"fixed": "2026-03-24T07:00:00+00:00"}')

    first, again = (json.loads(typed("reminders", "run", "--json").output) for _ in range(2))

    assert [first["queued"], again["queued"], first["dry_run"]] == [2, 0, False]


@pytest.mark.parametrize("words", [("--as-of", "soon"), ("--as-of", "2026-13-45"), ("--when", "now")])
def test_nonsense_is_answered_in_one_line(typed: Typed, words: tuple[str, ...]) -> None:
    result = typed("reminders", "run", *words)

    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
