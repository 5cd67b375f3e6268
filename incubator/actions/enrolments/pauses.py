"""Pause and resume: the last day moves by as many days as the pause counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks, reasons
from incubator.actions.days import day_of
from incubator.actions.enrolments.lives import start_due
from incubator.actions.enrolments.moving import roles_of, step
from incubator.actions.enrolments.terms import term_now
from incubator.actions.people import authority
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment, Pause
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words
from incubator.workflows.enrolment import OPEN
from incubator.workflows.terms import compute_term

_DECIDED_BEFORE = frozenset({"manager", "system"})  # the worker carries out what a manager decided


def pause(
    session: Session, enrolment: Enrolment, *, from_on: date, to_on: date, reason: str, actor: Person,
    at: datetime,
) -> Pause:  # fmt: skip
    """Both days count; the last day of the term moves by as many."""
    locks.lock(session, enrolment)
    authority.needs(roles_of(session, enrolment, actor), "manager")
    if enrolment.state not in OPEN:
        raise Refused(_OVER)
    _check(session, enrolment, from_on, to_on)
    row = Pause(
        enrolment_id=enrolment.id, from_on=from_on, to_on=to_on, reason=reasons.given(reason),
        decided_by=actor.id, decided_at=at,
    )  # fmt: skip
    add(session, row)
    session.flush()
    session.refresh(enrolment, ["pauses"])
    data = {"from": from_on.isoformat(), "to": to_on.isoformat()}
    journal.record(session, enrolment, action="plan_pause", actor=actor, at=at, reason=row.reason, data=data)
    today = day_of(session, enrolment, at)
    if enrolment.state == "active" and from_on <= today <= to_on:
        roles = roles_of(session, enrolment, actor)
        step(session, enrolment, "pause", roles=roles, actor=actor, at=at, reason=row.reason)
    replan(session, enrolment, at=at)
    return row


def resume(session: Session, enrolment: Enrolment, *, actor: Person, at: datetime, reason: str = "") -> None:
    """End the running pause today: yesterday was its last day."""
    locks.lock(session, enrolment)
    if enrolment.state == "active":
        return
    roles, today = roles_of(session, enrolment, actor), day_of(session, enrolment, at)
    step(session, enrolment, "resume", roles=roles, actor=actor, at=at, reason=reason)
    for row in enrolment.pauses:
        if row.from_on <= today <= row.to_on:
            _cut(session, row, today)
    session.flush()
    session.refresh(enrolment, ["pauses"])
    replan(session, enrolment, at=at)


def follow_dates(session: Session, *, at: datetime) -> tuple[Enrolment, ...]:
    """The worker's round: start what is due, pause and resume on the days decided."""
    moved = list(start_due(session, at=at))
    query = select(Enrolment).where(Enrolment.state.in_(("active", "paused")))
    for enrolment in session.scalars(query.order_by(Enrolment.id)).all():
        if _should_change(session, enrolment, at):
            locks.lock(session, enrolment)
            _follow(session, enrolment, at=at)
            moved.append(enrolment)
    return tuple(moved)


def _follow(session: Session, enrolment: Enrolment, *, at: datetime) -> None:
    """Read again under the lock: a person may have done it meanwhile."""
    if not _should_change(session, enrolment, at):
        return
    running = _running(session, enrolment, at)
    move, reason = ("pause", running.reason) if running else ("resume", "")
    step(session, enrolment, move, roles=_DECIDED_BEFORE, actor=None, at=at, reason=reason)


def _should_change(session: Session, enrolment: Enrolment, at: datetime) -> bool:
    is_on_pause = _running(session, enrolment, at) is not None
    return (enrolment.state == "active" and is_on_pause) or (enrolment.state == "paused" and not is_on_pause)


def _running(session: Session, enrolment: Enrolment, at: datetime) -> Pause | None:
    if not enrolment.pauses:
        return None
    today = day_of(session, enrolment, at)
    return next((row for row in enrolment.pauses if row.from_on <= today <= row.to_on), None)


def _check(session: Session, enrolment: Enrolment, from_on: date, to_on: date) -> None:
    """Refused by the term itself: outside it, backwards, or a day paused twice."""
    _programme, edition = edition_of(session, enrolment.edition_id)
    last_day = term_now(session, enrolment).last_day
    if last_day is not None and from_on > last_day:
        raise Refused(_OVER, field="from_on")
    pauses = [(row.from_on, row.to_on) for row in enrolment.pauses]
    compute_term(enrolment.starts_on, edition.term, pauses=[*pauses, (from_on, to_on)])


def _cut(session: Session, row: Pause, today: date) -> None:
    """A pause that began today never was one."""
    if row.from_on == today:
        session.delete(row)
    else:
        row.to_on = today - timedelta(days=1)


_OVER = Words(
    "This enrolment is over on that day: choose days within its term.",
    "Le parcours est terminé à cette date : choisissez des jours à l’intérieur.",
)
