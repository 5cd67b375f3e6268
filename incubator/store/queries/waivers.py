"""Waivers: those that wait for a decision, and those of one application."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT
from incubator.store.verdicts import Waiver

_PEOPLE = (loading.person(Waiver.asker), loading.person(Waiver.decider))


def waiting(session: Session, person: Person, limit: int = LIMIT) -> list[Waiver]:
    """For staff: asked and not decided, the longest waiting first."""
    query = select(Waiver).where(Waiver.state == "asked", _seen_by(person))
    query = query.options(*_PEOPLE, loading.application(Waiver.application))
    return list(session.scalars(query.order_by(Waiver.asked_at, Waiver.id).limit(limit)))


def by_id(session: Session, person: Person, waiver_id: str) -> Waiver:
    found = session.scalars(select(Waiver).where(Waiver.id == waiver_id, _seen_by(person))).one_or_none()
    if found is None:
        raise NotFound()
    return found


def of_application(session: Session, application_id: str) -> list[Waiver]:
    """Of an application one may see as staff, the oldest first."""
    query = select(Waiver).where(Waiver.application_id == application_id)
    query = query.options(*_PEOPLE, loading.application(Waiver.application))
    return list(session.scalars(query.order_by(Waiver.asked_at, Waiver.id)))


def _seen_by(person: Person) -> visible.Filter:
    return Waiver.application_id.in_(select(Application.id).where(visible.applications_of_staff(person)))
