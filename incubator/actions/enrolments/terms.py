"""The term of an enrolment, always computed from its first day; the yearly reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from incubator.store.enrolments import Enrolment

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition
    from incubator.workflows.terms import Term


def term_of(enrolment: Enrolment, edition: Edition, *, with_months: int = 0) -> Term:
    """Granted extensions and pauses counted; `with_months` adds one more extension, for a preview."""
    raise NotImplementedError


def term_now(session: Session, enrolment: Enrolment) -> Term:
    """The same, reading the edition from the store."""
    raise NotImplementedError


def review_dates(enrolment: Enrolment, edition: Edition, *, until: date) -> tuple[date, ...]:
    """Every anniversary the edition asks a review on, up to a day; none when it asks for none."""
    raise NotImplementedError
