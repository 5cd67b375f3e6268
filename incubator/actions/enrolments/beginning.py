"""The planned enrolments of applications that enter: one, or a whole cohort at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from incubator.actions import journal
from incubator.actions.replanning import replan_all
from incubator.errors import Refused
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words
from incubator.workflows.enrolment import OPEN

ALREADY_IN = Words(
    "This venture is already in this programme: complete that enrolment first.",
    "Ce projet est déjà dans ce programme : terminez d’abord le parcours en cours.",
)


def begin(
    session: Session, application: Application, *, starts_on: date, actor: Person | None, at: datetime
) -> Enrolment:
    """Make the planned enrolment of an application that enters; an earlier programme is `previous`.

    The former enrolment is completed when this one starts, so that an entry can be taken back.
    """
    return begin_all(session, [application], starts_on={application.id: starts_on}, actor=actor, at=at)[0]


def begin_all(
    session: Session, applications: Sequence[Application], *, starts_on: Mapping[str, date],
    actor: Person | None, at: datetime,
) -> list[Enrolment]:  # fmt: skip
    """In the order of the applications; refused for all when one may not."""
    standing = _open_enrolments(session, {application.venture_id for application in applications})
    made = [
        _planned(session, one, standing[one.venture_id], starts_on=starts_on[one.id], at=at)
        for one in applications
    ]
    for enrolment in made:
        add(session, enrolment)
    session.flush()
    entries = [journal.entry(one, action="begin", actor=actor, at=at, to_state="planned") for one in made]
    journal.record_all(session, entries)
    replan_all(session, made, at=at)
    return made


def _planned(
    session: Session, application: Application, standing: Sequence[Enrolment], *, starts_on: date,
    at: datetime,
) -> Enrolment:  # fmt: skip
    programme = application.call.programme
    if any(one.programme == programme for one in standing):
        raise Refused(ALREADY_IN)
    leading = (one for one in standing if programme in edition_of(session, one.edition_id)[0].next)
    previous = next(leading, None)
    return Enrolment(
        venture_id=application.venture_id, programme=programme, edition_id=application.call.edition_id,
        application_id=application.id, previous_id=previous.id if previous else None, state="planned",
        starts_on=starts_on, state_since=at, created_at=at,
    )  # fmt: skip


def _open_enrolments(session: Session, venture_ids: Collection[str]) -> dict[str, list[Enrolment]]:
    """By venture, the latest first."""
    query = select(Enrolment).where(Enrolment.venture_id.in_(venture_ids), Enrolment.state.in_(OPEN))
    light = (lazyload(Enrolment.venture), lazyload(Enrolment.extensions), lazyload(Enrolment.pauses))
    found: dict[str, list[Enrolment]] = defaultdict(list)
    for row in session.scalars(
        query.options(*light).order_by(Enrolment.starts_on.desc(), Enrolment.id.desc())
    ):
        found[row.venture_id].append(row)
    return found
