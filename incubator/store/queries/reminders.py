"""The reminder ledger: its log, what comes next, and the reminders about one thing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from incubator.store.letters import ReminderRow
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of

LOGGED = ("queued", "cancelled", "expired", "suppressed")
_WHOLE = (
    loading.person(ReminderRow.person),
    joinedload(ReminderRow.letter).options(*loading.LETTER),
)


def log(
    session: Session,
    person: Person,
    *,
    states: Collection[str] = LOGGED,
    key: str | None = None,
    limit: int = LIMIT,
) -> Page[ReminderRow]:
    """For staff: what became of each, the latest due first."""
    query = select(ReminderRow).where(
        ReminderRow.state.in_(sorted(states)), visible.reminders_of_staff(person)
    )
    by = [ReminderRow.due_at, ReminderRow.id]
    return page_of(session, query.options(*_WHOLE), by=by, key=key, limit=limit, newest_first=True)


def planned(
    session: Session, person: Person, *, until: datetime, key: str | None = None, limit: int = LIMIT
) -> Page[ReminderRow]:
    """For staff: still to come until that instant, the first due first."""
    query = select(ReminderRow).where(
        ReminderRow.state == "planned", ReminderRow.due_at < until, visible.reminders_of_staff(person)
    )
    by = [ReminderRow.due_at, ReminderRow.id]
    return page_of(session, query.options(*_WHOLE), by=by, key=key, limit=limit)


def of_subject(session: Session, subject_kind: str, subject_id: str) -> list[ReminderRow]:
    """About one thing one may see, the first due first."""
    query = select(ReminderRow).where(
        ReminderRow.subject_kind == subject_kind, ReminderRow.subject_id == subject_id
    )
    return list(session.scalars(query.options(*_WHOLE).order_by(ReminderRow.due_at, ReminderRow.id)))
