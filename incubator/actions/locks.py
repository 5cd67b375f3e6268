"""Take a row for oneself until the unit of work ends, and read it as it is now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from incubator.errors import Stale
from incubator.store.losses import CHANGED
from incubator.store.tables import Identified

Row = TypeVar("Row", bound=Identified)


def lock(session: Session, row: Identified) -> None:
    """Whoever comes second waits, then sees what the first one did."""
    session.flush()
    locked(session, type(row), row.id)


def locked(session: Session, kind: type[Row], row_id: str) -> Row:
    """The row of this id, taken for oneself."""
    return session.scalars(_taking(kind).where(kind.id == row_id)).one()


def locked_all(
    session: Session, kind: type[Row], ids: Collection[str], *, options: Sequence[ExecutableOption] = ()
) -> list[Row]:
    """Always in the order of their ids: two who take the same rows wait, never for one another."""
    query = _taking(kind).where(kind.id.in_(sorted(ids))).order_by(kind.id)
    return list(session.scalars(query.options(*options)))


def lock_seen(session: Session, row: Identified, seen_version: int | None) -> None:
    """The same; Stale when the row is no longer the version the person saw."""
    lock(session, row)
    if seen_version is not None and getattr(row, "version", seen_version) != seen_version:
        raise Stale(CHANGED)


def _taking(kind: type[Row]) -> Select[Row]:
    """FOR NO KEY UPDATE: others may meanwhile write rows that point to this one.

    Their foreign key takes FOR KEY SHARE of it, which FOR UPDATE refuses: who holds a batch and wants
    its applications, and who holds an application and writes down its batch, would wait for one another.
    """
    query = select(kind).with_for_update(of=kind, key_share=True)
    return query.execution_options(populate_existing=True)
