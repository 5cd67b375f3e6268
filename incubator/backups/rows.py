"""Rows as lines, the same whatever database holds them: read in batches, and put back in batches."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    case,
    cast,
    column,
    insert,
    select,
    table,
    type_coerce,
)
from sqlalchemy.sql.type_api import TypeEngine
from sqlalchemy.types import NullType

from incubator.backups.manifest import Kind
from incubator.backups.sums import Sum
from incubator.errors import DefinitionError, Refused
from incubator.store.tables import Instant

AT_ONCE = 500  # rows in memory
LEFT_OUT = (
    "attempt",
    "heartbeat",
    "sign_in",
    "sign_in_link",
)  # of the moment: nobody is signed in by a backup
_REVISION = "alembic_version"
_BODIES = ("body_text", "body_html")
_NUMBER = re.compile(r"-?[0-9][0-9.eE+-]*")
_WHOLE = 2**63  # beyond, SQLite has no whole numbers
_KINDS: dict[type[TypeEngine[Any]], Kind] = {
    Boolean: "boolean", Integer: "integer", DateTime: "instant", Date: "day",
    JSON: "document", String: "text",
}  # fmt: skip


def tables_of(connection: Connection) -> list[Table]:
    """As they are in the database now, whatever its revision; a table comes after those it points to."""
    held = MetaData()
    held.reflect(connection, only=lambda name, _: name != _REVISION and name not in LEFT_OUT)
    return [one for one in held.sorted_tables if one.name != _REVISION and one.name not in LEFT_OUT]


def columns_of(table: Table) -> list[Column[Any]]:
    return sorted(table.columns, key=lambda one: one.name)


def kinds_of(table: Table) -> dict[str, Kind]:
    return {one.name: _kind(one) for one in columns_of(table)}


def lines_of(connection: Connection, table: Table, *, has_secrets: bool = False) -> Iterator[bytes]:
    """Every row in the order of its key; never more than a batch in memory.

    Letters with a link that lets somebody in come without their text: no archive opens a door.
    """
    kinds = list(kinds_of(table).values())
    writers = [(place, _WRITERS[kind]) for place, kind in enumerate(kinds) if kind in _WRITERS]
    shown = {one.name: _shown(one, dialect=connection.dialect.name) for one in columns_of(table)}
    if table.name == "letter" and not has_secrets:
        shown |= {body: case((table.c.is_secret.is_(True), ""), else_=table.c[body]) for body in _BODIES}
    query = select(*shown.values()).order_by(*table.primary_key.columns)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        values = list(row)
        for place, write in writers:
            if values[place] is not None:
                values[place] = write(values[place])
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def sum_of(connection: Connection, table: Table, *, has_secrets: bool = False) -> Sum:
    found = Sum()
    for line in lines_of(connection, table, has_secrets=has_secrets):
        found.add(line)
    return found


def insert_lines(connection: Connection, into: Table, lines: Iterable[bytes]) -> None:
    """Put rows back as they were; each line must hold a value of the right kind for every column."""
    kinds = kinds_of(into)
    bare = table(into.name, *(column(name, _BOUND.get(kind)) for name, kind in kinds.items()))
    names, readers = list(kinds), [_READERS[kind] for kind in kinds.values()]
    rows = (_row(line, names, readers, into.name) for line in lines)
    while batch := list(islice(rows, AT_ONCE)):
        connection.execute(insert(bare), batch)


def _row(line: bytes, names: list[str], readers: list[Callable[[Any], Any]], name: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
        if not isinstance(values, list):
            raise TypeError("no list")
        read = (
            None if value is None else reader(value) for reader, value in zip(readers, values, strict=True)
        )
        return dict(zip(names, read, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refused(f"A row of the table {name} in the backup cannot be read: {error}.") from None


def _kind(one: ColumnElement[Any]) -> Kind:
    for generic, kind in _KINDS.items():
        if isinstance(one.type, generic):
            return kind
    raise DefinitionError(f"A column of the type {one.type!r} cannot be backed up: {one}.")


def _shown(one: Column[Any], *, dialect: str) -> ColumnElement[Any]:
    """Documents as the text they are kept as: read and written again they could come out differently."""
    kind = _kind(one)
    if kind == "document":
        return cast(one, Text) if dialect == "postgresql" else type_coerce(one, NullType())
    return type_coerce(one, Instant()) if kind == "instant" else one


def _document(held: str | float) -> str:
    """SQLite keeps a document that is a number as one: 1.0 comes back as 1, so it is 1 from the start."""
    if isinstance(held, str):
        return _number(json.loads(held)) if _NUMBER.fullmatch(held) else held
    return _number(held)


def _held_document(text: Any) -> str:
    """As it is, once it is known that it can be read back."""
    held: str = _exactly(str)(text)
    _document(held)
    return held


def _number(value: float) -> str:
    if abs(value) < _WHOLE:
        return str(int(value)) if value == int(value) else repr(value)
    return repr(float(value))


def _exactly(kind: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return check


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return at


_WRITERS: dict[Kind, Callable[[Any], Any]] = {
    "instant": datetime.isoformat, "day": date.isoformat, "document": _document,
}  # fmt: skip
_READERS: dict[Kind, Callable[[Any], Any]] = {
    "instant": _instant, "day": date.fromisoformat, "document": _held_document, "text": _exactly(str),
    "integer": _exactly(int), "boolean": _exactly(bool),
}  # fmt: skip
# the rest goes to the database as it is: it knows what its own column is
_BOUND: dict[Kind, TypeEngine[Any]] = {"instant": Instant(), "day": Date(), "boolean": Boolean()}
