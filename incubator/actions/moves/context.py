"""What planning a move needs to know about all its applications, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess_known
from incubator.actions.eligibility.known import Known, known_of
from incubator.actions.moves.request import MoveRequest
from incubator.actions.people.audience import founders_of_all
from incubator.store.applications import Application
from incubator.store.letters import ReminderRow
from incubator.store.people import Person

Due = tuple[str, datetime]  # a reminder's kind and instant


@dataclass(frozen=True)
class Context:
    """By application id, but for `founders` (by venture id)."""

    at: datetime
    released_at: datetime  # when founders may read what is notified: with the letters, after the hold
    known: Known
    assessed: Mapping[str, Assessed]
    founders: Mapping[str, tuple[Person, ...]]
    reminders: Mapping[str, list[Due]]
    next_rank: Callable[[str], int]  # of a call's waiting list

    @classmethod
    def read(
        cls, session: Session, applications: Sequence[Application], *, request: MoveRequest, at: datetime,
        hold: timedelta,
    ) -> Context:  # fmt: skip
        known = known_of(session, applications, at=at)
        return cls(
            at=at,
            released_at=request.leaves_at(at, hold),
            known=known,
            assessed=assess_known(session, applications, known, at=at, starts_on=request.starts_on),
            founders=founders_of_all(session, {application.venture_id for application in applications}),
            reminders=_reminders(session, [application.id for application in applications]),
            next_rank=_ranks(session),
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


def _ranks(session: Session) -> Callable[[str], int]:
    """Nobody is named to the waiting list twice with one rank, in a preview either; asked when needed."""
    counters: dict[str, Iterator[int]] = {}

    def next_rank(call_id: str) -> int:
        if call_id not in counters:
            waiting = (Application.call_id == call_id, Application.state == "waitlisted")
            highest = session.scalar(select(func.max(Application.rank)).where(*waiting))
            counters[call_id] = count((highest or 0) + 1)
        return next(counters[call_id])

    return next_rank
