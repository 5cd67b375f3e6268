"""Make a backup while everybody goes on working: one snapshot of the database, then the files it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, Table, text

from incubator.actions.files.contents import place_of
from incubator.backups import manifest, uploads
from incubator.backups.archives import file_member, table_member, written
from incubator.backups.manifest import FileNote, Manifest, TableNote
from incubator.backups.revisions import known_revisions, revision_of
from incubator.backups.rows import LEFT_OUT, kinds_of, lines_of, tables_of
from incubator.backups.sums import Sum
from incubator.backups.uploads import MENDED
from incubator.errors import Refused
from incubator.store.database import Database
from incubator.store.losses import OUTDATED, explained


@dataclass(frozen=True, slots=True)
class Source:
    """The installation that is backed up."""

    database: Database
    uploads: Path
    origin: str


def create(source: Source, path: Path, *, at: datetime, accept_missing: bool = False) -> Manifest:
    """Written to `path` whole or not at all. Files the disk has lost or spoilt stop it, unless accepted."""
    with written(path) as archive:
        with snapshot(source.database) as connection:
            revision = _revision(connection)
            tables = {table.name: _write(archive, connection, table) for table in tables_of(connection)}
            digests = digests_in(connection)
        missing = _missing(source.uploads, digests, accept_missing=accept_missing)
        files = [_write_file(archive, source.uploads, digest) for digest in digests if digest not in missing]
        made = Manifest(
            application=_version(), revision=revision, database=source.database.url.get_backend_name(),
            origin=source.origin, made_at=at, tables=tables, left_out=list(LEFT_OUT), files=files,
            missing=missing,
        )  # fmt: skip
        with table_member(archive, manifest.NAME) as stream:
            stream.write(made.model_dump_json(indent=1).encode())
    return made


def target(given: Path, *, at: datetime) -> Path:
    """A file of its own in a folder, named after the instant; or the file that was given."""
    path = given / f"incubator-{at:%Y%m%dT%H%M%SZ}.zip" if given.is_dir() else given
    if path.exists():
        raise Refused(f"{path} exists already, and a backup never replaces another: choose another name.")
    if not path.parent.is_dir():
        raise Refused(f"The folder {path.parent} does not exist: make it first, readable by its owner alone.")
    return path


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """All that is read inside is of one instant, whatever others write meanwhile."""
    with explained(database.url), database.engines.reader.connect() as connection, connection.begin():
        yield connection


def digests_in(connection: Connection) -> list[str]:
    """The files the rows tell of."""
    return list(connection.scalars(text("SELECT DISTINCT digest FROM file ORDER BY digest")))


def _revision(connection: Connection) -> str:
    held = revision_of(connection)
    if held not in known_revisions():
        raise Refused(OUTDATED)
    return held


def _write(archive: ZipFile, connection: Connection, table: Table) -> TableNote:
    seen = Sum()
    with table_member(archive, manifest.member_of(table.name)) as stream:
        for line in lines_of(connection, table):
            seen.add(line)
            stream.write(line + b"\n")
    return TableNote(columns=kinds_of(table), rows=seen.rows, checksum=seen.checksum, size=seen.size)


def _write_file(archive: ZipFile, folder: Path, digest: str) -> FileNote:
    with file_member(archive, manifest.member_of_file(digest)) as stream:
        return FileNote(sha256=digest, size=uploads.copy(folder, digest, stream))


def _missing(folder: Path, digests: list[str], *, accept_missing: bool) -> list[str]:
    """What cannot be copied: refused, or known beforehand and told in the manifest."""
    if accept_missing:
        return [digest for digest in digests if not uploads.is_whole(folder, digest)]
    missing = [digest for digest in digests if not place_of(folder, digest).is_file()]
    if missing:
        raise Refused(
            f"{len(missing)} uploaded file(s) are in the database and not on the disk, "
            f"the first {missing[0]}. {MENDED}"
        )
    return []


def _version() -> str:
    try:
        return version("incubator")
    except PackageNotFoundError:  # run from a clone
        return "clone"
