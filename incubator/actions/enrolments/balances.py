"""How many coaching days an enrolment has left, and when a logged one confirms itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.editions import edition_of
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.workflows.coaching import Balance, balance

CONFIRMS_AFTER = timedelta(days=7)


def balance_of(session: Session, enrolment: Enrolment) -> Balance:
    """Budget, confirmed, logged and left, in half-days."""
    _programme, edition = edition_of(session, enrolment.edition_id)
    days = session.scalars(select(CoachingDay).where(CoachingDay.enrolment_id == enrolment.id))
    return balance(edition.coaching_half_days, days.all())
