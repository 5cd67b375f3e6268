"""The columns a move changes, and their new values."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.moves.context import Context
from incubator.actions.moves.request import MoveRequest
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.workflows.application import OUTCOME_OF
from incubator.workflows.machine import Step

CONFIRM_AT = time(18, 0)  # an hour at which somebody can still answer the phone
NOT_DECIDED: dict[str, Any] = {
    "outcome": None, "decided_from": None, "decided_at": None, "decided_by": None, "decision_note": "",
    "signed_at": None, "signed_by": None, "notified_at": None, "confirm_by": None, "rank": None,
}  # fmt: skip


def of_step(
    application: Application, *, step: Step, request: MoveRequest, actor: Person, context: Context
) -> dict[str, Any]:
    name, at = step.move.name, context.at
    new: dict[str, Any] = {"state": step.target, "state_since": at}
    if name in OUTCOME_OF:
        new |= NOT_DECIDED | {
            "outcome": OUTCOME_OF[name], "decided_from": step.source, "decided_at": at,
            "decided_by": actor.id, "decision_note": request.note,
        }  # fmt: skip
        if step.source == "waitlisted":
            new["rank"] = application.rank
    elif name.startswith("revise"):
        new |= NOT_DECIDED
        if step.target == "waitlisted":
            new |= {
                "outcome": "waitlisted",
                "notified_at": application.notified_at or at,
                "rank": application.rank,
            }
    elif name.startswith("notify_"):
        new |= {"notified_at": context.released_at}
        if name == "notify_accepted":
            new["confirm_by"] = confirm_by(application, context.assessed[application.id], at=at)
        if name == "notify_waitlisted" and application.rank is None:
            new["rank"] = context.next_rank(application.call_id)
    elif name == "withdraw_decision":
        new |= {"notified_at": None, "confirm_by": None, "signed_at": None, "signed_by": None, "rank": None}
        if step.target != "decided":  # outside the call, found too soon: nothing was decided
            new |= NOT_DECIDED
    return new


def confirm_by(application: Application, assessed: Assessed, *, at: datetime) -> datetime:
    """So long after the notification as the edition says, at 18:00 where the call is."""
    zone = ZoneInfo(application.call.zone)
    last = assessed.edition.confirm_within.after(at.astimezone(zone).date())
    return datetime.combine(last, CONFIRM_AT, tzinfo=zone)
