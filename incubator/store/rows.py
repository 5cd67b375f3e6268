"""Adding a row: its id comes from the source that was injected with the database."""

from __future__ import annotations

from typing import TypeGuard, TypeVar

from sqlalchemy.orm import Session

from incubator.ids import Ids
from incubator.store.tables import Identified, Table

Row = TypeVar("Row", bound=Table)


def add(session: Session, row: Row) -> Row:
    """Give the row its id (unless it has one) and add it; nothing is flushed."""
    if _needs_id(row):
        row.id = ids_of(session).new()
    session.add(row)
    return row


def _needs_id(row: object) -> TypeGuard[Identified]:
    return isinstance(row, Identified) and not row.id


def ids_of(session: Session) -> Ids:
    ids = session.info["ids"]
    assert isinstance(ids, Ids)
    return ids
