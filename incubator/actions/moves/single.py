"""One move of one application, inside the caller's unit of work (a founder's or the worker's move)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions.journal import record
from incubator.store.applications import Application
from incubator.store.people import Person


def make_move(
    session: Session, application: Application, *, move: str, target: str, actor: Person | None,
    at: datetime, reason: str = "", **columns: Any,
) -> None:  # fmt: skip
    """Journal first, then the state and the columns that go with it; the guards were asked before."""
    record(
        session, application, action=move, actor=actor, at=at, from_state=application.state,
        to_state=target, reason=reason,
    )  # fmt: skip
    application.state, application.state_since = target, at
    for column, value in columns.items():
        setattr(application, column, value)
    session.flush()
