"""Bring a backup back into an empty place: in one transaction, counted again, and with its letters held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from incubator.actions.post.restored import Held, settle
from incubator.backups import uploads
from incubator.backups.archives import Archive, opened
from incubator.backups.creating import Source
from incubator.backups.loading import load, need_known
from incubator.backups.manifest import Manifest
from incubator.backups.revisions import revision_of
from incubator.errors import Refused
from incubator.store.engines import make_private
from incubator.store.losses import explained
from incubator.store.schema import alone, migrate


@dataclass(frozen=True, slots=True)
class Restored:
    manifest: Manifest
    held: Held


def restore(into: Source, path: Path, *, at: datetime, send_letters: bool = False) -> Restored:
    """Everything or nothing. Letters that waited are held: since the backup they may have been sent."""
    database, folder = into.database, into.uploads
    with opened(path) as archive:
        need_known(archive.manifest)
        _need_empty_uploads(folder, archive.manifest)
        _need_room(into, archive.manifest)
        make_private(database.url)
        with (
            uploads.placed(folder) as files,  # around the transaction: its commit may fail as well
            explained(database.url),
            alone(database.engines.writer) as connection,
        ):
            _need_empty_tables(connection, archive.manifest.revision)
            _place(archive, files)
            load(connection, archive)
            migrate(connection)
            held = _settle(connection, at=at, send=send_letters)
            files.settle()  # rows never point to bytes that a power cut could still take
        return Restored(archive.manifest, held)


def _place(archive: Archive, files: uploads.Placed) -> None:
    for file in archive.manifest.files:
        files.put(file.sha256, archive.chunks(file.sha256))


def _settle(connection: Connection, *, at: datetime, send: bool) -> Held:
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        held = settle(session, at=at, send=send)
        session.commit()
    return held


def _need_empty_tables(connection: Connection, revision: str) -> None:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    quoted = [connection.dialect.identifier_preparer.quote(name) for name in names]
    if quoted and connection.dialect.name == "postgresql":  # nobody begins to write meanwhile
        connection.execute(text(f"LOCK TABLE {', '.join(quoted)} IN ACCESS EXCLUSIVE MODE"))
    for name in quoted:
        if connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first():  # noqa: S608 - its own tables
            raise Refused(
                f"The database is not empty (there are rows in {name}), so nothing was restored: "
                "a backup goes into an empty one only. Make it and point INCUBATOR_DATABASE_URL to it."
            )
    if names and revision_of(connection) != revision:
        raise Refused(
            f"The tables are empty but not of the backup’s revision {revision}, so nothing was restored: "
            "give it a new database without tables; restoring makes them."
        )


def _need_empty_uploads(folder: Path, held: Manifest) -> None:
    """Files of this very backup may lie there: from a try that was cut short."""
    found = uploads.strangers(folder, (file.sha256 for file in held.files))
    if found:
        raise Refused(
            f"{folder} is not empty (there is {found[0].name}), so nothing was restored: "
            "a backup goes into an empty place only. Give it another INCUBATOR_INSTANCE."
        )


def _need_room(into: Source, held: Manifest) -> None:
    rows = uploads.room_for_rows(held) if into.database.is_sqlite else 0
    uploads.need_room(into.uploads, held.bytes_of_files + rows)
