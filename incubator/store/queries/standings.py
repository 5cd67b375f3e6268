"""How applications stand by the rules: who is about to lose eligibility, what has to be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT
from incubator.store.verdicts import Standing
from incubator.workflows.application import UNDECIDED

Place = tuple[datetime, str]  # in the queue: when it is to be looked at, and its id


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Eligible today; from that day on no longer, by the passing of time alone."""

    application: Application
    lapses_on: date


def lapsing(session: Session, person: Person, *, until: date, limit: int = LIMIT) -> list[Lapsing]:
    """For staff: what still waits for a decision and lapses by that day, the soonest first."""
    query = (
        select(Application, Standing.lapses_on)
        .join(Standing, Standing.application_id == Application.id)
        .where(Standing.lapses_on <= until, Application.state.in_(UNDECIDED))
        .where(visible.applications_of_staff(person))
        .options(*loading.APPLICATION)
        .order_by(Standing.lapses_on, Application.ref)
    )
    return [Lapsing(application, on) for application, on in session.execute(query.limit(limit)) if on]


def of_application(session: Session, application_id: str) -> Standing | None:
    """None before it was ever assessed. The caller has looked the application up already."""
    return session.get(Standing, application_id)


def of_applications(session: Session, application_ids: Collection[str]) -> dict[str, Standing]:
    query = select(Standing).where(Standing.application_id.in_(sorted(application_ids)))
    return {row.application_id: row for row in session.scalars(query)}


def due(session: Session, *, at: datetime, after: Place | None = None, limit: int) -> list[Place]:
    """What the worker has to look at by now, the longest waiting first, from a place in the queue on."""
    query = select(Standing.look_at, Standing.application_id).where(Standing.look_at <= at)
    if after is not None:
        query = query.where(tuple_(Standing.look_at, Standing.application_id) > after)
    rows = session.execute(query.order_by(Standing.look_at, Standing.application_id).limit(limit))
    return [(look_at, application_id) for look_at, application_id in rows if look_at]


def count_due(session: Session, *, at: datetime) -> int:
    return session.scalar(select(func.count()).where(Standing.look_at <= at)) or 0


def undecided(
    session: Session, *, call_id: str | None = None, after: str | None = None, limit: int
) -> list[str]:
    """The ids of applications that wait for a decision, in all calls or one, in their order."""
    query = select(Application.id).where(_is_undecided(call_id))
    if after is not None:
        query = query.where(Application.id > after)
    return list(session.scalars(query.order_by(Application.id).limit(limit)))


def count_undecided(session: Session, *, call_id: str | None = None) -> int:
    query = select(func.count()).select_from(Application).where(_is_undecided(call_id))
    return session.scalar(query) or 0


def _is_undecided(call_id: str | None) -> ColumnElement[bool]:
    waits = Application.state.in_(UNDECIDED)
    return waits if call_id is None else and_(waits, Application.call_id == call_id)
