"""Decide on an extension, with its consequences seen first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.enrolments.moving import roles_of
from incubator.actions.enrolments.terms import term_of
from incubator.actions.extensions.policies import against_rules
from incubator.actions.people import audience, authority
from incubator.actions.post.holds import HOLD
from incubator.actions.replanning import moved_reminders, replan
from incubator.errors import Refused, Stale
from incubator.notices.programme_life import ExtensionDecided
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment, Extension
from incubator.store.losses import CHANGED
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.terms import Term


@dataclass(frozen=True, slots=True)
class ExtensionPreview:
    """What the decision would do, said before it is made."""

    extension_id: str
    version: int
    grant: bool
    refusal: Words | None  # the rule's sentence when granting is not possible
    last_day_now: date | None
    last_day_then: date | None
    term: Term  # as it would be, with the arithmetic
    told: tuple[Person, ...]
    reminders_moved: int


def preview_decision(
    session: Session, extension: Extension, *, grant: bool, at: datetime
) -> ExtensionPreview:
    """Changes nothing; made of the same computation as the decision."""
    enrolment = extension.enrolment
    programme, edition = edition_of(session, enrolment.edition_id)
    refusal = against_rules(enrolment, programme, edition) if grant else None
    is_extended = grant and refusal is None and extension.state == "asked"
    now = term_of(enrolment, edition)
    then = term_of(enrolment, edition, with_months=extension.months) if is_extended else now
    return ExtensionPreview(
        extension_id=extension.id, version=extension.version, grant=grant, refusal=refusal,
        last_day_now=now.last_day, last_day_then=then.last_day, term=then,
        told=audience.founders_of(session, enrolment.venture_id),
        reminders_moved=moved_reminders(session, [enrolment.id]) if is_extended else 0,
    )  # fmt: skip


def grant(
    session: Session, extension: Extension, *, reason: str, actor: Person, at: datetime,
    seen_version: int | None = None, hold: timedelta = HOLD,
) -> Extension:  # fmt: skip
    """The last day moves; Refused with the rule's sentence when the policy is used up."""
    return _decide(
        session, extension, "granted", reason=reason, actor=actor, at=at, seen_version=seen_version, hold=hold
    )


def refuse(
    session: Session, extension: Extension, *, reason: str, actor: Person, at: datetime,
    seen_version: int | None = None, hold: timedelta = HOLD,
) -> Extension:  # fmt: skip
    """The last day stays; the founders read the reason."""
    reason = reasons.given(reason)
    return _decide(
        session, extension, "refused", reason=reason, actor=actor, at=at, seen_version=seen_version, hold=hold
    )


def _decide(
    session: Session, extension: Extension, state: str, *, reason: str, actor: Person, at: datetime,
    seen_version: int | None, hold: timedelta,
) -> Extension:  # fmt: skip
    enrolment = session.get_one(Enrolment, extension.enrolment_id)
    locks.lock(session, enrolment)
    locks.lock(session, extension)
    programme, edition = edition_of(session, enrolment.edition_id)
    authority.needs(roles_of(session, enrolment, actor), edition.decides)
    if extension.state == state:
        return extension
    _check(enrolment, extension, seen_version)
    rule = against_rules(enrolment, programme, edition) if state == "granted" else None
    if rule is not None:
        raise Refused(rule)
    extension.state, extension.reason = state, reason.strip()
    extension.decided_by, extension.decided_at = actor.id, at
    session.flush()
    action = "grant" if state == "granted" else "refuse"
    journal.record(
        session, extension, action=action, actor=actor, at=at, from_state="asked", to_state=state,
        reason=extension.reason, data={"enrolment": enrolment.id, "months": extension.months},
    )  # fmt: skip
    session.refresh(enrolment, ["extensions"])
    _tell(session, enrolment, extension, at=at, hold=hold)
    replan(session, enrolment, at=at)
    return extension


def decided_letter(
    session: Session, extension: Extension, *, is_granted: bool, reason: str
) -> ExtensionDecided:
    """As it would read before the decision, and as it reads after it."""
    enrolment = extension.enrolment
    programme, edition = edition_of(session, enrolment.edition_id)
    is_to_come = is_granted and extension.state != "granted"
    term = term_of(enrolment, edition, with_months=extension.months if is_to_come else 0)
    assert term.last_day is not None, "only a programme with an end can be extended"
    return ExtensionDecided(
        **audience.about_enrolment(session, enrolment, programme.name), is_granted=is_granted,
        months=extension.months, last_day=term.last_day, reason=reason,
        arithmetic=term.words if is_granted else None,
    )  # fmt: skip


def _check(enrolment: Enrolment, extension: Extension, seen_version: int | None) -> None:
    if extension.state != "asked" or (seen_version is not None and seen_version != extension.version):
        raise Stale(CHANGED)
    if enrolment.state in ("completed", "left"):
        raise Refused(_OVER)


def _tell(
    session: Session, enrolment: Enrolment, extension: Extension, *, at: datetime, hold: timedelta
) -> None:
    is_granted = extension.state == "granted"
    letter = decided_letter(session, extension, is_granted=is_granted, reason=extension.reason)
    for person in audience.founders_of(session, enrolment.venture_id):
        post.queue(
            session, letter, to=person, subject=extension, occurrence="decided", at=at, send_after=at + hold
        )


_OVER = Words(
    "This enrolment is over: there is nothing left to extend.",
    "Ce parcours est terminé : il n’y a plus rien à prolonger.",
)
