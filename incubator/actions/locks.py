"""Take a row for oneself until the unit of work ends, and read it as it is now."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import Stale
from incubator.store.losses import CHANGED
from incubator.store.tables import Identified

Row = TypeVar("Row", bound=Identified)


def lock(session: Session, row: Identified) -> None:
    """Whoever comes second waits, then sees what the first one did."""
    session.flush()
    mapper = type(row)
    session.execute(select(mapper.id).where(mapper.id == row.id).with_for_update())
    session.refresh(row)


def locked(session: Session, kind: type[Row], row_id: str) -> Row:
    """The row of this id, taken for oneself."""
    row = session.get_one(kind, row_id)
    lock(session, row)
    return row


def lock_seen(session: Session, row: Identified, seen_version: int | None) -> None:
    """The same; Stale when the row is no longer the version the person saw."""
    lock(session, row)
    if seen_version is not None and getattr(row, "version", seen_version) != seen_version:
        raise Stale(CHANGED)
