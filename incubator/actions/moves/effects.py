"""Carry out plans in one transaction, each with all that follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions import journal, post
from incubator.actions.eligibility.assessments import assess_known, store_assessments
from incubator.actions.enrolments import begin_all
from incubator.actions.moves.context import Context
from incubator.actions.moves.planning import Plan
from incubator.actions.reminders.applying import WAITING
from incubator.actions.replanning import replan_all
from incubator.store.applications import InformationRequest
from incubator.store.changing import change_all
from incubator.store.journal import Batch
from incubator.store.rows import add

ASSESSED_AT = {
    "accept": "decided",
    "waitlist": "decided",
    "reject": "decided",
    "redirect": "decided",
    "enter": "entered",
}
Before = dict[str, dict[str, Any]]  # application id -> what `give_back` needs


def carry_out(
    session: Session, plans: Sequence[Plan], *, context: Context, batch: Batch, at: datetime
) -> Before:
    """Journal, state, effects, letters, in that order; for many with as many statements as for one."""
    before = {one.application.id: _columns_before(one) for one in plans}
    journal.record_all(session, [_entry(one, batch=batch, at=at) for one in plans])
    change_all(session, [(one.application, one.changes) for one in plans])
    for application_id, made in _effects(session, plans, at=at):
        before[application_id] |= made
    _queue_letters(session, plans, batch=batch, at=at)
    _assess(session, plans, context=context, at=at)
    replan_all(session, [one.application for one in plans if _is_reminded(one, context)], at=at)
    return before


def _columns_before(plan: Plan) -> dict[str, Any]:
    return {column: plain(getattr(plan.application, column)) for column in plan.changes}


def _entry(plan: Plan, *, batch: Batch, at: datetime) -> dict[str, Any]:
    assert plan.step is not None, "only a plan that moves is carried out"
    return journal.entry(
        plan.application, action=plan.move, actor=plan.actor, at=at, from_state=plan.step.source,
        to_state=plan.step.target, reason=plan.request.reason, batch=batch,
    )  # fmt: skip


def _effects(session: Session, plans: Sequence[Plan], *, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """What each one made, to be removed by an undo."""
    asking = [one for one in plans if one.move == "request_information"]
    asked = [add(session, _request(one, at=at)) for one in asking]
    entering = [one for one in plans if one.move == "enter"]
    entered = _enter(session, entering, at=at) if entering else []
    return [
        *((row.application_id, {"_request": row.id}) for row in asked),
        *((one.application.id, {"_enrolment": id_}) for one, id_ in zip(entering, entered, strict=True)),
    ]


def _request(plan: Plan, *, at: datetime) -> InformationRequest:
    request = plan.request
    return InformationRequest(
        application_id=plan.application.id, questions=list(request.questions), message=request.note,
        due_on=request.due_on, asked_by=plan.actor.id, asked_at=at,
    )  # fmt: skip


def _enter(session: Session, plans: Sequence[Plan], *, at: datetime) -> list[str]:
    """The ids of the enrolments, in the order of the plans."""
    days = {one.application.id: first_day(one) for one in plans}
    applications = [one.application for one in plans]
    made = begin_all(session, applications, starts_on=days, actor=plans[0].actor, at=at)
    return [enrolment.id for enrolment in made]


def first_day(plan: Plan) -> date:
    starts_on = plan.request.starts_on or plan.application.call.entry_on
    assert starts_on is not None, "the plan asks for a first day"
    return starts_on


def _queue_letters(session: Session, plans: Sequence[Plan], *, batch: Batch, at: datetime) -> None:
    letters = [(one.application, person, letter) for one in plans for person, letter in one.letters]
    if letters:
        send_after = plans[0].request.leaves_at(at, batch.hold_until - batch.at)
        post.queue_new(session, letters, occurrence=batch.id, at=at, send_after=send_after, batch=batch)


def _assess(session: Session, plans: Sequence[Plan], *, context: Context, at: datetime) -> None:
    """What is found once it is done is kept with the decision or the entry."""
    by_occasion: dict[str, list[Plan]] = defaultdict(list)
    for one in plans:
        if one.move in ASSESSED_AT:
            by_occasion[ASSESSED_AT[one.move]].append(one)
    for occasion, some in by_occasion.items():
        applications, known = [one.application for one in some], context.known
        if occasion == "entered":
            known = known.entered({one.application.id: first_day(one) for one in some})
        found = assess_known(session, applications, known, at=at)
        store_assessments(session, applications, found, occasion=occasion, at=at, actor=some[0].actor)


def _is_reminded(plan: Plan, context: Context) -> bool:
    """Something was planned for it, or waits for its founders now: the ledger must be looked at."""
    is_waiting = plan.application.state in WAITING
    return is_waiting or bool(context.reminders.get(plan.application.id))


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def typed(value: Any) -> Any:
    if isinstance(value, dict) and "at" in value:
        return datetime.fromisoformat(value["at"])
    return date.fromisoformat(value["on"]) if isinstance(value, dict) and "on" in value else value
