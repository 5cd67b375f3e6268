"""Prove a backup: every byte, every sum, and all of it loaded once into tables that are thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from incubator.actions.files.contents import place_of
from incubator.backups.archives import Archive, is_sealed, opened_unsealed
from incubator.backups.creating import Source, snapshot
from incubator.backups.loading import load
from incubator.backups.manifest import Manifest
from incubator.backups.rows import sum_of, tables_of
from incubator.backups.sums import Sum
from incubator.backups.uploads import need_room, room_for_rows
from incubator.errors import Refused
from incubator.store.engines import build_scratch
from incubator.store.losses import explained
from incubator.store.schema import alone, migrate


def verify(path: Path) -> tuple[Manifest, list[str]]:
    """What it holds, and everything that is wrong with it. Refused where it is no backup at all."""
    is_whole = is_sealed(path)
    with opened_unsealed(path) as archive:
        wrong = list(_damaged_files(archive))
        if is_whole:
            wrong.extend(_rehearsed(archive))
        else:
            wrong = [f"{path.name}: its bytes are not those that were written.", *wrong]
            wrong.extend(_damaged_tables(archive))
        return archive.manifest, wrong


def differences(held: Manifest, source: Source) -> list[str]:
    """Where the store of today is not what the backup holds: by table, and the files it lacks."""
    with snapshot(source.database) as connection:
        found = {table.name: sum_of(connection, table) for table in tables_of(connection)}
    apart = []
    for name in sorted(found.keys() | held.tables.keys()):
        here, there = found.get(name, Sum()), held.tables.get(name)
        if there is None or (here.rows, here.checksum) != (there.rows, there.checksum):
            apart.append(
                f"{name}: {there.rows if there else 0} rows in the backup, {here.rows} in the database"
            )
    lacking = [one.sha256 for one in held.files if not place_of(source.uploads, one.sha256).is_file()]
    return [*apart, *(f"the file {digest} is not on the disk" for digest in lacking)]


def _rehearsed(archive: Archive) -> Iterator[str]:
    """A restore like any other, brought to today's tables too; its database is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="incubator-rehearsal-") as folder:
        need_room(Path(folder), room_for_rows(archive.manifest))
        engine = build_scratch(Path(folder) / "rehearsal.sqlite3")
        try:
            with explained(engine.url), alone(engine) as connection:
                load(connection, archive)
                migrate(connection)
        except Refused as error:
            yield error.words.en
        finally:
            engine.dispose()


def _damaged_files(archive: Archive) -> Iterator[str]:
    for file in archive.manifest.files:
        try:
            if _digest(archive.chunks(file.sha256)) != file.sha256:
                yield f"The backup is damaged at the file {file.sha256}: its bytes have another SHA-256."
        except Refused as error:
            yield error.words.en


def _damaged_tables(archive: Archive) -> Iterator[str]:
    for name, note in archive.manifest.tables.items():
        seen = Sum()
        try:
            for line in archive.lines(name):
                seen.add(line)
        except Refused as error:
            yield error.words.en
            continue
        if (seen.rows, seen.checksum) != (note.rows, note.checksum):
            yield f"The backup is damaged at the table {name}: its rows have another checksum."


def _digest(chunks: Iterable[bytes]) -> str:
    seen = sha256()
    for chunk in chunks:
        seen.update(chunk)
    return seen.hexdigest()
