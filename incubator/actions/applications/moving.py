"""The moves a founder or the worker makes: decided by the edition's machine, then written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions import locks, post
from incubator.actions.applications.tasks import missing
from incubator.actions.closings import closing_of
from incubator.actions.moves.single import make_move
from incubator.actions.people import audience, authority
from incubator.notices import Letter
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.workflows.application import ApplicationSituation


def take(session: Session, application: Application, *, actor: Person | None) -> frozenset[str]:
    """Lock the row, read it afresh, and say what the actor is here."""
    locks.lock(session, application)
    return authority.roles_on(session, application, actor=actor)


def step(
    session: Session, application: Application, move: str, *, roles: frozenset[str], actor: Person | None,
    at: datetime, reason: str = "", **columns: Any,
) -> None:  # fmt: skip
    """The row is locked already. Refused with every guard that fails."""
    _programme, edition = edition_of(session, application.call.edition_id)
    situation = ApplicationSituation(
        closing=closing_of(session, application),
        at=at,
        missing=tuple(gap.words for gap in missing(session, application)) if move == "send" else (),
        outcome=application.outcome,
        confirm_by=application.confirm_by,
    )
    decided = edition.machine.decide(application.state, move, roles=roles, situation=situation, reason=reason)
    make_move(
        session, application, move=move, target=decided.target, actor=actor, at=at, reason=reason, **columns
    )


def tell_founders(
    session: Session, application: Application, letter: Letter, *, occurrence: str, at: datetime
) -> None:
    for person in audience.founders_of(session, application.venture_id):
        post.queue(session, letter, to=person, subject=application, occurrence=occurrence, at=at)
