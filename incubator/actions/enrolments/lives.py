"""Begin, pause, resume, complete, leave: by a person or because the day has come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.enrolments import Enrolment, Pause
from incubator.store.people import Person


def begin(
    session: Session, application: Application, *, starts_on: date, actor: Person | None, at: datetime
) -> Enrolment:
    """Make the planned enrolment of an application that enters; an earlier programme is `previous`."""
    raise NotImplementedError


def start(session: Session, enrolment: Enrolment, *, actor: Person | None, at: datetime) -> None:
    raise NotImplementedError


def start_due(session: Session, *, at: datetime) -> tuple[Enrolment, ...]:
    """The worker's round: planned enrolments whose first day has come."""
    raise NotImplementedError


def follow_dates(session: Session, *, at: datetime) -> tuple[Enrolment, ...]:
    """The worker's round: start what is due, pause and resume on the days decided."""
    raise NotImplementedError


def pause(
    session: Session, enrolment: Enrolment, *, from_on: date, to_on: date, reason: str, actor: Person, at: datetime
) -> Pause:
    """Both days count; the last day of the term moves by as many."""
    raise NotImplementedError


def resume(session: Session, enrolment: Enrolment, *, actor: Person, at: datetime, reason: str = "") -> None:
    """End the running pause today: yesterday was its last day."""
    raise NotImplementedError


def complete(
    session: Session, enrolment: Enrolment, *, actor: Person | None, at: datetime, reason: str = "",
    on: date | None = None,
) -> None:  # fmt: skip
    raise NotImplementedError


def leave(
    session: Session, enrolment: Enrolment, *, actor: Person, at: datetime, reason: str, on: date | None = None
) -> None:
    raise NotImplementedError
