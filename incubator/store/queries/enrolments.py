"""Enrolments: mine, those one manages or mentors, and their coaching days."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.applications import Application
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of
from incubator.workflows.enrolment import OPEN


def mine(session: Session, person: Person) -> list[Enrolment]:
    """Those of the ventures one is a member of, the newest first."""
    return _newest(session, visible.enrolments_of_founder(person))


def for_mentor(session: Session, person: Person, *, states: Collection[str] = OPEN) -> list[Enrolment]:
    """Those of the ventures one follows as a mentor."""
    return _newest(session, visible.enrolments_of_mentor(person), Enrolment.state.in_(sorted(states)))


def for_staff(
    session: Session,
    person: Person,
    *,
    programme: str | None = None,
    states: Collection[str] = (),
    key: str | None = None,
    limit: int = LIMIT,
) -> Page[Enrolment]:
    """Those one manages, the newest first."""
    query = select(Enrolment).where(visible.enrolments_of_staff(person)).options(*loading.ENROLMENT)
    if programme:
        query = query.where(Enrolment.programme == programme)
    if states:
        query = query.where(Enrolment.state.in_(sorted(states)))
    return page_of(session, query, by=[Enrolment.id], key=key, limit=limit, newest_first=True)


def by_id(session: Session, person: Person, enrolment_id: str) -> Enrolment:
    """Whichever side the person sees it from; NotFound when from none."""
    return _one(session, enrolment_id, visible.enrolments(person))


def by_id_for_staff(session: Session, person: Person, enrolment_id: str) -> Enrolment:
    return _one(session, enrolment_id, visible.enrolments_of_staff(person))


def by_id_for_founder(session: Session, person: Person, enrolment_id: str) -> Enrolment:
    return _one(session, enrolment_id, visible.enrolments_of_founder(person))


def by_id_for_mentor(session: Session, person: Person, enrolment_id: str) -> Enrolment:
    return _one(session, enrolment_id, visible.enrolments_of_mentor(person))


def of_venture(session: Session, venture_id: str) -> list[Enrolment]:
    """Every enrolment of a venture one may see, the newest first."""
    return _newest(session, Enrolment.venture_id == venture_id)


def came_from(session: Session, enrolment: Enrolment) -> str | None:
    """The reference of the application that led here."""
    return session.scalar(select(Application.ref).where(Application.id == enrolment.application_id))


def coaching_days(session: Session, enrolment_ids: Collection[str]) -> dict[str, list[CoachingDay]]:
    """Enrolment id -> its days, the latest first; an enrolment without any has an empty list."""
    days: dict[str, list[CoachingDay]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    if not days:
        return days
    query = (
        select(CoachingDay)
        .where(CoachingDay.enrolment_id.in_(sorted(days)))
        .order_by(CoachingDay.on.desc(), CoachingDay.id.desc())
    )
    for row in session.scalars(query.options(*loading.COACHING_DAY)):
        days[row.enrolment_id].append(row)
    return days


def coaching_day(session: Session, person: Person, day_id: str) -> CoachingDay:
    """One day of an enrolment one may see; NotFound otherwise."""
    seen = select(Enrolment.id).where(visible.enrolments(person))
    query = select(CoachingDay).where(CoachingDay.id == day_id, CoachingDay.enrolment_id.in_(seen))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def half_days_used(session: Session, enrolment_ids: Collection[str]) -> dict[str, int]:
    """Enrolment id -> half-days that count: logged, confirmed or disputed."""
    used = dict.fromkeys(enrolment_ids, 0)
    rows = session.execute(
        select(CoachingDay.enrolment_id, func.sum(CoachingDay.half_days))
        .where(CoachingDay.enrolment_id.in_(sorted(used)), CoachingDay.state != "reversed")
        .group_by(CoachingDay.enrolment_id)
    )
    return used | {enrolment_id: int(number) for enrolment_id, number in rows}


def _newest(session: Session, *scope: visible.Filter) -> list[Enrolment]:
    query = select(Enrolment).where(*scope).options(*loading.ENROLMENT)
    return list(session.scalars(query.order_by(Enrolment.id.desc())))


def _one(session: Session, enrolment_id: str, scope: visible.Filter) -> Enrolment:
    found = session.scalars(select(Enrolment).where(Enrolment.id == enrolment_id, scope)).one_or_none()
    if found is None:
        raise NotFound()
    return found
