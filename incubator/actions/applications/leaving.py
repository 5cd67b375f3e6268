"""Withdraw, reopen, and let drafts expire when their call has closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person


def withdraw(
    session: Session, application: Application, *, actor: Person, at: datetime, reason: str = ""
) -> None:
    raise NotImplementedError


def reopen(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """A withdrawn or expired application is a draft again while its call is open."""
    raise NotImplementedError


def expire_drafts(session: Session, *, at: datetime) -> tuple[Application, ...]:
    """The worker's round: drafts whose own closing and grace are over. Answers stay readable."""
    raise NotImplementedError
