"""The deadlines and reminders a move creates or cancels, by the same plan that the ledger follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.moves.planning import Plan
from incubator.store.letters import ReminderRow
from incubator.workflows.consequences import DateChange
from incubator.workflows.reminders import Anchor, ReminderSubject
from incubator.workflows.reminders import plan as plan_reminders
from incubator.workflows.terms import compute_term

FOUNDERS = {"founders": ("founders",), "lead": ("lead",), "managers": ("managers",)}
DEADLINES: Mapping[str, str] = {"confirm_by": "confirm_by", "information_due": "information_due"}


def date_changes(session: Session, planned: Plan, *, at: datetime) -> tuple[DateChange, ...]:
    """Nothing for an application that stays where it is."""
    if planned.step is None:
        return ()
    return (*_cancelled(session, planned), *_created(planned, at=at))


def _cancelled(session: Session, planned: Plan) -> Iterator[DateChange]:
    """Leaving a state ends what it was waiting for."""
    query = select(ReminderRow.kind, ReminderRow.due_at).where(
        ReminderRow.subject_kind == "application", ReminderRow.subject_id == planned.application.id,
        ReminderRow.state == "planned",
    )  # fmt: skip
    for kind, due_at in session.execute(query.distinct().order_by(ReminderRow.due_at)):
        yield DateChange(kind, due_at, "cancelled")


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
