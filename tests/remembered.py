"""Scenes with reminders, and the ledger as tests read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store import Application, EditionRow, LetterRow, ReminderRow
from incubator.store.editions import publish
from incubator.workflows.catalogue import load
from tests import scenes
from tests.conftest import NOW


def rule(kind: str, anchor: str, offset: str, *to: str, once: bool = False) -> str:
    people = f"to = {list(to)!r}\n" if to else ""
    only = "once = true\n" if once else ""
    return (
        f'[[edition.reminder]]\nkind = "{kind}"\nanchor = "{anchor}"\noffset = "{offset}"\n{people}{only}\n'
    )


CLOSINGS = (
    rule("close_7d", "call_closing", "7 days before")
    + rule("close_2d", "call_closing", "2 days before")
    + rule("close_1d", "call_closing", "1 day before")
    + rule("info_due", "information_due", "2 days before")
)
LIFE = (
    'term = "6 months"\nextension = { length = "6 months", asks_before = "2 months" }\n'
    "coaching_half_days = 10\n"
    + CLOSINGS
    + rule("end_60", "enrolment_end", "60 days before", "founders", "managers")
    + rule("end_30", "enrolment_end", "30 days before")
    + rule("session_confirm", "coaching_logged", "5 days after", "lead")
    + rule("coaching_low", "coaching_low", "0 days", "lead", "managers", once=True)
    + rule("coaching_unused", "coaching_unused", "0 days", "lead", once=True)
)
HUB = 'review_every = "12 months"\n' + rule("yearly_review", "review_due", "30 days before")


def confirming(session: Session) -> EditionRow:
    """An edition where a place is confirmed."""
    more = rule("confirm_due", "confirm_by", "3 days before")
    text = scenes.PROGRAMME.format(programme="shaker", key="confirming", more=more)
    read = load(text.replace('"decision"]', '"decision", "confirmation"]'), "shaker.toml")
    return publish(session, read, read.editions[0], at=NOW)


def draft(session: Session, *, closes_at: datetime, more: str = CLOSINGS) -> Application:
    """Started now, by the founder and the colleague."""
    call = scenes.call(session, edition_id=scenes.edition(session, more=more).id, closes_at=closes_at)
    return scenes.application(session, call, scenes.venture(session), state="draft")


def ledger(session: Session, subject: Any) -> list[tuple[str, str, datetime, str]]:
    """(kind, first name, due, state) of every row about a subject, as they fall due."""
    query = select(ReminderRow).where(ReminderRow.subject_id == subject.id)
    rows = session.scalars(query.execution_options(populate_existing=True))
    found = [(row.kind, row.person.name.split()[0], row.due_at, row.state) for row in rows]
    return sorted(found, key=lambda one: (one[2], one[1]))


def sent(session: Session) -> list[tuple[str, str]]:
    """(kind, first name) of every letter."""
    rows = session.scalars(select(LetterRow).order_by(LetterRow.kind, LetterRow.to_name))
    return [(row.kind, row.to_name.split()[0]) for row in rows]
