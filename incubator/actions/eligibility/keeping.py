"""What was found last, and when somebody has to look again: one row for each application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessed import Assessed
from incubator.store.applications import Application
from incubator.store.verdicts import Standing
from incubator.workflows.application import UNDECIDED
from incubator.workflows.eligibility.differences import Watched
from incubator.workflows.eligibility.references import local_day

NOTHING_DUE: dict[str, Any] = {"due_since": None, "due_because": None}
Values = dict[str, Any]  # column -> value


def keep(
    session: Session, applications: Sequence[Application], found: Mapping[str, Assessed],
    rows: Mapping[str, str], *, at: datetime,
) -> None:  # fmt: skip
    """These were assessed just now and the assessments kept: application id -> that of its row."""
    watching: dict[str, Watched] = {}
    values = [
        {"application_id": one.id, "assessment_id": rows[one.id]}
        | NOTHING_DUE
        | columns_of(one, found[one.id], watching=watching, at=at)
        for one in sorted(applications, key=lambda one: one.id)  # so that two who keep the same only wait
    ]
    if values:
        _put(session, values)


def columns_of(
    application: Application, found: Assessed, *, watching: dict[str, Watched], at: datetime
) -> Values:
    """Of a new look. Once it is decided, nobody looks again unasked."""
    zone, assessment = application.call.zone, found.assessment
    again = assessment.looks_again_on(local_day(at, zone))
    is_waiting = application.state in UNDECIDED
    return {
        "assessed_at": at, "verdict": assessment.verdict, "lapses_on": assessment.lapses_on,
        "look_again_on": again,
        "look_at": _next(again, found, at=at, zone=zone) if is_waiting else None,
        "fingerprint": fingerprint_of(application, found, watching=watching),
    }  # fmt: skip


def fingerprint_of(application: Application, found: Assessed, *, watching: dict[str, Watched]) -> str:
    return watched(application, found, watching=watching).fingerprint(found.assessment, found.facts)


def watched(application: Application, found: Assessed, *, watching: dict[str, Watched]) -> Watched:
    """What the rules of its call look at; worked out once for all that are looked at together."""
    edition_id = application.call.edition_id
    if edition_id not in watching:
        watching[edition_id] = Watched(found.edition)
    return watching[edition_id]


def _next(again: date | None, found: Assessed, *, at: datetime, zone: str) -> datetime | None:
    """The first instant of that day; sooner where an instant that rules go by passes today.

    Or where another outcome is told that counts as an earlier participation.
    """
    day, references = local_day(at, zone), found.references
    instants = (references.submission, references.call_closing, references.notification)
    today = [
        one for one in instants if isinstance(one, datetime) and one > at and local_day(one, zone) == day
    ]
    told = [found.told_at] if found.told_at else []
    return min((*today, *told, *_midnight(again, zone)), default=None)


def _midnight(on: date | None, zone: str) -> tuple[datetime, ...]:
    return () if on is None else (datetime.combine(on, time(), tzinfo=ZoneInfo(zone)),)


def _put(session: Session, rows: Sequence[Values]) -> None:
    """Whether there was such a row or not."""
    into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = into(Standing)
    changed = {column: new.excluded[column] for column in rows[0] if column != "application_id"}
    session.execute(new.on_conflict_do_update(index_elements=["application_id"], set_=changed), rows)
