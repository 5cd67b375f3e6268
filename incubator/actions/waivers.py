"""Set one rule aside for one application: asked with a reason, decided by who the edition names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.verdicts import Waiver


def ask(
    session: Session, application: Application, *, rule: str, reason: str, actor: Person, at: datetime
) -> Waiver:
    """A manager asks; those who decide get a letter. One open request per rule."""
    raise NotImplementedError


def grant(session: Session, waiver: Waiver, *, reason: str, actor: Person, at: datetime) -> Waiver:
    raise NotImplementedError


def refuse(session: Session, waiver: Waiver, *, reason: str, actor: Person, at: datetime) -> Waiver:
    raise NotImplementedError
