"""Start on the first day, complete, leave: by a person or because the day has come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import locks, post
from incubator.actions.days import day_of
from incubator.actions.enrolments.moving import roles_of, step
from incubator.actions.enrolments.terms import term_now
from incubator.actions.people import audience
from incubator.errors import Refused
from incubator.notices.programme_life import Completed, PromotedNext
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.journal import Batch, Entry
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.pipeline import Promotion, promotion


def start(session: Session, enrolment: Enrolment, *, actor: Person | None, at: datetime) -> None:
    """On its first day or later; the enrolment it follows ends completed."""
    locks.lock(session, enrolment)
    if enrolment.state == "active":
        return
    step(session, enrolment, "start", roles=roles_of(session, enrolment, actor), actor=actor, at=at)
    if enrolment.previous_id is not None:
        _end_previous(session, enrolment, session.get_one(Enrolment, enrolment.previous_id), at=at)


def start_due(session: Session, *, at: datetime) -> tuple[Enrolment, ...]:
    """The worker's round: planned enrolments whose first day has come and whose entry stands."""
    started: list[Enrolment] = []
    for enrolment in session.scalars(select(Enrolment).where(Enrolment.state == "planned")).all():
        is_due = enrolment.starts_on <= day_of(session, enrolment, at)
        if is_due and not _may_be_undone(session, enrolment, at):
            start(session, enrolment, actor=None, at=at)
            started.append(enrolment)
    return tuple(started)


def complete(
    session: Session, enrolment: Enrolment, *, actor: Person | None, at: datetime, reason: str = "",
    on: date | None = None,
) -> None:  # fmt: skip
    """From the last day on. Twice changes nothing; the founders get the hand-over letter."""
    locks.lock(session, enrolment)
    if enrolment.state == "completed":
        return
    last_day = term_now(session, enrolment).last_day
    today = day_of(session, enrolment, at)
    ended_on = on or (min(today, last_day) if last_day else today)
    roles = roles_of(session, enrolment, actor)
    step(session, enrolment, "complete", roles=roles, actor=actor, at=at, reason=reason, ended_on=ended_on)
    letter = completed_letter(session, enrolment, ended_on)
    for person in audience.founders_of(session, enrolment.venture_id):
        post.queue(session, letter, to=person, subject=enrolment, occurrence="completed", at=at)


def completed_letter(session: Session, enrolment: Enrolment, ended_on: date) -> Completed:
    programme, _edition = edition_of(session, enrolment.edition_id)
    return Completed(**audience.about_enrolment(session, enrolment, programme.name), ended_on=ended_on)


def leave(
    session: Session, enrolment: Enrolment, *, actor: Person, at: datetime, reason: str,
    on: date | None = None,
) -> None:  # fmt: skip
    """Before the end, with the reason."""
    locks.lock(session, enrolment)
    if enrolment.state == "left":
        return
    today = day_of(session, enrolment, at)
    if on is not None and on > today:
        raise Refused(_FUTURE, field="on")
    roles = roles_of(session, enrolment, actor)
    ended_on = max(on or today, enrolment.starts_on) if enrolment.state != "planned" else today
    step(session, enrolment, "leave", roles=roles, actor=actor, at=at, reason=reason, ended_on=ended_on)


def _may_be_undone(session: Session, enrolment: Enrolment, at: datetime) -> bool:
    """The act that made it can still be taken back: wait for the end of the hold."""
    if enrolment.application_id is None:
        return False
    query = (
        select(Batch.hold_until)
        .join(Entry, Entry.batch_id == Batch.id)
        .where(Entry.subject_id == enrolment.application_id, Entry.action == "enter")
        .where(Batch.undone_at.is_(None))
        .order_by(Entry.seq.desc())
        .limit(1)
    )
    hold_until = session.scalar(query)
    return hold_until is not None and at < hold_until


def promotion_by(session: Session, enrolment: Enrolment) -> tuple[Enrolment, Promotion] | None:
    """How the enrolment this one follows ends when this one begins; None when nothing ends."""
    if enrolment.previous_id is None:
        return None
    previous = session.get_one(Enrolment, enrolment.previous_id)
    programme, _edition = edition_of(session, enrolment.edition_id)
    former, _former_edition = edition_of(session, previous.edition_id)
    ending = promotion(
        programme, former, state=previous.state, starts_on=previous.starts_on,
        last_day=term_now(session, previous).last_day, enters_on=enrolment.starts_on,
    )  # fmt: skip
    return None if ending is None else (previous, ending)


def promoted_letter(session: Session, enrolment: Enrolment, previous: Enrolment) -> PromotedNext:
    programme, edition = edition_of(session, enrolment.edition_id)
    former, _former_edition = edition_of(session, previous.edition_id)
    return PromotedNext(
        **audience.about_enrolment(session, enrolment, programme.name), previous=former.name,
        starts_on=enrolment.starts_on, last_day=term_now(session, enrolment).last_day,
        coaching_half_days=edition.coaching_half_days,
    )  # fmt: skip


def _end_previous(session: Session, enrolment: Enrolment, previous: Enrolment, *, at: datetime) -> None:
    """Going on is a success: the former enrolment is completed, never left or rejected."""
    locks.lock(session, previous)
    ends = promotion_by(session, enrolment)
    if ends is None:
        return
    _previous, ending = ends
    step(
        session, previous, ending.move, roles=frozenset({"system"}), actor=None, at=at,
        reason=ending.reason, ended_on=ending.ended_on, is_promoted=True,
    )  # fmt: skip
    letter = promoted_letter(session, enrolment, previous)
    for person in audience.founders_of(session, enrolment.venture_id):
        post.queue(session, letter, to=person, subject=enrolment, occurrence="promoted", at=at)


_FUTURE = Words(
    "This day is still to come: record the departure once it has happened.",
    "Cette date est à venir : enregistrez la sortie une fois faite.",
)
