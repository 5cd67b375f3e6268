"""Give everyone more time: who is told, which reminders move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.closings import closing_of_call
from incubator.actions.people import audience, authority
from incubator.actions.post.holds import HOLD
from incubator.actions.replanning import moved_reminders, replan
from incubator.errors import Refused
from incubator.notices.applying import CallExtended
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.words import Words, both, counted, instant

UNSENT = ("draft", "expired")


@dataclass(frozen=True, slots=True)
class CallExtension:
    """What extending would do, said before it is done."""

    call_id: str
    version: int
    from_at: datetime
    to_at: datetime
    told: tuple[Person, ...]  # who gets the letter
    drafts: int
    expired: int  # drafts that had expired and may be reopened
    reminders_moved: int
    words: tuple[Words, ...]


def preview_extension(session: Session, call: Call, *, closes_at: datetime, at: datetime) -> CallExtension:
    """Refused when the date is not later than the closing that holds now, or is past."""
    closing = closing_of_call(call)
    if call.state != "published":
        raise Refused(_NOT_PUBLISHED)
    if closes_at <= max(closing.at, at):
        raise Refused(_LATER, field="closes_at")
    unsent = _unsent(session, call)
    told = {person.id: person for a in unsent for person in audience.founders_of(session, a.venture_id)}
    return CallExtension(
        call_id=call.id, version=call.version, from_at=closing.at, to_at=closes_at,
        told=tuple(told.values()),
        drafts=sum(application.state == "draft" for application in unsent),
        expired=sum(application.state == "expired" for application in unsent),
        reminders_moved=moved_reminders(session, [application.id for application in unsent]),
        words=_sentences(call, closing.at, closes_at, told=len(told)),
    )  # fmt: skip


def extend(
    session: Session, call: Call, *, closes_at: datetime, reason: str, actor: Person, at: datetime,
    seen_version: int | None = None, hold: timedelta = HOLD,
) -> CallExtension:  # fmt: skip
    """The date moves now; the letters to unsent drafts wait for the hold time."""
    locks.lock_seen(session, call, seen_version)
    authority.needs(authority.staff_roles(actor, call.programme), "manager", "director", "admin")
    done = preview_extension(session, call, closes_at=closes_at, at=at)
    call.extended_to, call.extension_reason = closes_at, reasons.given(reason)
    session.flush()
    data = {"from": done.from_at.isoformat(), "to": closes_at.isoformat(), "told": len(done.told)}
    journal.record(
        session, call, action="extend", actor=actor, at=at, reason=call.extension_reason, data=data
    )
    for application in _unsent(session, call):
        _tell(session, application, done, reason=call.extension_reason, at=at, hold=hold)
        replan(session, application, at=at)
    replan(session, call, at=at)
    return done


def _unsent(session: Session, call: Call) -> list[Application]:
    query = select(Application).where(Application.call_id == call.id, Application.state.in_(UNSENT))
    return list(session.scalars(query.order_by(Application.id)))


def _tell(
    session: Session,
    application: Application,
    done: CallExtension,
    *,
    reason: str,
    at: datetime,
    hold: timedelta,
) -> None:
    letter = CallExtended(
        **audience.about_application(application), closed_at=done.from_at, closes_at=done.to_at, reason=reason
    )
    for person in audience.founders_of(session, application.venture_id):
        post.queue(
            session, letter, to=person, subject=application, occurrence=done.to_at.isoformat(), at=at,
            send_after=at + hold, useless_after=done.to_at,
        )  # fmt: skip


def _sentences(call: Call, from_at: datetime, to_at: datetime, *, told: int) -> tuple[Words, ...]:
    old, new = _said(call, from_at), _said(call, to_at)
    moved = Words("The closing moves from {old} to {new}.", "La clôture passe du {old} au {new}.")
    people = counted(told, Words("person", "personne"), Words("people", "personnes"))
    told_words = Words(
        "{people} with an unsent draft will get a letter.",
        "Un courriel pour {people} dont le brouillon n’est pas envoyé.",
    )
    said = [moved.format(old=old, new=new), told_words.format(people=people) if told else _NOBODY_TOLD]
    if call.results_on is not None and call.results_on <= to_at.date():
        said.append(_RESULTS_TOO_SOON)
    return tuple(said)


def _said(call: Call, at: datetime) -> Words:
    return both(lambda language: instant(at, call.zone, language))


_NOBODY_TOLD = Words(
    "Nobody has an unsent draft: no letter will be written.",
    "Aucun brouillon n’attend d’être envoyé : aucun courriel ne partira.",
)
_NOT_PUBLISHED = Words(
    "This call is still a draft: change its closing directly.",
    "Cet appel est encore un brouillon : modifiez directement sa clôture.",
)
_LATER = Words(
    "Choose a time later than the closing that holds now, and still to come.",
    "Choisissez un moment postérieur à la clôture actuelle, et encore à venir.",
)
_RESULTS_TOO_SOON = Words(
    "The results were announced for before the new closing: change their date as well.",
    "Les résultats étaient annoncés avant la nouvelle clôture : changez aussi leur date.",
)
