"""All that the rules look at, read for many applications at once: the number of queries never grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.closings import closings_of
from incubator.store.answers import answers_of_many
from incubator.store.applications import Application
from incubator.store.enrolments import Enrolment
from incubator.store.verdicts import Judgement, Waiver
from incubator.workflows.deadlines import Closing
from incubator.workflows.eligibility import WaiverNote

OPEN = ("planned", "active", "paused")


@dataclass(frozen=True, slots=True)
class Known:
    """Each by the application's id; `stays` by the venture's: (programme, state, application)."""

    answers: Mapping[str, dict[str, Any]]
    stays: Mapping[str, list[tuple[str, str, str | None]]]
    first_days: Mapping[str, date]
    judgements: Mapping[str, dict[str, bool]]
    waivers: Mapping[str, dict[str, WaiverNote]]
    closings: Mapping[str, Closing]

    def history_of(self, application: Application) -> dict[str, tuple[str, ...]]:
        """The programmes the venture is in, and those it completed; its own enrolment does not count."""
        others = [
            (programme, state)
            for programme, state, entered_by in self.stays.get(application.venture_id, [])
            if entered_by != application.id
        ]
        return {
            "open_enrolments": tuple(key for key, state in others if state in OPEN),
            "completed_programmes": tuple(key for key, state in others if state == "completed"),
        }


def known_of(session: Session, applications: Sequence[Application]) -> Known:
    ids = [application.id for application in applications]
    enrolments = _enrolments(session, {application.venture_id for application in applications})
    stays: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for row in enrolments:
        stays[row.venture_id].append((row.programme, row.state, row.application_id))
    return Known(
        answers=answers_of_many(session, ids), stays=stays,
        first_days={row.application_id: row.starts_on for row in enrolments if row.application_id},
        judgements=_judgements(session, ids), waivers=_waivers(session, ids),
        closings=closings_of(session, applications),
    )  # fmt: skip


def _enrolments(session: Session, ventures: set[str]) -> Sequence[Any]:
    query = select(
        Enrolment.venture_id,
        Enrolment.programme,
        Enrolment.state,
        Enrolment.application_id,
        Enrolment.starts_on,
    )
    query = query.where(Enrolment.venture_id.in_(ventures))
    return session.execute(query.order_by(Enrolment.starts_on, Enrolment.id)).all()


def _judgements(session: Session, ids: Sequence[str]) -> dict[str, dict[str, bool]]:
    """The latest judgement of each rule."""
    query = select(Judgement.application_id, Judgement.rule, Judgement.holds)
    query = query.where(Judgement.application_id.in_(ids)).order_by(Judgement.judged_at, Judgement.id)
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for application_id, rule, holds in session.execute(query):
        found[application_id][rule] = holds
    return found


def _waivers(session: Session, ids: Sequence[str]) -> dict[str, dict[str, WaiverNote]]:
    query = select(Waiver).where(Waiver.application_id.in_(ids), Waiver.state == "granted")
    found: dict[str, dict[str, WaiverNote]] = defaultdict(dict)
    for row in session.scalars(query.order_by(Waiver.asked_at)):
        who = row.decider.name if row.decider else ""
        found[row.application_id][row.rule] = WaiverNote(
            by=who, at=row.decided_at or row.asked_at, reason=row.reason
        )
    return found
