"""What the founder may change now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.closings import closing_of
from incubator.store.applications import Application, InformationRequest
from incubator.store.editions import edition_of
from incubator.words import Words, both, instant


def editable_questions(session: Session, application: Application, *, at: datetime) -> frozenset[str]:
    """A draft until the end of the grace, a sent one until the closing, else what the team asked for."""
    if application.state == "info_requested":
        request = open_request(session, application)
        return frozenset(request.questions) if request else frozenset()
    if not _is_open(session, application, at):
        return frozenset()
    _programme, edition = edition_of(session, application.call.edition_id)
    return frozenset(question.key for question in edition.questions)


def is_editable(session: Session, application: Application, *, at: datetime) -> bool:
    return bool(editable_questions(session, application, at=at))


def open_request(session: Session, application: Application) -> InformationRequest | None:
    """What the team still waits for."""
    query = select(InformationRequest).where(
        InformationRequest.application_id == application.id, InformationRequest.answered_at.is_(None)
    )
    return session.scalar(query.order_by(InformationRequest.asked_at.desc()).limit(1))


def why_not(session: Session, application: Application, *, at: datetime) -> Words:
    """The sentence for someone who would change what can no longer be changed."""
    if application.state == "info_requested":
        return Words(
            "Only the questions named in the request can be changed.",
            "Seules les questions citées dans la demande peuvent être modifiées.",
        )
    if application.state in ("draft", "submitted"):
        return too_late(session, application)
    return Words(
        "Your application is with the team: its answers can no longer be changed. Write to your contact.",
        "Votre candidature est entre les mains de l’équipe : ses réponses ne peuvent plus être modifiées. "
        "Écrivez à votre contact.",
    )


def too_late(session: Session, application: Application) -> Words:
    call, closing = application.call, closing_of(session, application)
    closed = both(lambda language: instant(closing.at, call.zone, language))
    return Words(
        "The call closed on {at}. Your answers are kept and you can read them. Questions: {contact}.",
        "L’appel a été clos le {at}. Vos réponses sont conservées et restent lisibles. "
        "Une question ? {contact}.",
    ).format(at=closed, contact=call.contact_email or call.contact_name or "…")


def _is_open(session: Session, application: Application, at: datetime) -> bool:
    accepted = {"draft": ("open", "late"), "submitted": ("open",)}.get(application.state, ())
    return bool(accepted) and closing_of(session, application).receives(at) in accepted
