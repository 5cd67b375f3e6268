"""When one application closes: its call's date, a general extension, or more time of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from incubator.store.applications import Application, ClosingExtension
from incubator.store.people import Person

if TYPE_CHECKING:
    from incubator.workflows.deadlines import Closing


def closing_of(session: Session, application: Application) -> Closing:
    raise NotImplementedError


def more_time(
    session: Session, application: Application, *, closes_at: datetime, reason: str, actor: Person, at: datetime
) -> ClosingExtension:
    """An individual closing, with its reason, for an unsent or withdrawn application."""
    raise NotImplementedError
