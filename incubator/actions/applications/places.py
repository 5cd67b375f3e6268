"""Take the place that was offered, or leave it to someone else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person


def confirm(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """accepted -> confirmed; a second confirmation changes nothing."""
    raise NotImplementedError


def decline(
    session: Session, application: Application, *, actor: Person, at: datetime, reason: str = ""
) -> None:
    raise NotImplementedError
