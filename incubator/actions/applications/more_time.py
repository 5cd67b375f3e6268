"""More time for one application, with its reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.closings import closing_of
from incubator.actions.people import audience, authority
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.notices.applying import CallExtended
from incubator.store.applications import Application, ClosingExtension
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words

__all__ = ["closing_of", "more_time"]

UNSENT = ("draft", "withdrawn", "expired")


def more_time(
    session: Session, application: Application, *, closes_at: datetime, reason: str,
    actor: Person, at: datetime,
) -> ClosingExtension:  # fmt: skip
    """An individual closing for an application that is not sent; its founders are told at once."""
    locks.lock(session, application)
    authority.needs(authority.roles_on(session, application, actor=actor), "manager", "director")
    before = closing_of(session, application)
    _check(application, closes_at, later_than=max(before.at, at))
    row = ClosingExtension(
        application_id=application.id, closes_at=closes_at, reason=reasons.given(reason),
        granted_by=actor.id, granted_at=at,
    )  # fmt: skip
    add(session, row)
    session.flush()
    data = {"from": before.at.isoformat(), "to": closes_at.isoformat()}
    journal.record(session, application, action="more_time", actor=actor, at=at, reason=row.reason, data=data)
    letter = CallExtended(
        **audience.about_application(application), closed_at=before.at, closes_at=closes_at,
        reason=row.reason, is_individual=True,
    )  # fmt: skip
    for person in audience.founders_of(session, application.venture_id):
        post.queue(session, letter, to=person, subject=application, occurrence=row.id, at=at)
    replan(session, application, at=at)
    return row


def _check(application: Application, closes_at: datetime, *, later_than: datetime) -> None:
    if application.state not in UNSENT:
        raise Refused(
            Words(
                "This application was sent: more time is for those who have not sent theirs yet.",
                "Cette candidature a été envoyée : un délai concerne celles qui ne le sont pas encore.",
            )
        )
    if closes_at <= later_than:
        raise Refused(
            Words(
                "Choose a time later than the closing that holds now.",
                "Choisissez un moment postérieur à la clôture actuelle.",
            ),
            field="closes_at",
        )
