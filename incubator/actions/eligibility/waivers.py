"""Set one rule aside for one application: asked with a reason, decided by who the edition names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.eligibility.assessments import assess
from incubator.actions.people import audience, authority
from incubator.errors import NotFound, Refused
from incubator.notices.staff import WaiverAsked
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.verdicts import Waiver
from incubator.words import Words
from incubator.workflows.eligibility import Finding


def ask(
    session: Session, application: Application, *, rule: str, reason: str, actor: Person, at: datetime
) -> Waiver:
    """A manager asks; those who decide get a letter. One open request per rule."""
    locks.lock(session, application)
    authority.needs(authority.roles_on(session, application, actor=actor), "manager", "director")
    finding = _finding(session, application, rule, at=at)
    _check(session, application, finding)
    waiver = Waiver(
        application_id=application.id, rule=rule, state="asked", asked_by=actor.id, asked_at=at,
        asked_reason=reasons.given(reason),
    )  # fmt: skip
    add(session, waiver)
    session.flush()
    _write_down(session, waiver, application, "ask_waiver", reason=waiver.asked_reason, actor=actor, at=at)
    _tell_deciders(session, waiver, application, finding, actor=actor, at=at)
    return waiver


def grant(session: Session, waiver: Waiver, *, reason: str, actor: Person, at: datetime) -> Waiver:
    """The rule no longer counts for this application; the finding stays what it is."""
    return _decide(session, waiver, "granted", reason=reason, actor=actor, at=at)


def refuse(session: Session, waiver: Waiver, *, reason: str, actor: Person, at: datetime) -> Waiver:
    return _decide(session, waiver, "refused", reason=reason, actor=actor, at=at)


def _decide(
    session: Session, waiver: Waiver, state: str, *, reason: str, actor: Person, at: datetime
) -> Waiver:
    locks.lock(session, waiver)
    application = session.get_one(Application, waiver.application_id)
    _programme, edition = edition_of(session, application.call.edition_id)
    authority.needs(authority.roles_on(session, application, actor=actor), edition.waives)
    if waiver.state == state:
        return waiver
    if waiver.state != "asked":
        raise Refused(_DECIDED)
    waiver.reason, waiver.state = reasons.given(reason), state
    waiver.decider, waiver.decided_at = actor, at
    session.flush()
    action = "grant_waiver" if state == "granted" else "refuse_waiver"
    _write_down(
        session, waiver, application, action, reason=waiver.reason, actor=actor, at=at, from_state="asked"
    )
    return waiver


def _write_down(
    session: Session, waiver: Waiver, application: Application, action: str, *,
    reason: str, actor: Person, at: datetime, from_state: str | None = None,
) -> None:  # fmt: skip
    """In the waiver's own history and in the application's, where people look."""
    journal.record(
        session, waiver, action=action, actor=actor, at=at, from_state=from_state, to_state=waiver.state,
        reason=reason,
    )  # fmt: skip
    data = {"rule": waiver.rule, "waiver": waiver.id}
    journal.record(session, application, action=action, actor=actor, at=at, reason=reason, data=data)


def _finding(session: Session, application: Application, rule: str, *, at: datetime) -> Finding:
    found = assess(session, application, at=at).assessment.findings
    finding = next((one for one in found if one.id == rule), None)
    if finding is None:
        raise NotFound()
    return finding


def _check(session: Session, application: Application, finding: Finding) -> None:
    _programme, edition = edition_of(session, application.call.edition_id)
    if application.state == "draft" or edition.machine.state(application.state).is_closed:
        raise Refused(_NOT_NOW)
    if finding.result == "met" or finding.severity != "block":
        raise Refused(_NOTHING_TO_WAIVE)
    query = select(Waiver.id).where(
        Waiver.application_id == application.id, Waiver.rule == finding.id, Waiver.state != "refused"
    )
    if session.scalar(query.limit(1)) is not None:
        raise Refused(_ASKED_ALREADY)


def _tell_deciders(
    session: Session, waiver: Waiver, application: Application, finding: Finding, *,
    actor: Person, at: datetime,
) -> None:  # fmt: skip
    _programme, edition = edition_of(session, application.call.edition_id)
    about = audience.about_application(application)
    letter = WaiverAsked(
        **about, rule=finding.required, finding=finding.told, asked_by=actor.name or actor.email,
        reason=waiver.asked_reason,
    )  # fmt: skip
    for person in audience.holders_of(session, edition.waives, programme=application.call.programme):
        if person.id != actor.id:
            post.queue(session, letter, to=person, subject=waiver, occurrence="asked", at=at)


_NOT_NOW = Words(
    "A waiver is for an application that was sent and is still open.",
    "Une dérogation concerne une candidature envoyée et encore en cours.",
)
_NOTHING_TO_WAIVE = Words(
    "This rule stands in nobody’s way here: there is nothing to waive.",
    "Cette règle ne bloque rien ici : aucune dérogation n’est nécessaire.",
)
_ASKED_ALREADY = Words(
    "A waiver of this rule was already asked for or granted: see the table of rules.",
    "Une dérogation à cette règle est déjà demandée ou accordée : voyez le tableau des règles.",
)
_DECIDED = Words(
    "This waiver is already decided. Ask for a new one if something has changed.",
    "Cette dérogation est déjà tranchée. Demandez-en une autre si la situation a changé.",
)
