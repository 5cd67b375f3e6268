"""Decisions that wait for a signature before anybody is told."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT

_UNSIGNED = (Application.state == "decided", Application.signed_at.is_(None))


def to_sign(session: Session, person: Person, limit: int = LIMIT) -> list[Application]:
    """For staff: decided under an edition that names who signs, not signed yet; the first decided first."""
    editions = session.scalars(select(Call.edition_id).join(Application).where(*_UNSIGNED).distinct())
    signing = sorted(one for one in editions if edition_of(session, one)[1].signs is not None)
    query = (
        select(Application)
        .where(visible.applications_of_staff(person))
        .where(*_UNSIGNED, Application.call_id.in_(select(Call.id).where(Call.edition_id.in_(signing))))
        .order_by(Application.decided_at, Application.id)
        .limit(limit)
    )
    return list(session.scalars(query.options(*loading.APPLICATION)))
