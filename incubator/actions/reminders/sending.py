"""Reminders whose hour has come: looked at once more, then queued as letters in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session, lazyload

from incubator.actions import post
from incubator.actions.reminders.ledger import disagreements, key_of_row, reconcile
from incubator.actions.reminders.snapshots import Wish, wishes
from incubator.actions.reminders.writing import write
from incubator.store.database import Database
from incubator.store.letters import ReminderRow
from incubator.store.people import Person

PAGE = 50


@dataclass
class Queued:
    """How many reminders were settled, by what became of them."""

    queued: int = 0
    expired: int = 0
    cancelled: int = 0
    suppressed: int = 0

    @property
    def settled(self) -> int:
        return self.queued + self.expired + self.cancelled + self.suppressed


def remind(database: Database, *, at: datetime) -> Queued:
    """The worker's round: the ledger is put right only when it is wrong, then all that is due is queued."""
    with database.reading() as session:
        wrong = disagreements(session, at=at)
        is_due = session.scalar(select(ReminderRow.id).where(*_due(at)).limit(1)) is not None
    if wrong:
        with database.writing() as session:
            reconcile(session, at=at)
    total = Queued()
    while wrong or is_due:
        with database.writing() as session:
            post.hold_back(session, at=at)
            done = queue_due(session, at=at, limit=PAGE)
        total.queued += done.queued
        total.expired += done.expired
        total.cancelled += done.cancelled
        total.suppressed += done.suppressed
        if done.settled < PAGE:
            break
    return total


def queue_due(session: Session, *, at: datetime, limit: int = PAGE) -> Queued:
    """Up to `limit` due reminders; two workers never take the same one."""
    query = (
        select(ReminderRow)
        .where(*_due(at))
        .order_by(ReminderRow.due_at, ReminderRow.id)
        .limit(limit)
        .options(lazyload(ReminderRow.letter))
        .with_for_update(of=ReminderRow, skip_locked=True)
    )
    rows = session.scalars(query).all()
    about: dict[str, set[str]] = {}
    for row in rows:
        about.setdefault(row.subject_kind, set()).add(row.subject_id)
    pages = wishes(session, at=at, only=about)
    wished = {key: wish for _, page in pages for key, wish in page.items()}
    done = Queued()
    for row in rows:
        state, why = _settle(session, row, wished.get(key_of_row(row)), at=at)
        row.state, row.why, row.changed_at = state, why, at
        setattr(done, state, getattr(done, state) + 1)
    session.flush()
    return done


def _settle(session: Session, row: ReminderRow, wish: Wish | None, *, at: datetime) -> tuple[str, str]:
    """The state it ends in, and why it was not sent."""
    why_not = unreachable(row.person)
    if row.useless_after <= at:
        return "expired", "too_late"
    if wish is None:
        return "cancelled", "no_longer_needed"
    if why_not:
        return "suppressed", why_not
    letter, subject = write(session, row, wish, at=at)
    queued = post.queue(
        session, letter, to=row.person, subject=subject, occurrence=row.occurrence, at=at,
        useless_after=row.useless_after,
    )  # fmt: skip
    row.letter_id = queued.id
    return "queued", ""


def unreachable(person: Person) -> str:
    """Why a person gets no reminder: the account is closed, or mail to the address fails."""
    if person.disabled_at is not None:
        return "account_closed"
    return "address_failed_before" if person.bounced_at is not None else ""


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return ReminderRow.state == literal_column("'planned'"), ReminderRow.due_at <= at  # for its partial index
