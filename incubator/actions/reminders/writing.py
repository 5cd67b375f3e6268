"""The letter of a reminder, from what stands in the store at the moment it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.closings import closing_of
from incubator.actions.days import local_day, zone_of
from incubator.actions.enrolments.balances import CONFIRMS_AFTER, balance_of
from incubator.actions.enrolments.terms import term_of
from incubator.actions.extensions.policies import against_rules
from incubator.actions.journal import Subject
from incubator.actions.people import audience, authority
from incubator.actions.reminders.snapshots import Wish
from incubator.notices import Letter, applying, checking, decision, programme_life
from incubator.store.answers import current_answers
from incubator.store.applications import Application, InformationRequest
from incubator.store.calls import EditionRow
from incubator.store.editions import edition_of
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.letters import ReminderRow
from incubator.words import Words, both, day
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.reminders import Anchor

# a rule of another code gets the usual letter of its date, so that a new line in a programme
# file ("eight weeks before the end") needs no new letter
CLOSINGS: dict[str, type[applying.Closing]] = {
    "close_7d": applying.Close7d, "close_2d": applying.Close2d, "close_1d": applying.Close1d,
}  # fmt: skip
ENDINGS: dict[str, type[programme_life.Ending]] = {
    "end_60": programme_life.End60, "end_30": programme_life.End30, "end_7": programme_life.End7,
}  # fmt: skip


def write(session: Session, row: ReminderRow, wish: Wish, *, at: datetime) -> tuple[Letter, Subject]:
    """The letter and the row it is about."""
    if row.subject_kind == "application":
        application = session.get_one(Application, row.subject_id)
        return _OF_APPLICATIONS[wish.rule.anchor](session, application, row.kind, at), application
    if row.subject_kind == "coaching_day":
        given = session.get_one(CoachingDay, row.subject_id)
        return _session_confirm(session, given), given
    enrolment = session.get_one(Enrolment, row.subject_id)
    return _OF_ENROLMENTS[wish.rule.anchor](_Life.of(session, enrolment, row, at)), enrolment


def _closing(session: Session, application: Application, kind: str, at: datetime) -> Letter:
    closes_at, zone = closing_of(session, application).at, application.call.zone
    _programme, edition = edition_of(session, application.call.edition_id)
    missing = edition.missing(current_answers(session, application.id))
    tasks = {task.key: task.title for task, _question in missing}
    return CLOSINGS.get(kind, applying.Close2d)(
        **audience.about_application(application), closes_at=closes_at, tasks_left=tuple(tasks.values()),
        days_left=_days(at, local_day(closes_at, zone), zone),
    )  # fmt: skip


def _info_due(session: Session, application: Application, kind: str, at: datetime) -> Letter:
    query = select(InformationRequest).where(
        InformationRequest.application_id == application.id, InformationRequest.answered_at.is_(None)
    )
    asked = session.scalars(query.order_by(InformationRequest.asked_at.desc())).first()
    assert asked is not None, "the reminder was wished for because answers are waited for"
    _programme, edition = edition_of(session, application.call.edition_id)
    questions = (edition.question(key) for key in asked.questions)
    return checking.InfoDue(
        **audience.about_application(application), due_on=asked.due_on,
        days_left=_days(at, asked.due_on, application.call.zone),
        questions=tuple(question.label for question in questions if question is not None),
    )  # fmt: skip


def _confirm_due(session: Session, application: Application, kind: str, at: datetime) -> Letter:
    confirm_by, zone = application.confirm_by, application.call.zone
    assert confirm_by is not None, "the reminder was wished for because of this date"
    programme, _edition = edition_of(session, application.call.edition_id)
    return decision.ConfirmDue(
        **audience.about_application(application), programme=programme.name, confirm_by=confirm_by,
        days_left=_days(at, local_day(confirm_by, zone), zone),
    )  # fmt: skip


def _session_confirm(session: Session, given: CoachingDay) -> Letter:
    enrolment = given.enrolment
    programme, _edition = edition_of(session, enrolment.edition_id)
    confirms_on = local_day(given.logged_at + CONFIRMS_AFTER, zone_of(session, enrolment))
    return programme_life.SessionConfirm(
        **audience.about_enrolment(session, enrolment, programme.name), on=given.on, topic=given.topic,
        mentor=given.mentor.name or given.mentor.email, half_days=given.half_days, confirms_on=confirms_on,
        left=balance_of(session, enrolment).left, is_reminder=True,
    )  # fmt: skip


@dataclass(frozen=True)
class _Life:
    """All that a letter about an enrolment may speak of."""

    session: Session
    enrolment: Enrolment
    programme: Programme
    edition: Edition
    about: dict[str, Any]
    kind: str
    today: date

    @classmethod
    def of(cls, session: Session, enrolment: Enrolment, row: ReminderRow, at: datetime) -> _Life:
        programme, edition = edition_of(session, enrolment.edition_id)
        is_member = authority.is_member(row.person, enrolment.venture)
        about = {**audience.about_enrolment(session, enrolment, programme.name), "for_staff": not is_member}
        today = local_day(at, zone_of(session, enrolment))
        return cls(session, enrolment, programme, edition, about, row.kind, today)

    @property
    def last_day(self) -> date | None:
        return term_of(self.enrolment, self.edition).last_day


def _ending(life: _Life) -> Letter:
    last_day = life.last_day
    assert last_day is not None, "the reminder was wished for because of this day"
    return ENDINGS.get(life.kind, programme_life.End30)(
        **life.about, last_day=last_day, days_left=(last_day - life.today).days,
        extension=_extension(life, last_day), next=_next_name(life),
    )  # fmt: skip


def _welcome(life: _Life) -> Letter:
    return programme_life.Welcome(
        **life.about, starts_on=life.enrolment.starts_on, last_day=life.last_day,
        coaching_half_days=life.edition.coaching_half_days,
    )  # fmt: skip


def _review(life: _Life) -> Letter:
    start, every = life.enrolment.starts_on, life.edition.review_every
    assert every is not None, "the reminder was wished for because of its reviews"
    on = start
    while on < life.today:
        on = on + relativedelta(months=every.months, days=every.days)
    return programme_life.YearlyReview(**life.about, on=on, years=max(1, on.year - start.year))


def _coaching(
    kind: type[programme_life.CoachingLow | programme_life.CoachingUnused],
) -> Callable[[_Life], Letter]:
    def write(life: _Life) -> Letter:
        balance = balance_of(life.session, life.enrolment)
        assert balance.budget is not None, "the reminder was wished for because of its budget"
        return kind(**life.about, left=balance.left or 0, budget=balance.budget, last_day=life.last_day)

    return write


def _extension(life: _Life, last_day: date) -> Words | None:
    """What may still be asked for, in one sentence."""
    policy = life.edition.extension
    is_asked = any(one.state == "asked" for one in life.enrolment.extensions)
    if policy is None or is_asked or against_rules(life.enrolment, life.programme, life.edition) is not None:
        return None
    return _MAY_ASK.format(
        length=policy.length.words,
        first=both(lambda language: day(policy.asks_before.before(last_day), language)),
        last=both(lambda language: day(last_day, language)),
    )


def _next_name(life: _Life) -> Words | None:
    """The programme that may follow, as its newest edition calls it."""
    for key in life.programme.next:
        query = select(EditionRow.id).where(EditionRow.programme == key)
        newest = life.session.scalars(
            query.order_by(EditionRow.published_at.desc(), EditionRow.id.desc())
        ).first()
        if newest is not None:
            return edition_of(life.session, newest)[0].name
    return None


def _days(at: datetime, until: date, zone: str) -> int:
    return max(0, (until - local_day(at, zone)).days)


_MAY_ASK = Words(
    "You may ask for an extension of {length}, from {first} until {last}.",
    "Vous pouvez demander une prolongation de {length}, du {first} au {last}.",
)
_OF_APPLICATIONS: dict[Anchor, Callable[[Session, Application, str, datetime], Letter]] = {
    "call_closing": _closing, "information_due": _info_due, "confirm_by": _confirm_due,
}  # fmt: skip
_OF_ENROLMENTS: dict[Anchor, Callable[[_Life], Letter]] = {
    "enrolment_start": _welcome, "enrolment_end": _ending, "review_due": _review,
    "coaching_low": _coaching(programme_life.CoachingLow),
    "coaching_unused": _coaching(programme_life.CoachingUnused),
}  # fmt: skip
