"""Send an application: once, in time, and with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.applications.editing import too_late
from incubator.actions.applications.moving import step, take, tell_founders
from incubator.actions.applications.tasks import missing
from incubator.actions.closings import closing_of
from incubator.actions.eligibility.assessments import store_assessment
from incubator.actions.people import audience, authority
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.notices.applying import Received, Updated
from incubator.store.applications import Answer, Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.deadlines import Closing


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the founder is shown and mailed; the same however often Send is pressed."""

    ref: str
    submitted_at: datetime
    sent_at: datetime
    is_late: bool


def send(session: Session, application: Application, *, actor: Person, at: datetime) -> Receipt:
    """Draft -> submitted, or the changes of a sent one sent again. Refused with everything missing;
    one second after the grace Refused with the sentence, and the answers stay."""
    roles = take(session, application, actor=actor)
    authority.needs(roles, "founder")
    closing = closing_of(session, application)
    if application.state == "draft":
        _first_sending(session, application, roles=roles, closing=closing, actor=actor, at=at)
    elif application.state == "submitted":
        _send_changes(session, application, closing=closing, actor=actor, at=at)
    receipt = receipt_of(application)
    if receipt is None:
        raise Refused(too_late(session, application))
    return receipt


def receipt_of(application: Application) -> Receipt | None:
    """None until it has been sent."""
    if application.submitted_at is None:
        return None
    sent_at = application.sent_at or application.submitted_at
    return Receipt(application.ref, application.submitted_at, sent_at, application.is_late)


def _first_sending(
    session: Session, application: Application, *, roles: frozenset[str], closing: Closing,
    actor: Person, at: datetime,
) -> None:  # fmt: skip
    reception = closing.receives(at)
    if reception == "closed":
        raise Refused(too_late(session, application))
    step(
        session, application, "send", roles=roles, actor=actor, at=at, sent_at=at,
        submitted_at=application.submitted_at or at, is_late=reception == "late",
    )  # fmt: skip
    store_assessment(session, application, occasion="sent", at=at)
    letter = Received(
        **audience.about_application(application), sent_at=at, is_late=application.is_late,
        editable_until=closing.at if reception == "open" else None, results_on=application.call.results_on,
    )  # fmt: skip
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)
    replan(session, application, at=at)


def _send_changes(
    session: Session, application: Application, *, closing: Closing, actor: Person, at: datetime
) -> None:
    """Nothing changed since: the same receipt. Otherwise a new sending; the first instant stays."""
    changed = _changed_since_sent(session, application)
    if not changed:
        return
    gaps = missing(session, application)
    if gaps:
        reasons = [gap.words for gap in gaps]
        raise Refused(_COMPLETE_FIRST, reasons=reasons)
    application.sent_at = at
    session.flush()
    journal.record(
        session, application, action="send_changes", actor=actor, at=at, data={"questions": sorted(changed)}
    )
    store_assessment(session, application, occasion="sent", at=at)
    letter = Updated(
        **audience.about_application(application), sent_at=at,
        changed=_labels(session, application, changed),
        editable_until=closing.at if closing.receives(at) == "open" else None,
    )  # fmt: skip
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)


def _changed_since_sent(session: Session, application: Application) -> frozenset[str]:
    query = select(Answer.question).where(
        Answer.application_id == application.id,
        Answer.replaced_at.is_(None),
        Answer.written_at > application.sent_at,
    )
    return frozenset(session.scalars(query))


def _labels(session: Session, application: Application, keys: frozenset[str]) -> tuple[Words, ...]:
    _programme, edition = edition_of(session, application.call.edition_id)
    return tuple(question.label for question in edition.questions if question.key in keys)


_COMPLETE_FIRST = Words(
    "Complete the answers that are missing, then send your changes.",
    "Complétez les réponses manquantes, puis envoyez vos modifications.",
)
