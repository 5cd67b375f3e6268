"""Waivers: those that wait for a decision, and those of one application."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT
from incubator.store.verdicts import AssessmentRow, Waiver

_PEOPLE = (loading.person(Waiver.asker), loading.person(Waiver.decider))


def waiting(session: Session, person: Person, limit: int = LIMIT) -> list[Waiver]:
    """For staff: asked and not decided, the longest waiting first."""
    query = select(Waiver).where(Waiver.state == "asked", _seen_by(person))
    query = query.options(*_PEOPLE, loading.application(Waiver.application))
    return list(session.scalars(query.order_by(Waiver.asked_at, Waiver.id).limit(limit)))


def findings(session: Session, waivers: Collection[Waiver]) -> dict[str, dict[str, Any]]:
    """Waiver id -> the finding it is about, as it was last kept with the application."""
    ids = sorted({waiver.application_id for waiver in waivers})
    query = select(AssessmentRow.application_id, AssessmentRow.findings)
    rows = session.execute(query.where(AssessmentRow.application_id.in_(ids)).order_by(AssessmentRow.at))
    kept = {application_id: document["findings"] for application_id, document in rows}  # the last one wins
    found = [
        (waiver.id, finding)
        for waiver in waivers
        for finding in kept.get(waiver.application_id, ())
        if finding["id"] == waiver.rule
    ]
    return dict(found)


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
