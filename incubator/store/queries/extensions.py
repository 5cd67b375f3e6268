"""Extensions asked for: those that wait for a decision, and one of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.enrolments import Enrolment, Extension
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of


def waiting(session: Session, person: Person, limit: int = LIMIT) -> list[Extension]:
    """For staff: asked and not decided, the longest waiting first."""
    seen = select(Enrolment.id).where(visible.enrolments_of_staff(person))
    query = select(Extension).where(Extension.state == "asked", Extension.enrolment_id.in_(seen))
    query = query.options(loading.enrolment(Extension.enrolment))
    return list(session.scalars(query.order_by(Extension.asked_at, Extension.id).limit(limit)))


def decided(
    session: Session, person: Person, *, key: str | None = None, limit: int = LIMIT
) -> Page[Extension]:
    """For staff: granted, refused or taken back, the newest request first."""
    seen = select(Enrolment.id).where(visible.enrolments_of_staff(person))
    query = select(Extension).where(Extension.state != "asked", Extension.enrolment_id.in_(seen))
    query = query.options(loading.enrolment(Extension.enrolment))
    return page_of(session, query, by=[Extension.id], key=key, limit=limit, newest_first=True)


def by_id(session: Session, person: Person, extension_id: str) -> Extension:
    """For staff and for the founders who asked; NotFound otherwise."""
    scope = visible.enrolments_of_staff(person) | visible.enrolments_of_founder(person)
    return _one(session, extension_id, scope)


def by_id_for_staff(session: Session, person: Person, extension_id: str) -> Extension:
    return _one(session, extension_id, visible.enrolments_of_staff(person))


def _one(session: Session, extension_id: str, scope: visible.Filter) -> Extension:
    seen = select(Enrolment.id).where(scope)
    query = select(Extension).where(Extension.id == extension_id, Extension.enrolment_id.in_(seen))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found
