"""Withdraw, reopen, and let drafts expire when their call has closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions.applications.moving import step, take, tell_founders
from incubator.actions.closings import closing_of
from incubator.actions.moves.changes import NOT_DECIDED
from incubator.actions.people import audience
from incubator.actions.replanning import replan
from incubator.notices.applying import ClosedUnsent, Withdrawn
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.people import Person


def withdraw(
    session: Session, application: Application, *, actor: Person, at: datetime, reason: str = ""
) -> None:
    """Twice changes nothing; the answers stay, and it can be reopened while the call is open."""
    roles = take(session, application, actor=actor)
    if application.state == "withdrawn":
        return
    step(session, application, "withdraw", roles=roles, actor=actor, at=at, reason=reason)
    closing = closing_of(session, application)
    letter = Withdrawn(
        **audience.about_application(application), withdrawn_at=at,
        reopen_until=closing.at if closing.receives(at) == "open" else None,
    )  # fmt: skip
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)
    replan(session, application, at=at)


def reopen(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """A withdrawn or expired application is a draft again while its call is open."""
    roles = take(session, application, actor=actor)
    if application.state == "draft":
        return
    step(session, application, "reopen", roles=roles, actor=actor, at=at, **NOT_DECIDED)
    replan(session, application, at=at)


def expire_drafts(session: Session, *, at: datetime) -> tuple[Application, ...]:
    """The worker's round: drafts whose own closing and grace are over. Answers stay readable."""
    query = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(Application.state == "draft", func.coalesce(Call.extended_to, Call.closes_at) <= at)
        .order_by(Application.id)
    )
    return tuple(
        application for application in session.scalars(query).all() if _expire(session, application, at)
    )


def _expire(session: Session, application: Application, at: datetime) -> bool:
    """Read again under the lock: the founder may have sent it this very second."""
    roles = take(session, application, actor=None)
    closing = closing_of(session, application)
    if application.state != "draft" or closing.receives(at) != "closed":
        return False
    step(session, application, "expire", roles=roles, actor=None, at=at)
    letter = ClosedUnsent(**audience.about_application(application), closed_at=closing.at)
    tell_founders(session, application, letter, occurrence=closing.at.isoformat(), at=at)
    replan(session, application, at=at)
    return True
