"""Enrolments under way and coaching days to confirm."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from incubator.actions.days import HOME_ZONE, local_day
from incubator.actions.enrolments.terms import review_dates, term_of
from incubator.actions.reminders.work import Open, pages_of
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.ventures import Venture
from incubator.workflows.coaching import LOW, balance, is_unused, unused_from
from incubator.workflows.enrolment import OPEN
from incubator.workflows.programme import Edition
from incubator.workflows.reminders import Anchor, Recipients, ReminderSubject

REVIEWS_AHEAD = timedelta(days=800)  # two yearly reviews and their reminders


def pages(session: Session, *, at: datetime, only: Collection[str] | None, size: int) -> Iterator[list[Open]]:
    query = (
        select(Enrolment, Venture.name)
        .join(Venture, Venture.id == Enrolment.venture_id)
        .where(Enrolment.state.in_(OPEN))
        .options(lazyload(Enrolment.venture))
    )
    for rows in pages_of(session, query, Enrolment.id, size=size, only=only):
        yield _opened(session, [(row[0], row[1]) for row in rows], at=at)


def coaching_pages(session: Session, *, only: Collection[str] | None, size: int) -> Iterator[list[Open]]:
    query = (
        select(CoachingDay, Enrolment, Venture.name, Call.zone)
        .join(Enrolment, Enrolment.id == CoachingDay.enrolment_id)
        .join(Venture, Venture.id == Enrolment.venture_id)
        .outerjoin(Application, Application.id == Enrolment.application_id)
        .outerjoin(Call, Call.id == Application.call_id)
        .where(CoachingDay.state == "logged")
        .options(
            lazyload(CoachingDay.enrolment), lazyload(CoachingDay.mentor), lazyload(Enrolment.venture),
            lazyload(Enrolment.extensions), lazyload(Enrolment.pauses),
        )
    )  # fmt: skip
    for rows in pages_of(session, query, CoachingDay.id, size=size, only=only):
        yield [_coaching_day(session, *row) for row in rows]


def _coaching_day(
    session: Session, day: CoachingDay, enrolment: Enrolment, venture: str, zone: str | None
) -> Open:
    programme, edition = edition_of(session, enrolment.edition_id)
    people: dict[Recipients, tuple[str, ...]] = {"mentor": (day.mentor_id,)}
    subject = ReminderSubject(
        "coaching_day", day.id, {"coaching_logged": day.logged_at}, people, since=day.logged_at
    )
    label = f"{venture}, {programme.name.en} {day.on.isoformat()}"
    return Open(subject, edition, enrolment.programme, enrolment.venture_id, zone or HOME_ZONE, label)


def _opened(session: Session, rows: Sequence[tuple[Enrolment, str]], *, at: datetime) -> list[Open]:
    zones = _zones(session, [enrolment.application_id for enrolment, _ in rows])
    days = _days(session, [enrolment.id for enrolment, _ in rows])
    made: list[Open] = []
    for enrolment, venture in rows:
        programme, edition = edition_of(session, enrolment.edition_id)
        zone = zones.get(enrolment.application_id or "", HOME_ZONE)
        for subject in _subjects(enrolment, edition, days.get(enrolment.id, []), today=local_day(at, zone)):
            label = f"{venture}, {programme.name.en}"
            made.append(Open(subject, edition, enrolment.programme, enrolment.venture_id, zone, label))
    return made


def _subjects(
    enrolment: Enrolment, edition: Edition, days: list[CoachingDay], *, today: date
) -> Iterator[ReminderSubject]:
    """One for each date, as each has its own moment from which it holds."""

    def about(anchor: Anchor, value: datetime | date, since: datetime) -> ReminderSubject:
        return ReminderSubject("enrolment", enrolment.id, {anchor: value}, {}, since=since)

    last_day, settled_at = term_of(enrolment, edition).last_day, _settled_at(enrolment)
    if enrolment.state == "planned":
        yield about("enrolment_start", enrolment.starts_on, enrolment.created_at)
    if last_day is not None:
        yield about("enrolment_end", last_day, settled_at)
    for on in review_dates(enrolment, edition, until=today + REVIEWS_AHEAD):
        if on >= today:
            yield about("review_due", on, enrolment.created_at)
    low_at = _low_since(edition.coaching_half_days, days)
    if low_at is not None:
        yield about("coaching_low", low_at, enrolment.created_at)
    if last_day is not None and is_unused(balance(edition.coaching_half_days, days)):
        yield about(
            "coaching_unused", unused_from(starts_on=enrolment.starts_on, last_day=last_day), settled_at
        )


def _settled_at(enrolment: Enrolment) -> datetime:
    """When the last day became what it is: the newest extension or pause."""
    granted = (one.decided_at for one in enrolment.extensions if one.state == "granted" and one.decided_at)
    return max([enrolment.created_at, *granted, *(pause.decided_at for pause in enrolment.pauses)])


def _low_since(budget: int | None, days: list[CoachingDay]) -> datetime | None:
    """The instant of the log that left few half-days of the budget."""
    if budget is None or budget <= LOW:
        return None
    left = budget
    for day in days:
        left -= day.half_days
        if left <= LOW:
            return day.logged_at
    return None


def _days(session: Session, enrolments: Collection[str]) -> dict[str, list[CoachingDay]]:
    """The days that count, as they were logged."""
    query = (
        select(CoachingDay)
        .where(CoachingDay.enrolment_id.in_(enrolments), CoachingDay.state != "reversed")
        .order_by(CoachingDay.logged_at, CoachingDay.id)
        .options(lazyload(CoachingDay.enrolment), lazyload(CoachingDay.mentor))
    )
    found: dict[str, list[CoachingDay]] = {}
    for day in session.scalars(query):
        found.setdefault(day.enrolment_id, []).append(day)
    return found


def _zones(session: Session, applications: Collection[str | None]) -> dict[str, str]:
    query = select(Application.id, Call.zone).join(Call, Call.id == Application.call_id)
    known = [one for one in applications if one is not None]
    rows = session.execute(query.where(Application.id.in_(known)))
    return dict(iter(rows))
