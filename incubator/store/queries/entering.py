"""Who is on the way in: a place is promised, the first day has not come."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT

_DECIDED = and_(Application.state == "decided", Application.outcome == "accepted")


def soon(session: Session, person: Person, limit: int = LIMIT) -> list[Application]:
    """For staff: accepted, told or not, and not entered; the first to begin comes first."""
    query = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(or_(Application.state.in_(("accepted", "confirmed")), _DECIDED))
        .where(visible.applications_of_staff(person))
        .options(*loading.APPLICATION)
        .order_by(Call.entry_on.is_(None), Call.entry_on, Application.id)
    )
    return list(session.scalars(query.limit(limit)))
