"""The bytes of uploaded files on their way into an archive and back."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from incubator.actions.files.contents import place_of
from incubator.backups.archives import CHUNK
from incubator.backups.manifest import Manifest
from incubator.errors import Refused

MENDED = "Put it back from an older backup, or add --accept-missing to keep what there is."
FEW = 200  # files
_COMING = "coming-"  # what is being written has no name yet


def copy(folder: Path, digest: str, into: IO[bytes]) -> int:
    """How many bytes; refused when they are not those that were uploaded."""
    seen, size = sha256(), 0
    for chunk in _chunks(place_of(folder, digest)):
        seen.update(chunk)
        size += into.write(chunk)
    if seen.hexdigest() != digest:
        raise Refused(f"The uploaded file {digest} is damaged on the disk: its bytes changed. {MENDED}")
    return size


def is_whole(folder: Path, digest: str) -> bool:
    seen = sha256()
    try:
        for chunk in _chunks(place_of(folder, digest)):
            seen.update(chunk)
    except Refused:
        return False
    return seen.hexdigest() == digest


def strangers(folder: Path, welcome: Iterable[str]) -> list[Path]:
    """What lies there but is none of these files."""
    expected = {place_of(folder, digest) for digest in welcome}
    return [path for path in _files(folder) if path not in expected]


class Placed:
    """Files brought back so far; forgotten again when the rest does not follow."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._placed: list[Path] = []
        self._new: list[Path] = []

    def put(self, digest: str, chunks: Iterable[bytes]) -> None:
        """Under its name only once its bytes are known to be the right ones."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=self._folder, prefix=_COMING)
        try:
            with os.fdopen(descriptor, "wb") as written:
                found = _write(written, chunks)
            if found != digest:
                raise Refused(f"The backup is damaged at the file {digest}: its bytes have another SHA-256.")
            place = place_of(self._folder, digest)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            if not place.exists():
                self._new.append(place)
            os.replace(aside, place)
            self._placed.append(place)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(aside)

    def settle(self) -> None:
        """On the disk for good: each by itself, or one wait for all that the machine has to write."""
        if len(self._placed) > FEW:
            os.sync()
            return
        folders = {folder for place in self._placed for folder in place.parents[:3]}
        for path in (*self._placed, *sorted(folders)):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def forget(self) -> None:
        for place in self._new:
            place.unlink(missing_ok=True)
            with suppress(OSError):  # another file lies beside it
                place.parent.rmdir()


@contextmanager
def placed(folder: Path) -> Iterator[Placed]:
    """After an error nothing of it is left."""
    files = Placed(folder)
    try:
        yield files
    except BaseException as error:
        files.forget()
        if isinstance(error, OSError):
            raise Refused(f"The files cannot be put into {folder}: {error.strerror or error}.") from None
        raise


def need_room(folder: Path, size: int) -> None:
    """Refused before anything is written where it cannot end well."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if size > free:
        raise Refused(
            f"{there} has room for {free // 1_000_000:,} MB; the backup needs {size // 1_000_000:,} MB."
        )


def room_for_rows(held: Manifest) -> int:
    """In SQLite: the rows, their indexes, and the log of them."""
    return 3 * sum(table.size for table in held.tables.values())


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise Refused(f"The uploaded file {path} cannot be read: {error.strerror or error}.") from None


def _write(written: IO[bytes], chunks: Iterable[bytes]) -> str:
    seen = sha256()
    for chunk in chunks:
        seen.update(chunk)
        written.write(chunk)
    return seen.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if not path.is_dir() and not path.name.startswith(_COMING):
            yield path
