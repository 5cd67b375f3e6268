"""Change many rows in one statement, each still the version that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Table, bindparam, update
from sqlalchemy.orm import Session, attributes
from sqlalchemy.orm.exc import StaleDataError

from incubator.store.applications import Application


def change_all(session: Session, changes: Iterable[tuple[Application, Mapping[str, Any]]]) -> None:
    """Column -> value for each; what the session holds follows. Stale when somebody was faster.

    What a flush would write one by one, because of the versions, is sent at once.
    """
    by_columns: dict[tuple[str, ...], list[tuple[Application, Mapping[str, Any]]]] = defaultdict(list)
    for row, values in changes:
        by_columns[tuple(values)].append((row, values))
    session.flush()
    for columns, some in by_columns.items():
        _send(session, columns, some)
        for row, values in some:
            for column, value in {**values, "version": row.version + 1}.items():
                attributes.set_committed_value(row, column, value)


def _send(
    session: Session, columns: tuple[str, ...], some: list[tuple[Application, Mapping[str, Any]]]
) -> None:
    table = cast(Table, Application.__table__)
    new: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    change = update(table).where(table.c.id == bindparam("of_id"), table.c.version == bindparam("of_version"))
    sent = [
        {"of_id": row.id, "of_version": row.version, **{f"new_{key}": values[key] for key in columns}}
        for row, values in some
    ]
    done = session.execute(change.values(**new, version=table.c.version + 1), sent)
    if cast(CursorResult[Any], done).rowcount != len(some):
        raise StaleDataError(f"{len(some)} applications were to change, and some had changed already")
