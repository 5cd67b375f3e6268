"""What a change of an enrolment would do, said before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import post
from incubator.actions.days import day_of, zone_of
from incubator.actions.enrolments.lives import completed_letter, promoted_letter, promotion_by
from incubator.actions.enrolments.moving import roles_of
from incubator.actions.enrolments.terms import term_now
from incubator.actions.people import audience, authority
from incubator.errors import Refused
from incubator.notices import Letter
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.letters import ReminderRow
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.consequences import DateChange, LetterPreview
from incubator.workflows.enrolment import ENROLMENT, EnrolmentSituation
from incubator.workflows.programme import Edition
from incubator.workflows.reminders import ReminderSubject, plan
from incubator.workflows.terms import Length, Term, compute_term

CLOSING = ("complete", "leave")


@dataclass(frozen=True, slots=True)
class MovePreview:
    """One enrolment: from where to where, what follows, or every reason why not."""

    move: str
    from_state: str
    to_state: str
    needs_reason: bool
    refusals: tuple[Words, ...]
    notes: tuple[Words, ...]
    letters: tuple[LetterPreview, ...]
    dates: tuple[DateChange, ...]
    last_day_now: date | None
    last_day_then: date | None


def preview(
    session: Session, enrolment: Enrolment, move: str, *, actor: Person, at: datetime, on: date | None = None
) -> MovePreview:
    """Changes nothing; NotAllowed when the move is not the actor's to make. `on`: the day it ends."""
    known = ENROLMENT.move(enrolment.state, move)
    authority.needs(roles_of(session, enrolment, actor) & known.roles, *sorted(known.roles - {"system"}))
    today, last_day = day_of(session, enrolment, at), term_now(session, enrolment).last_day
    ends_on = on or (min(today, last_day) if last_day and move == "complete" else today)
    refusals = _refusals(session, enrolment, move, on=ends_on if move in CLOSING else today)
    then = _resumed(session, enrolment, today).last_day if move == "resume" else last_day
    letters, notes = _letters(session, enrolment, move, ends_on)
    return MovePreview(
        move=move, from_state=enrolment.state, to_state=known.target, needs_reason=known.needs_reason,
        refusals=refusals, notes=notes, letters=letters, last_day_now=last_day, last_day_then=then,
        dates=_dropped(session, enrolment) if move in CLOSING else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PausePreview:
    term: Term
    dates: tuple[DateChange, ...]


def pause_seen(
    session: Session, enrolment: Enrolment, *, from_on: date, to_on: date, at: datetime
) -> PausePreview:
    """The term with one more pause and the reminders that move; Refused as the pause itself would be."""
    term = _term(session, enrolment, [*_pauses(enrolment), (from_on, to_on)])
    before = term_now(session, enrolment).last_day
    dates = reminder_changes(session, enrolment, before=before, after=term.last_day, at=at)
    return PausePreview(term, dates)


def end_reminders(
    edition: Edition, last_day: date | None, *, zone: str, at: datetime
) -> tuple[tuple[str, datetime], ...]:
    """(kind, when) of the reminders to come that count back from a last day."""
    if last_day is None:
        return ()
    rules = [rule for rule in edition.reminders if rule.anchor == "enrolment_end"]
    everybody = {group: (group,) for rule in rules for group in rule.to}
    subject = ReminderSubject("enrolment", "", {"enrolment_end": last_day}, everybody, since=at)
    planned = plan(rules, subject, zone=zone)
    return tuple(dict.fromkeys((reminder.kind, reminder.due_at) for reminder in planned))


def reminder_changes(
    session: Session, enrolment: Enrolment, *, before: date | None, after: date | None, at: datetime
) -> tuple[DateChange, ...]:
    """Reminders of the last day that fall away and those that come instead, in their order."""
    _programme, edition = edition_of(session, enrolment.edition_id)
    zone = zone_of(session, enrolment)
    old = set(end_reminders(edition, before, zone=zone, at=at))
    new = set(end_reminders(edition, after, zone=zone, at=at))
    gone = [DateChange(kind, when, "cancelled") for kind, when in old - new]
    come = [DateChange(kind, when, "created") for kind, when in new - old]
    return tuple(sorted([*gone, *come], key=lambda change: (change.at, change.what)))


def letters_to(session: Session, people: tuple[Person, ...], letter: Letter) -> tuple[LetterPreview, ...]:
    """The letter as each of them would read it."""
    written = [(person, post.write(session, letter, to=person)) for person in people]
    return tuple(
        LetterPreview(letter.kind, one.name, one.email, one.language, mail.title, mail.text)
        for one, mail in written
    )


def _refusals(session: Session, enrolment: Enrolment, move: str, *, on: date) -> tuple[Words, ...]:
    situation = EnrolmentSituation(
        on=on, starts_on=enrolment.starts_on, last_day=term_now(session, enrolment).last_day
    )
    known = ENROLMENT.move(enrolment.state, move)
    try:
        ENROLMENT.decide(enrolment.state, move, roles=known.roles, situation=situation)
    except Refused as refusal:
        return refusal.reasons
    return ()


def _letters(
    session: Session, enrolment: Enrolment, move: str, ends_on: date
) -> tuple[tuple[LetterPreview, ...], tuple[Words, ...]]:
    people = audience.founders_of(session, enrolment.venture_id)
    if move == "complete":
        return letters_to(session, people, completed_letter(session, enrolment, ends_on)), ()
    ends = promotion_by(session, enrolment) if move == "start" else None
    if ends is None:
        return (), ()
    previous, ending = ends
    return letters_to(session, people, promoted_letter(session, enrolment, previous)), (ending.words,)


def _dropped(session: Session, enrolment: Enrolment) -> tuple[DateChange, ...]:
    query = select(ReminderRow.kind, ReminderRow.due_at).where(
        ReminderRow.subject_kind == "enrolment", ReminderRow.subject_id == enrolment.id,
        ReminderRow.state == "planned",
    )  # fmt: skip
    found = session.execute(query.order_by(ReminderRow.due_at).distinct())
    return tuple(DateChange(kind, due_at, "cancelled") for kind, due_at in found)


def _resumed(session: Session, enrolment: Enrolment, today: date) -> Term:
    """The pause that runs today ends yesterday; one that began today never was."""
    kept = [
        (first, min(last, today - timedelta(days=1)) if first <= today <= last else last)
        for first, last in _pauses(enrolment)
    ]
    return _term(session, enrolment, [(first, last) for first, last in kept if first <= last])


def _pauses(enrolment: Enrolment) -> list[tuple[date, date]]:
    return [(pause.from_on, pause.to_on) for pause in enrolment.pauses]


def _term(session: Session, enrolment: Enrolment, pauses: list[tuple[date, date]]) -> Term:
    _programme, edition = edition_of(session, enrolment.edition_id)
    granted = [extension for extension in enrolment.extensions if extension.state == "granted"]
    lengths = [Length(months=extension.months) for extension in granted]
    return compute_term(enrolment.starts_on, edition.term, extensions=lengths, pauses=pauses)
