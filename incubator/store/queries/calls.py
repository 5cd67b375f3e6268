"""Calls: open now, coming, all those one manages, one by its address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.store.queries import visible

_PUBLISHED = Call.state == "published"


def open_calls(session: Session, at: datetime) -> list[Call]:
    """Published and open at that instant, the first to close first."""
    query = select(Call).where(_PUBLISHED, Call.opens_at <= at, _closing() > at)
    return list(session.scalars(query.order_by(_closing(), Call.id)))


def upcoming(session: Session, at: datetime) -> list[Call]:
    """Published and not yet open, the first to open first."""
    query = select(Call).where(_PUBLISHED, Call.opens_at > at)
    return list(session.scalars(query.order_by(Call.opens_at, Call.id)))


def announced(session: Session, *, since: datetime) -> list[Call]:
    """For visitors: published, and closing (or closed) after that instant; the first to close first."""
    query = select(Call).where(_PUBLISHED, _closing() > since)
    return list(session.scalars(query.order_by(_closing(), Call.id)))


def all_for_staff(session: Session, person: Person) -> list[Call]:
    """Every call one manages, drafts too, the newest first."""
    query = select(Call).where(visible.calls_of_staff(person))
    return list(session.scalars(query.order_by(Call.id.desc())))


def by_slug(session: Session, slug: str, person: Person | None = None) -> Call:
    """Published calls for everybody, drafts for those who manage them; otherwise NotFound."""
    scope = _PUBLISHED if person is None else or_(_PUBLISHED, visible.calls_of_staff(person))
    return _one(session, slug, scope)


def by_slug_for_staff(session: Session, slug: str, person: Person) -> Call:
    """For staff pages: only the calls one manages."""
    return _one(session, slug, visible.calls_of_staff(person))


def slug_of(session: Session, call_id: str | None) -> str | None:
    return session.scalar(select(Call.slug).where(Call.id == call_id))


def _one(session: Session, slug: str, scope: visible.Filter) -> Call:
    found = session.scalars(select(Call).where(Call.slug == slug, scope)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def _closing() -> ColumnElement[datetime]:
    """The call's own closing; the time given to one application is no matter of lists."""
    return func.coalesce(Call.extended_to, Call.closes_at)
