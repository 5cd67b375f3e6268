"""A date or a state changed: the reminders that speak of it are planned anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions.journal import Subject
from incubator.store.letters import ReminderRow


def replan(session: Session, subject: Subject, *, at: datetime) -> None:
    """In the same transaction as the change; the worker's round does the same again for everything."""
    session.flush()


def moved_reminders(session: Session, subject_ids: Collection[str]) -> int:
    """How many reminders still to come speak of these subjects."""
    query = select(func.count()).where(
        ReminderRow.subject_id.in_(subject_ids), ReminderRow.state == "planned"
    )
    return session.scalar(query) or 0
