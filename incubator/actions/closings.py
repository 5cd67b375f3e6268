"""When one application closes: its call's date, a general extension, or more time of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.applications import Application, ClosingExtension
from incubator.store.calls import Call
from incubator.workflows.deadlines import Closing, closing


def closing_of(session: Session, application: Application) -> Closing:
    """The one answer for pages, letters, reminders and Send."""
    return closings_of(session, [application])[application.id]


def closings_of(session: Session, applications: Sequence[Application]) -> dict[str, Closing]:
    """The same for many, by id; the newest time given to each one counts."""
    ids = [application.id for application in applications]
    query = select(ClosingExtension).where(ClosingExtension.application_id.in_(ids))
    newest_last = session.scalars(query.order_by(ClosingExtension.granted_at, ClosingExtension.id))
    own = {row.application_id: row for row in newest_last}
    return {one.id: closing_of_call(one.call, own.get(one.id)) for one in applications}


def closing_of_call(call: Call, own: ClosingExtension | None = None) -> Closing:
    """For everybody who was given no time of their own, or with the time that was given."""
    return closing_with(call, own.closes_at if own else None, own.reason if own else None)


def phase_of(call: Call, *, at: datetime) -> str:
    """draft, upcoming, open, late (inside the grace) or closed: what a list of calls shows."""
    if call.state == "draft":
        return "draft"
    return "upcoming" if at < call.opens_at else closing_of_call(call).receives(at)


def closing_with(call: Call, individual_to: datetime | None, reason: str | None) -> Closing:
    """A time of its own as it was given, or none."""
    return closing(
        closes_at=call.closes_at, extended_to=call.extended_to, individual_to=individual_to,
        individual_reason=reason, grace=timedelta(minutes=call.grace_minutes), zone=call.zone,
    )  # fmt: skip
