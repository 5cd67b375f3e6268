"""What waits, in figures that stay cheap however much is kept: no count goes beyond AT_MOST."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from incubator.store.applications import Application
from incubator.store.letters import CLAIMED, PLAIN, QUEUED, SECRET, LetterRow, ReminderRow

AT_MOST = 5000
OPEN_STATES = (
    "draft", "submitted", "info_requested", "eligible", "in_review", "shortlisted", "decided", "accepted",
    "confirmed", "waitlisted",
)  # fmt: skip
# written out, not bound: only then do both databases use the partial indexes
_PLANNED = ReminderRow.state == literal_column("'planned'")


@dataclass(frozen=True, slots=True)
class Figures:
    letters: dict[str, int]
    oldest_due: float  # seconds; 0 when none is due
    reminders: dict[str, int]
    applications: dict[str, int]


def waiting(session: Session, *, at: datetime) -> Figures:
    """One question to the database for all of it."""
    letters = {
        "due": _queued(LetterRow.send_after <= at),
        "waiting": _queued(LetterRow.send_after > at),
        "claimed": _count(LetterRow.id, CLAIMED),
        "uncertain": _count(LetterRow.id, LetterRow.state == "uncertain"),
        "failed": _count(LetterRow.id, LetterRow.state == "failed"),
    }
    reminders = {
        "due": _count(ReminderRow.id, _PLANNED, ReminderRow.due_at <= at),
        "planned": _count(ReminderRow.id, _PLANNED, ReminderRow.due_at > at),
    }
    applications = {state: _count(Application.id, Application.state == state) for state in OPEN_STATES}
    counts = [*letters.values(), *reminders.values(), *applications.values()]
    first, *found = session.execute(select(_oldest_due(at), *counts)).one()
    said = iter(found)
    return Figures(
        letters={name: next(said) for name in letters},
        oldest_due=(at - first).total_seconds() if first else 0.0,
        reminders={name: next(said) for name in reminders},
        applications={name: next(said) for name in applications},
    )


def _oldest_due(at: datetime) -> ScalarSelect[Any]:
    first = _of_both_queues(LetterRow.send_after <= at, limit=1).subquery()
    return select(func.min(first.c.send_after)).scalar_subquery()


def _queued(which: ColumnElement[bool]) -> ScalarSelect[Any]:
    some = _of_both_queues(which, limit=AT_MOST).limit(AT_MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _of_both_queues(which: ColumnElement[bool], *, limit: int) -> Select[Any]:
    """Sign-in links and the others are two runs of ix_letter_due: the beginning of each is read there."""
    at = LetterRow.send_after
    runs = [
        select(at).where(QUEUED, kind, which).order_by(at).limit(limit).subquery() for kind in (SECRET, PLAIN)
    ]
    return select(union_all(*(select(run.c.send_after) for run in runs)).subquery().c.send_after)


def _count(id_: InstrumentedAttribute[str], *which: ColumnElement[bool]) -> ScalarSelect[Any]:
    some = select(id_).where(*which).limit(AT_MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
