"""Carry out a plan in one transaction, and give it back exactly."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions import post
from incubator.actions.eligibility.assessments import store_assessment
from incubator.actions.enrolments import begin
from incubator.actions.journal import record
from incubator.actions.moves.planning import Plan
from incubator.actions.reminders import reconcile
from incubator.actions.replanning import replan
from incubator.store.applications import Application, InformationRequest
from incubator.store.enrolments import Enrolment
from incubator.store.journal import Batch
from incubator.store.people import Person
from incubator.store.rows import add

ASSESSED_AT = {
    "accept": "decided",
    "waitlist": "decided",
    "reject": "decided",
    "redirect": "decided",
    "enter": "entered",
}


def carry_out(session: Session, plan: Plan, *, batch: Batch, at: datetime) -> dict[str, Any]:
    """Journal, state, effects, letters, in that order. Returns what `give_back` needs."""
    application, step = plan.application, plan.step
    assert step is not None, "only a plan that moves is carried out"
    before = {column: _plain(getattr(application, column)) for column in plan.changes}
    record(
        session, application, action=plan.move, actor=plan.actor, at=at, from_state=step.source,
        to_state=step.target, reason=plan.request.reason, batch=batch,
    )  # fmt: skip
    for column, value in plan.changes.items():
        setattr(application, column, value)
    session.flush()
    before |= _effects(session, plan, at=at)
    _queue_letters(session, plan, batch=batch, at=at)
    if plan.move in ASSESSED_AT:
        store_assessment(session, application, occasion=ASSESSED_AT[plan.move], at=at, actor=plan.actor)
    replan(session, application, at=at)
    return before


def _effects(session: Session, plan: Plan, *, at: datetime) -> dict[str, Any]:
    application, request = plan.application, plan.request
    if plan.move == "request_information":
        asked = InformationRequest(
            application_id=application.id, questions=list(request.questions), message=request.note,
            due_on=request.due_on, asked_by=plan.actor.id, asked_at=at,
        )  # fmt: skip
        return {"_request": add(session, asked).id}
    if plan.move == "enter":
        starts_on = request.starts_on or application.call.entry_on
        assert starts_on is not None, "the plan asks for a first day"
        enrolment = begin(session, application, starts_on=starts_on, actor=plan.actor, at=at)
        return {"_enrolment": enrolment.id}
    return {}


def _queue_letters(session: Session, plan: Plan, *, batch: Batch, at: datetime) -> None:
    send_after = plan.request.leaves_at(at, batch.hold_until - batch.at)
    for person, letter in plan.letters:
        post.queue(
            session, letter, to=person, subject=plan.application, occurrence=batch.id, at=at,
            send_after=send_after, batch=batch,
        )  # fmt: skip


def give_back(
    session: Session,
    application: Application,
    before: dict[str, Any],
    *,
    actor: Person,
    at: datetime,
    batch: Batch,
) -> None:
    """Restore the columns and remove what the move made; the journal keeps both."""
    for column, value in before.items():
        if not column.startswith("_"):
            setattr(application, column, _typed(value))
    if "_request" in before:
        session.delete(session.get_one(InformationRequest, before["_request"]))
    if "_enrolment" in before:
        enrolment = session.get_one(Enrolment, before["_enrolment"])
        record(
            session, enrolment, action="undo", actor=actor, at=at, from_state=enrolment.state,
            to_state=None, batch=batch,
        )  # fmt: skip
        session.delete(enrolment)
        session.flush()
        reconcile(session, at=at, only={"enrolment": {enrolment.id}})
    replan(session, application, at=at)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _typed(value: Any) -> Any:
    if isinstance(value, dict) and "at" in value:
        return datetime.fromisoformat(value["at"])
    return date.fromisoformat(value["on"]) if isinstance(value, dict) and "on" in value else value
