"""What waits, in figures that stay cheap however much is kept: no count goes beyond AT_MOST."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from incubator.store.applications import Application
from incubator.store.letters import LetterRow, ReminderRow

AT_MOST = 5000
OPEN_STATES = (
    "draft", "submitted", "info_requested", "eligible", "in_review", "shortlisted", "decided", "accepted",
    "confirmed", "waitlisted",
)  # fmt: skip
# written out, not bound: only then do both databases use the partial indexes
_QUEUED = LetterRow.state == literal_column("'queued'")
_PLANNED = ReminderRow.state == literal_column("'planned'")
_CLAIMED = LetterRow.state.in_((literal_column("'claimed'"), literal_column("'handed'")))


@dataclass(frozen=True, slots=True)
class Figures:
    letters: dict[str, int]
    oldest_due: float  # seconds; 0 when none is due
    reminders: dict[str, int]
    applications: dict[str, int]


def waiting(session: Session, *, at: datetime) -> Figures:
    """One question to the database for all of it."""
    letters = {
        "due": _count(LetterRow.id, _QUEUED, LetterRow.send_after <= at),
        "waiting": _count(LetterRow.id, _QUEUED, LetterRow.send_after > at),
        "claimed": _count(LetterRow.id, _CLAIMED),
        "uncertain": _count(LetterRow.id, LetterRow.state == "uncertain"),
        "failed": _count(LetterRow.id, LetterRow.state == "failed"),
    }
    reminders = {
        "due": _count(ReminderRow.id, _PLANNED, ReminderRow.due_at <= at),
        "planned": _count(ReminderRow.id, _PLANNED, ReminderRow.due_at > at),
    }
    applications = {state: _count(Application.id, Application.state == state) for state in OPEN_STATES}
    oldest = select(LetterRow.send_after).where(_QUEUED).order_by(LetterRow.send_after).limit(1)
    counts = [*letters.values(), *reminders.values(), *applications.values()]
    first, *found = session.execute(select(oldest.scalar_subquery(), *counts)).one()
    said = iter(found)
    return Figures(
        letters={name: next(said) for name in letters},
        oldest_due=max(0.0, (at - first).total_seconds()) if first else 0.0,
        reminders={name: next(said) for name in reminders},
        applications={name: next(said) for name in applications},
    )


def _count(id_: InstrumentedAttribute[str], *which: ColumnElement[bool]) -> ScalarSelect[Any]:
    some = select(id_).where(*which).limit(AT_MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
