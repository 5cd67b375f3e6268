"""Make a call from a published edition; change it while it is a draft."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.calls.fields import CallFields
from incubator.store.calls import Call, EditionRow
from incubator.store.people import Person


def create(session: Session, edition: EditionRow, values: CallFields, *, actor: Person, at: datetime) -> Call:
    raise NotImplementedError


def edit(
    session: Session, call: Call, values: CallFields, *, actor: Person, at: datetime,
    seen_version: int | None = None,
) -> Call:  # fmt: skip
    """Everything while draft; once published only names, places, contact and the later dates."""
    raise NotImplementedError
