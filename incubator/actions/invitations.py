"""Invite a person to a role; the link in the mail accepts it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.accounts import Welcome
from incubator.store.people import Invitation, Person
from incubator.store.ventures import Venture


def invite(
    session: Session, email: str, *, role: str, actor: Person | None, at: datetime, name: str = "",
    language: str = "fr", programme: str | None = None, venture: Venture | None = None,
) -> Invitation:  # fmt: skip
    """Admins invite anyone; managers invite mentors and jurors. No actor: from the command line."""
    raise NotImplementedError


def open_invitation(session: Session, token: str, *, at: datetime) -> Invitation:
    """The invitation behind the link, for its page. Gone when used or out of date."""
    raise NotImplementedError


def accept(session: Session, token: str, *, at: datetime, name: str = "", browser: str = "") -> Welcome:
    """Take the role; the link in the mail proves the address, so this also signs in."""
    raise NotImplementedError
