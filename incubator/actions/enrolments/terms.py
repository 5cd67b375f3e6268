"""The term of an enrolment, always computed from its first day; the yearly reviews."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.workflows.programme import Edition
from incubator.workflows.terms import Length, Term, compute_term


def term_of(enrolment: Enrolment, edition: Edition, *, with_months: int = 0) -> Term:
    """Granted extensions and pauses counted; `with_months` adds one more extension, for a preview."""
    granted = [extension for extension in enrolment.extensions if extension.state == "granted"]
    in_order = sorted(granted, key=lambda one: (one.decided_at or one.asked_at, one.id))
    lengths = [Length(months=extension.months) for extension in in_order]
    if with_months:
        lengths.append(Length(months=with_months))
    pauses = [(pause.from_on, pause.to_on) for pause in enrolment.pauses]
    return compute_term(enrolment.starts_on, edition.term, extensions=lengths, pauses=pauses)


def term_now(session: Session, enrolment: Enrolment) -> Term:
    """The same, reading the edition from the store."""
    _programme, edition = edition_of(session, enrolment.edition_id)
    return term_of(enrolment, edition)


def review_dates(enrolment: Enrolment, edition: Edition, *, until: date) -> tuple[date, ...]:
    """Every anniversary the edition asks a review on, up to a day; none when it asks for none."""
    every = edition.review_every
    if every is None:
        return ()
    last = min(until, enrolment.ended_on or until)
    found: list[date] = []
    while True:
        count = len(found) + 1
        due = enrolment.starts_on + relativedelta(months=every.months * count, days=every.days * count)
        if due > last:
            return tuple(found)
        found.append(due)
