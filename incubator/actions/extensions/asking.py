"""A founder asks for an extension, as the edition allows it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.days import day_of
from incubator.actions.enrolments.moving import roles_of
from incubator.actions.enrolments.terms import term_of
from incubator.actions.extensions.policies import against_rules, not_now
from incubator.actions.people import audience, authority
from incubator.errors import Refused
from incubator.notices.programme_life import ExtensionReceived
from incubator.notices.staff import ExtensionAsked
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment, Extension
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words


def cannot_ask(session: Session, enrolment: Enrolment, *, at: datetime) -> Words | None:
    """Why an extension cannot be asked for now; None when it can."""
    programme, edition = edition_of(session, enrolment.edition_id)
    rule = against_rules(enrolment, programme, edition)
    if rule is not None or edition.extension is None:
        return rule
    return not_now(enrolment, edition.extension, edition, on=day_of(session, enrolment, at))


def ask(session: Session, enrolment: Enrolment, *, why: str, actor: Person, at: datetime) -> Extension:
    """Refused with the rule's sentence beyond the policy; only one open request at a time."""
    locks.lock(session, enrolment)
    authority.needs(roles_of(session, enrolment, actor), "founder")
    refusal = cannot_ask(session, enrolment, at=at)
    if refusal is not None:
        raise Refused(refusal)
    _programme, edition = edition_of(session, enrolment.edition_id)
    assert edition.extension is not None, "without a policy nothing can be asked"
    extension = Extension(
        enrolment_id=enrolment.id, months=edition.extension.length.months, state="asked",
        why=reasons.given(why, field="why"), asked_by=actor.id, asked_at=at,
    )  # fmt: skip
    add(session, extension)
    session.flush()
    session.refresh(enrolment, ["extensions"])
    journal.record(
        session, extension, action="ask", actor=actor, at=at, to_state="asked", reason=extension.why,
        data={"enrolment": enrolment.id, "months": extension.months},
    )  # fmt: skip
    _tell(session, enrolment, extension, at=at)
    return extension


def _tell(session: Session, enrolment: Enrolment, extension: Extension, *, at: datetime) -> None:
    """Proof for the founders; the request for those who decide."""
    programme, edition = edition_of(session, enrolment.edition_id)
    last_day = term_of(enrolment, edition).last_day
    new_last_day = term_of(enrolment, edition, with_months=extension.months).last_day
    assert last_day is not None, "a programme without an end cannot be extended"
    assert new_last_day is not None, "nor can its extension be without one"
    about = audience.about_enrolment(session, enrolment, programme.name)
    received = ExtensionReceived(
        **about, months=extension.months, last_day=last_day, new_last_day=new_last_day, why=extension.why
    )
    for person in audience.founders_of(session, enrolment.venture_id):
        post.queue(session, received, to=person, subject=extension, occurrence="asked", at=at)
    asked = ExtensionAsked(
        extension=extension.id, venture=enrolment.venture.name, programme=programme.name,
        months=extension.months, last_day=last_day, new_last_day=new_last_day, why=extension.why,
    )  # fmt: skip
    for person in audience.holders_of(session, edition.decides, programme=enrolment.programme):
        post.queue(session, asked, to=person, subject=extension, occurrence="asked", at=at)
