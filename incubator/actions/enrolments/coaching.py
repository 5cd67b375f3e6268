"""Coaching days: logged by the mentor, confirmed by the founder, counted in half-days."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.days import day_of, local_day, zone_of
from incubator.actions.enrolments.balances import CONFIRMS_AFTER, balance_of
from incubator.actions.enrolments.moving import roles_of
from incubator.actions.enrolments.terms import term_of
from incubator.actions.people import audience, authority
from incubator.actions.replanning import replan
from incubator.errors import NotFound, Refused
from incubator.notices.programme_life import SessionConfirm
from incubator.notices.staff import CoachingDisputed
from incubator.store.editions import edition_of
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words
from incubator.workflows.coaching import check_log

MODES = ("on_site", "remote")
MOST_HALF_DAYS = 2  # one calendar day of one mentor


def log(
    session: Session, enrolment: Enrolment, *, on: date, half_days: int, topic: str, actor: Person,
    at: datetime, mode: str = "on_site", note: str = "",
) -> CoachingDay:  # fmt: skip
    """By a mentor of the venture, for a day of the term that has come, within the budget."""
    locks.lock(session, enrolment)  # two mentors cannot both take the last half-day
    if not authority.is_mentor(session, actor, enrolment.venture):
        raise NotFound()
    _check(session, enrolment, on=on, half_days=half_days, mode=mode, actor=actor, at=at)
    day = CoachingDay(
        enrolment_id=enrolment.id, mentor_id=actor.id, on=on, half_days=half_days,
        topic=reasons.given(topic, field="topic")[:200], mode=mode, note=note.strip(), state="logged",
        logged_at=at, dispute="",
    )  # fmt: skip
    add(session, day)
    session.flush()
    data = {"enrolment": enrolment.id, "on": on.isoformat(), "half_days": half_days}
    journal.record(session, day, action="log", actor=actor, at=at, to_state="logged", data=data)
    _ask_to_confirm(session, enrolment, day, actor, at=at)
    replan(session, enrolment, at=at)
    return day


def confirm(session: Session, day: CoachingDay, *, actor: Person, at: datetime) -> None:
    """By a member of the venture; a confirmed day is locked."""
    _founders_own(session, day, actor)
    if day.state == "confirmed":
        return
    _move(session, day, "confirm", "confirmed", source=("logged", "disputed"), actor=actor, at=at)
    day.confirmed_at, day.confirmed_by = at, actor.id
    session.flush()


def dispute(session: Session, day: CoachingDay, *, why: str, actor: Person, at: datetime) -> None:
    """The founder counts otherwise: it still counts until the mentor reverses it."""
    _founders_own(session, day, actor)
    why = reasons.given(why, field="why")
    _move(session, day, "dispute", "disputed", source=("logged",), actor=actor, at=at, reason=why)
    day.dispute = why
    session.flush()
    letter = CoachingDisputed(
        enrolment=day.enrolment_id,
        venture=day.enrolment.venture.name,
        on=day.on,
        half_days=day.half_days,
        why=why,
    )
    post.queue(session, letter, to=day.mentor, subject=day, occurrence="disputed", at=at)


def reverse(session: Session, day: CoachingDay, *, actor: Person, at: datetime, reason: str = "") -> None:
    """Its mentor until it is confirmed; afterwards a manager, with a reason."""
    locks.lock(session, day)
    roles = roles_of(session, day.enrolment, actor)
    is_own = day.mentor_id == actor.id and "mentor" in roles
    if not (is_own and day.state != "confirmed"):
        authority.needs(roles, "manager")
        reason = reasons.given(reason)
    if day.state == "reversed":
        return
    source = ("logged", "disputed", "confirmed")
    _move(session, day, "reverse", "reversed", source=source, actor=actor, at=at, reason=reason)


def confirm_overdue(session: Session, *, at: datetime) -> tuple[CoachingDay, ...]:
    """The worker's round: days logged more than seven days ago and not disputed."""
    query = select(CoachingDay).where(
        CoachingDay.state == "logged", CoachingDay.logged_at <= at - CONFIRMS_AFTER
    )
    confirmed: list[CoachingDay] = []
    for day in session.scalars(query.order_by(CoachingDay.id)).all():
        locks.lock(session, day)
        if day.state == "logged":
            _move(session, day, "confirm", "confirmed", source=("logged",), actor=None, at=at)
            day.confirmed_at = at
            session.flush()
            confirmed.append(day)
    return tuple(confirmed)


def _founders_own(session: Session, day: CoachingDay, actor: Person) -> None:
    locks.lock(session, day)
    if not authority.is_member(actor, day.enrolment.venture):
        raise NotFound()


def _move(
    session: Session, day: CoachingDay, action: str, target: str, *, source: tuple[str, ...],
    actor: Person | None, at: datetime, reason: str = "",
) -> None:  # fmt: skip
    if day.state not in source:
        raise Refused(_LOCKED)
    journal.record(
        session, day, action=action, actor=actor, at=at, from_state=day.state, to_state=target,
        reason=reason, data={"enrolment": day.enrolment_id, "half_days": day.half_days},
    )  # fmt: skip
    day.state = target
    session.flush()
    replan(session, day.enrolment, at=at)


def _check(
    session: Session,
    enrolment: Enrolment,
    *,
    on: date,
    half_days: int,
    mode: str,
    actor: Person,
    at: datetime,
) -> None:
    if mode not in MODES:
        raise Refused(_MODE, field="mode")
    _programme, edition = edition_of(session, enrolment.edition_id)
    last_day = enrolment.ended_on or term_of(enrolment, edition).last_day
    check_log(
        balance_of(session, enrolment), half_days=half_days, on=on, today=day_of(session, enrolment, at),
        starts_on=enrolment.starts_on, last_day=last_day,
    )  # fmt: skip
    if any(pause.from_on <= on <= pause.to_on for pause in enrolment.pauses):
        raise Refused(_PAUSED, field="on")
    same_day = select(CoachingDay.half_days).where(
        CoachingDay.enrolment_id == enrolment.id, CoachingDay.mentor_id == actor.id,
        CoachingDay.on == on, CoachingDay.state != "reversed",
    )  # fmt: skip
    if sum(session.scalars(same_day)) + half_days > MOST_HALF_DAYS:
        raise Refused(_TOO_MUCH, field="half_days")


def _ask_to_confirm(
    session: Session, enrolment: Enrolment, day: CoachingDay, mentor: Person, *, at: datetime
) -> None:
    programme, _edition = edition_of(session, enrolment.edition_id)
    confirms_on = local_day(at + CONFIRMS_AFTER, zone_of(session, enrolment))
    letter = SessionConfirm(
        **audience.about_enrolment(session, enrolment, programme.name), mentor=mentor.name or mentor.email,
        on=day.on, half_days=day.half_days, topic=day.topic, confirms_on=confirms_on,
        left=balance_of(session, enrolment).left,
    )  # fmt: skip
    for person in audience.founders_of(session, enrolment.venture_id)[:1]:
        post.queue(session, letter, to=person, subject=day, occurrence="logged", at=at)


_LOCKED = Words(
    "This day can no longer be changed that way: reload the page to see where it stands.",
    "Cette journée ne peut plus être modifiée ainsi : rechargez la page pour voir où elle en est.",
)
_MODE = Words("Choose on site or remote.", "Choisissez sur place ou à distance.")
_PAUSED = Words(
    "The programme was paused on that day: choose another one.",
    "Le programme était suspendu ce jour-là : choisissez un autre jour.",
)
_TOO_MUCH = Words(
    "A day has two half-days: part of this one is logged already.",
    "Une journée compte deux demi-journées : une partie est déjà saisie.",
)
