"""Answer what the team asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person


def answer_information(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """info_requested -> submitted, once every named question has an answer."""
    raise NotImplementedError
