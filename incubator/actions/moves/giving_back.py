"""Give applications back as they were before a batch, exactly, and remove what it made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.moves.effects import typed
from incubator.actions.reminders import reconcile
from incubator.actions.replanning import replan_all
from incubator.store.applications import Application, InformationRequest
from incubator.store.changing import change_all
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.journal import Batch, BatchRow
from incubator.store.people import Person
from incubator.store.queries.loading import ENROLMENT


def give_back(
    session: Session,
    pairs: Sequence[tuple[BatchRow, Application]],
    *,
    actor: Person,
    at: datetime,
    batch: Batch,
) -> None:
    """Restore the columns and remove what the move made; the journal keeps both."""
    entry = partial(journal.entry, action="undo", actor=actor, at=at, batch=batch)
    left = {application.id: application.state for _, application in pairs}
    change_all(session, [(application, _columns(row)) for row, application in pairs])
    entries = [entry(one, from_state=left[one.id], to_state=one.state) for _, one in pairs]
    if asked := _made(pairs, "_request"):
        session.execute(delete(InformationRequest).where(InformationRequest.id.in_(asked)))
    ended = _enrolments(session, _made(pairs, "_enrolment"))
    gone = [entry(enrolment, from_state=enrolment.state, to_state=None) for enrolment in ended]
    for enrolment in ended:
        session.delete(enrolment)
    journal.record_all(session, [*gone, *entries])
    if ended:
        reconcile(session, at=at, only={"enrolment": {enrolment.id for enrolment in ended}})
    replan_all(session, [application for _, application in pairs], at=at)


def _columns(row: BatchRow) -> dict[str, Any]:
    return {column: typed(value) for column, value in (row.before or {}).items() if column[0] != "_"}


def made_and_used(session: Session, rows: Sequence[BatchRow]) -> set[str]:
    """The rows whose enrolment is no longer as it was made: somebody works with it already."""
    made = {row.before["_enrolment"]: row.id for row in rows if row.before and "_enrolment" in row.before}
    if not made:
        return set()
    coached = set(session.scalars(select(CoachingDay.enrolment_id).where(CoachingDay.enrolment_id.in_(made))))
    used = {one.id for one in _enrolments(session, list(made)) if _is_used(one)}
    return {made[enrolment_id] for enrolment_id in used | coached}


def _is_used(enrolment: Enrolment) -> bool:
    return enrolment.version != 1 or bool(enrolment.extensions or enrolment.pauses)


def _made(pairs: Sequence[tuple[BatchRow, Application]], what: str) -> list[str]:
    return [row.before[what] for row, _ in pairs if row.before and what in row.before]


def _enrolments(session: Session, ids: Collection[str]) -> Sequence[Enrolment]:
    if not ids:
        return ()
    query = select(Enrolment).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
    return session.scalars(query.options(*ENROLMENT)).all()
