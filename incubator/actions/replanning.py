"""A date or a state changed: the reminders that speak of it are planned anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.journal import Subject


def replan(session: Session, subject: Subject, *, at: datetime) -> None:
    """In the same transaction as the change; the worker's round does the same again for everything."""
    session.flush()
