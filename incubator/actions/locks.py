"""Take a row for oneself until the unit of work ends, and read it as it is now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import Stale
from incubator.store.losses import CHANGED
from incubator.store.tables import Identified


def lock(session: Session, row: Identified) -> None:
    """Whoever comes second waits, then sees what the first one did."""
    session.flush()
    mapper = type(row)
    session.execute(select(mapper.id).where(mapper.id == row.id).with_for_update())
    session.refresh(row)


def lock_seen(session: Session, row: Identified, seen_version: int | None) -> None:
    """The same; Stale when the row is no longer the version the person saw."""
    lock(session, row)
    if seen_version is not None and getattr(row, "version", seen_version) != seen_version:
        raise Stale(CHANGED)
