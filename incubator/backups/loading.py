"""Put the rows of an archive into empty tables, and count every one of them again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import DataError, IntegrityError

from incubator.backups.archives import Archive
from incubator.backups.creating import digests_in
from incubator.backups.manifest import Manifest
from incubator.backups.revisions import known_revisions
from incubator.backups.rows import insert_lines, kinds_of, sum_of, tables_of
from incubator.backups.sums import Sum
from incubator.errors import Refused
from incubator.store.schema import migrate


def load(connection: Connection, archive: Archive) -> None:
    """In the caller's transaction, at the archive's own revision; refused at the first difference."""
    held = archive.manifest
    need_known(held)
    migrate(connection, held.revision)
    tables = tables_of(connection)
    _need_same_tables(held, tables)
    with _pointing_forward(connection, tables):
        for table in tables:
            _fill(connection, archive, table)
    _need_whole_keys(connection)
    _number_on(connection, tables)
    for table in tables:
        need_same(held, table, sum_of(connection, table, has_secrets=True), "loaded")
    _need_files(connection, held)


def need_known(held: Manifest) -> None:
    if held.revision not in known_revisions():
        raise Refused(
            f"The backup has tables of the revision {held.revision}, which this version does not know: "
            f"use the version that made it ({held.application}) or a newer one."
        )


def need_same(held: Manifest, table: Table, found: Sum, what: str) -> None:
    note = held.tables[table.name]
    if (found.rows, found.checksum) != (note.rows, note.checksum):
        raise Refused(
            f"The table {table.name} differs: {note.rows} rows with the checksum {note.checksum[:12]}… in "
            f"the manifest, {found.rows} with {found.checksum[:12]}… {what}."
        )


def _fill(connection: Connection, archive: Archive, table: Table) -> None:
    seen = Sum()
    try:
        insert_lines(connection, table, _summed(archive, table.name, seen))
    except (IntegrityError, DataError) as error:
        why = str(error.orig).strip().splitlines()[0]
        raise Refused(f"The database refuses a row of the table {table.name} of the backup: {why}.") from None
    need_same(archive.manifest, table, seen, "in the archive")


def _summed(archive: Archive, table: str, seen: Sum) -> Iterator[bytes]:
    for line in archive.lines(table):
        seen.add(line)
        yield line


def _need_same_tables(held: Manifest, tables: list[Table]) -> None:
    expected = {table.name: kinds_of(table) for table in tables}
    found = {name: note.columns for name, note in held.tables.items()}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise Refused(f"The table {name} of the backup is not the one of the revision {held.revision}.")


def _need_files(connection: Connection, held: Manifest) -> None:
    """Every row that tells of a file has its bytes in the archive (or was known to have lost them)."""
    there = {file.sha256 for file in held.files} | set(held.missing)
    lacking = [digest for digest in digests_in(connection) if digest not in there]
    if lacking:
        raise Refused(f"The backup lacks {len(lacking)} uploaded file(s), the first {lacking[0]}.")


def _need_whole_keys(connection: Connection) -> None:
    """PostgreSQL looked at every row as it came; SQLite was told to wait until all are there."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise Refused(
                f"{len(broken)} row(s) of the backup point to nothing, the first in {broken[0][0]}."
            )


@contextmanager
def _pointing_forward(connection: Connection, tables: list[Table]) -> Iterator[None]:
    """A row may point to one of its own table that comes later: PostgreSQL is asked to look at the end."""
    own = [
        (table.name, key.name)
        for table in tables
        for key in table.foreign_key_constraints
        if key.referred_table is table and connection.dialect.name == "postgresql"
    ]
    for name, key in own:
        connection.execute(
            text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED')
        )
    yield
    try:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE")) if own else None
    except IntegrityError as error:
        raise Refused(f"A row of the backup points to nothing: {str(error.orig).splitlines()[0]}.") from None
    for name, key in own:
        connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE'))


def _number_on(connection: Connection, tables: list[Table]) -> None:
    """New rows go on after the last number; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key.columns:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
            last = connection.scalar(select(func.max(column))) if sequence else None
            if last is not None:
                connection.execute(select(func.setval(sequence, last)))
