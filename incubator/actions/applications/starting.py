"""Open a draft: the same one however often Apply is pressed; nothing is asked twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.store.ventures import Venture


def start(
    session: Session, call: Call, *, actor: Person, at: datetime, venture: Venture | None = None
) -> Application:
    """The draft for this call: the existing one, or a new one with what is already known.

    Without a venture, the founder's latest is used, or a new project is made.
    Refused while the call is not open, Gone once it has closed.
    """
    raise NotImplementedError
