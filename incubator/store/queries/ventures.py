"""Ventures: mine, those one mentors, one of them, and who follows it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from incubator.errors import NotFound
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.store.queries import visible
from incubator.store.ventures import Membership, Mentorship, Venture
from incubator.workflows.enrolment import OPEN


def mine(session: Session, person: Person) -> list[Venture]:
    """Those one is a member of, the newest first, with their members."""
    joined = select(Membership.venture_id).where(Membership.person_id == person.id)
    by_name = selectinload(Venture.members).joinedload(Membership.person).lazyload(Person.roles)
    query = select(Venture).where(Venture.id.in_(joined)).options(by_name)
    return list(session.scalars(query.order_by(Venture.id.desc())))


def mentored(session: Session, person: Person) -> list[Venture]:
    """Those one follows as a mentor now, by name."""
    followed = select(Mentorship.venture_id).where(
        Mentorship.mentor_id == person.id, Mentorship.ended_at.is_(None)
    )
    query = select(Venture).where(Venture.id.in_(followed))
    return list(session.scalars(query.order_by(Venture.search, Venture.id)))


def by_id(session: Session, person: Person, venture_id: str) -> Venture:
    """Whichever side the person sees it from; NotFound when from none."""
    return _one(session, venture_id, visible.ventures(person))


def by_id_for_founder(session: Session, person: Person, venture_id: str) -> Venture:
    """Only for its members."""
    joined = select(Membership.venture_id).where(Membership.person_id == person.id)
    return _one(session, venture_id, Venture.id.in_(joined))


def to_mentor(session: Session, person: Person) -> list[Venture]:
    """For staff: those with an enrolment that is not over, by name."""
    running = select(Enrolment.venture_id).where(
        visible.enrolments_of_staff(person), Enrolment.state.in_(OPEN)
    )
    query = select(Venture).where(Venture.id.in_(running)).options(lazyload(Venture.members))
    return list(session.scalars(query.order_by(Venture.search, Venture.id)))


def mentors(session: Session, venture_id: str) -> list[Person]:
    """Who follows a venture one may see, by name."""
    query = (
        select(Person)
        .join(Mentorship, Mentorship.mentor_id == Person.id)
        .where(Mentorship.venture_id == venture_id, Mentorship.ended_at.is_(None))
    )
    return list(session.scalars(query.order_by(Person.name, Person.id)))


def _one(session: Session, venture_id: str, scope: visible.Filter) -> Venture:
    found = session.scalars(select(Venture).where(Venture.id == venture_id, scope)).one_or_none()
    if found is None:
        raise NotFound()
    return found
