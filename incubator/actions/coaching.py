"""Coaching days: logged by the mentor, confirmed by the founder, counted in half-days."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.people import Person

if TYPE_CHECKING:
    from incubator.workflows.coaching import Balance


def balance_of(session: Session, enrolment: Enrolment) -> Balance:
    raise NotImplementedError


def log(
    session: Session, enrolment: Enrolment, *, on: date, half_days: int, topic: str, actor: Person, at: datetime,
    mode: str = "on_site", note: str = "",
) -> CoachingDay:  # fmt: skip
    """By a mentor of the venture, for a day of the term that has come, within the budget."""
    raise NotImplementedError


def confirm(session: Session, day: CoachingDay, *, actor: Person, at: datetime) -> None:
    """By a member of the venture; a confirmed day is locked."""
    raise NotImplementedError


def dispute(session: Session, day: CoachingDay, *, why: str, actor: Person, at: datetime) -> None:
    raise NotImplementedError


def reverse(session: Session, day: CoachingDay, *, actor: Person, at: datetime, reason: str = "") -> None:
    """Its mentor until it is confirmed; afterwards a manager, with a reason."""
    raise NotImplementedError


def confirm_overdue(session: Session, *, at: datetime) -> tuple[CoachingDay, ...]:
    """The worker's round: days logged more than seven days ago and not disputed."""
    raise NotImplementedError
