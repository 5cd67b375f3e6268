"""Take the place that was offered, or leave it to someone else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.applications.moving import step, take, tell_founders
from incubator.actions.people import audience
from incubator.actions.replanning import replan
from incubator.notices.decision import Confirmed, Declined, PlaceExpired
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person


def confirm(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """accepted -> confirmed; a second confirmation changes nothing."""
    roles = take(session, application, actor=actor)
    if application.state == "confirmed":
        return
    _check_told(session, application, at=at)
    step(session, application, "confirm", roles=roles, actor=actor, at=at)
    programme, _edition = edition_of(session, application.call.edition_id)
    letter = Confirmed(
        **audience.about_application(application), programme=programme.name,
        entry_on=application.call.entry_on,
    )  # fmt: skip
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)
    replan(session, application, at=at)


def decline(
    session: Session, application: Application, *, actor: Person, at: datetime, reason: str = ""
) -> None:
    """The place is free for somebody else; a second time changes nothing."""
    roles = take(session, application, actor=actor)
    if application.state == "declined":
        return
    _check_told(session, application, at=at)
    step(session, application, "decline", roles=roles, actor=actor, at=at, reason=reason)
    programme, _edition = edition_of(session, application.call.edition_id)
    letter = Declined(**audience.about_application(application), programme=programme.name)
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)
    replan(session, application, at=at)


def _check_told(session: Session, application: Application, *, at: datetime) -> None:
    """While a notification can still be taken back, the answer is the same as before the decision."""
    if application.notified_at is not None and application.notified_at > at:
        _programme, edition = edition_of(session, application.call.edition_id)
        edition.machine.move("decided", "confirm")


def expire_places(session: Session, *, at: datetime) -> tuple[Application, ...]:
    """The worker's round: places offered that nobody confirmed in time."""
    query = select(Application).where(Application.state == "accepted", Application.confirm_by <= at)
    waiting = session.scalars(query.order_by(Application.id)).all()
    return tuple(application for application in waiting if _expire(session, application, at))


def _expire(session: Session, application: Application, at: datetime) -> bool:
    """Read again under the lock: the founder may have confirmed this very second."""
    roles = take(session, application, actor=None)
    programme, edition = edition_of(session, application.call.edition_id)
    confirm_by = application.confirm_by
    is_over = application.state == "accepted" and confirm_by is not None and confirm_by <= at
    if not is_over or confirm_by is None or "confirmation" not in edition.stages:
        return False
    step(session, application, "expire_place", roles=roles, actor=None, at=at)
    letter = PlaceExpired(
        **audience.about_application(application), programme=programme.name, confirm_by=confirm_by
    )
    tell_founders(session, application, letter, occurrence=confirm_by.isoformat(), at=at)
    replan(session, application, at=at)
    return True
