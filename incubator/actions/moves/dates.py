"""The deadlines and reminders a move creates or cancels, by the same plan that the ledger follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from incubator.actions.moves.context import Context
from incubator.actions.moves.planning import Plan
from incubator.workflows.consequences import DateChange
from incubator.workflows.reminders import Anchor, Recipients, ReminderSubject
from incubator.workflows.reminders import plan as plan_reminders
from incubator.workflows.terms import compute_term

FOUNDERS: Mapping[Recipients, tuple[str, ...]] = {
    "founders": ("founders",),
    "lead": ("lead",),
    "managers": ("managers",),
}
DEADLINES: Mapping[str, str] = {"confirm_by": "confirm_by", "information_due": "information_due"}


def date_changes(planned: Plan, *, context: Context) -> tuple[DateChange, ...]:
    """Nothing for an application that stays where it is; leaving a state ends what it was waiting for."""
    if planned.step is None:
        return ()
    ended = (
        DateChange(kind, due, "cancelled") for kind, due in context.reminders.get(planned.application.id, [])
    )
    return (*ended, *_created(planned, at=context.at))


def _created(planned: Plan, *, at: datetime) -> Iterator[DateChange]:
    application, edition = planned.application, planned.assessed.edition
    zone = application.call.zone
    for anchor, value in _anchors(planned):
        if anchor in DEADLINES:
            yield DateChange(DEADLINES[anchor], _instant(value, zone), "created", owner="founder")
        subject = ReminderSubject("application", application.id, {anchor: value}, FOUNDERS, since=at)
        for reminder in plan_reminders(edition.reminders, subject, zone=zone):
            yield DateChange(reminder.kind, reminder.due_at, "created", owner=reminder.to)


def _anchors(planned: Plan) -> Iterator[tuple[Anchor, datetime | date]]:
    """What waits for somebody after the move, and until when."""
    request, call = planned.request, planned.application.call
    if planned.changes.get("confirm_by"):
        yield "confirm_by", planned.changes["confirm_by"]
    if planned.move == "request_information" and request.due_on:
        yield "information_due", request.due_on
    starts_on = request.starts_on or call.entry_on
    if planned.move == "enter" and starts_on:
        yield "enrolment_start", starts_on
        last_day = compute_term(starts_on, planned.assessed.edition.term).last_day
        if last_day is not None:
            yield "enrolment_end", last_day


def _instant(value: datetime | date, zone: str) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(23, 59), tzinfo=ZoneInfo(zone))
