"""What planning a move needs to know about all its applications, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions.closings import closings_of
from incubator.actions.eligibility.assessments import Assessed, assess_all
from incubator.actions.moves.request import MoveRequest
from incubator.actions.people.audience import founders_of_all
from incubator.store.applications import Application
from incubator.store.letters import ReminderRow
from incubator.store.people import Person
from incubator.workflows.deadlines import Closing

Due = tuple[str, datetime]  # a reminder's kind and instant


@dataclass(frozen=True)
class Context:
    """By application id, but for `founders` (by venture id) and `ranks` (by call id)."""

    at: datetime
    released_at: datetime  # when founders may read what is notified: with the letters, after the hold
    assessed: Mapping[str, Assessed]
    closings: Mapping[str, Closing]
    founders: Mapping[str, tuple[Person, ...]]
    reminders: Mapping[str, list[Due]]
    ranks: Mapping[str, Iterator[int]]  # the next ranks of each call's waiting list

    @classmethod
    def read(
        cls, session: Session, applications: Sequence[Application], *, request: MoveRequest, at: datetime,
        hold: timedelta,
    ) -> Context:  # fmt: skip
        ids = [application.id for application in applications]
        return cls(
            at=at,
            released_at=request.leaves_at(at, hold),
            assessed=assess_all(session, applications, at=at, starts_on=request.starts_on),
            closings=closings_of(session, applications),
            founders=founders_of_all(session, {application.venture_id for application in applications}),
            reminders=_reminders(session, ids),
            ranks=_ranks(session, {application.call_id for application in applications}),
        )


def _reminders(session: Session, ids: Sequence[str]) -> dict[str, list[Due]]:
    query = select(ReminderRow.subject_id, ReminderRow.kind, ReminderRow.due_at).where(
        ReminderRow.subject_kind == "application",
        ReminderRow.subject_id.in_(ids),
        ReminderRow.state == "planned",
    )
    found: dict[str, list[Due]] = defaultdict(list)
    for subject_id, kind, due_at in session.execute(query.distinct().order_by(ReminderRow.due_at)):
        found[subject_id].append((kind, due_at))
    return found


def _ranks(session: Session, calls: set[str]) -> dict[str, Iterator[int]]:
    """Nobody is named to the waiting list twice with one rank, in a preview either."""
    query = select(Application.call_id, func.max(Application.rank).label("rank")).where(
        Application.call_id.in_(calls), Application.state == "waitlisted"
    )
    highest = {row.call_id: row.rank or 0 for row in session.execute(query.group_by(Application.call_id))}
    return {call_id: count(highest.get(call_id, 0) + 1) for call_id in calls}
