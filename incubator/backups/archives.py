"""An archive on disk: written whole or not at all, sealed, and read with no trust in what it claims."""

from __future__ import annotations

import fcntl
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from incubator.backups import manifest
from incubator.backups.manifest import FOREIGN, Manifest
from incubator.errors import Refused

CHUNK = 1 << 18
LONGEST_LINE = 32 << 20  # bytes; the longest real row, a letter or an edition, is a hundredth of it
LARGEST_MANIFEST = 64 << 20
MOST_EXPANSION = 1100  # deflate ends at 1032, and somebody's answer may be one letter two million times
_SEAL = b"sha256:"
_PART = ".incubator-", ".part"
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError, OverflowError,
    IndexError, struct.error, OSError,
)  # fmt: skip


@contextmanager
def written(path: Path) -> Iterator[ZipFile]:
    """Beside its place until it is complete, sealed and on the disk for good; then it gets its name."""
    try:
        _sweep(path.parent)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_PART[0], suffix=_PART[1])  # mode 600
        try:
            with os.fdopen(descriptor, "w+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=4) as archive:
                    yield archive
                    archive.comment = _SEAL + b"0" * 64
                _seal(file)
                file.flush()
                os.fsync(file.fileno())
                os.rename(name, path)
            _sync(path.parent)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror or error}); nothing is left.") from None


def table_member(archive: ZipFile, name: str) -> IO[bytes]:
    return archive.open(name, "w", force_zip64=True)  # of no date: the same rows make the same bytes


def file_member(archive: ZipFile, name: str) -> IO[bytes]:
    """As it is: most of what people upload is packed already."""
    info = ZipInfo(name)
    info.compress_type = ZIP_STORED
    return archive.open(info, "w", force_zip64=True)


class Archive:
    """An archive as it was found; nothing of it reaches the disk or the database but through here."""

    def __init__(self, file: ZipFile, manifest: Manifest) -> None:
        self._file = file
        self._stream: IO[bytes] | None = None
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of one table, without the ends of their lines."""
        with _read_safely(f"the table {table}"):
            stream = self._open(manifest.member_of(table))
            while line := stream.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise BadZipFile("a row has no end")
                yield line[:-1]

    def chunks(self, digest: str) -> Iterator[bytes]:
        """The bytes of one uploaded file."""
        with _read_safely(f"the file {digest}"):
            stream = self._open(manifest.member_of_file(digest))
            while chunk := stream.read(CHUNK):
                yield chunk

    def _open(self, name: str) -> IO[bytes]:
        """One at a time: whoever stops reading half-way leaves nothing open."""
        self.close()
        self._stream = self._file.open(name)
        return self._stream

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Refused in a sentence unless every byte is the one that was written."""
    if not is_sealed(path):
        raise Refused(f"{path.name} is damaged or cut short: its bytes are not those that were written.")
    with opened_unsealed(path) as archive:
        yield archive


@contextmanager
def opened_unsealed(path: Path) -> Iterator[Archive]:
    """As far as it can be read: to say what exactly is damaged."""
    try:
        file = ZipFile(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from None
    except _DAMAGE:
        raise Refused(f"{FOREIGN}, or it is cut short: {path.name}.") from None
    with file, closing(Archive(file, _manifest(file, path))) as archive:
        yield archive


def is_sealed(path: Path) -> bool:
    """Whether the last bytes are the SHA-256 of all before them."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, os.SEEK_END) - 64
            if end <= len(_SEAL):
                raise Refused(f"{FOREIGN}, or it is cut short: {path.name}.")
            found = _digest(file, end)
            file.seek(end - len(_SEAL))
            return file.read() == _SEAL + found
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from None


def _manifest(file: ZipFile, path: Path) -> Manifest:
    infos = {info.filename: info for info in file.infolist()}
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos.values()):
        raise Refused(f"{FOREIGN}, or it is damaged: {path.name} is packed in an unknown way.")
    if manifest.NAME not in infos:
        raise Refused(f"{FOREIGN}: {path.name} has no manifest.")
    if infos[manifest.NAME].file_size > LARGEST_MANIFEST:
        raise Refused(f"{FOREIGN}: its manifest is too large.")
    with _read_safely("the manifest"):
        found = manifest.read(file.read(manifest.NAME))
    expected = found.members
    odd = sorted(infos.keys() - expected.keys() - {manifest.NAME}) or sorted(expected.keys() - infos.keys())
    if odd or len(infos) != len(file.infolist()) or len(expected) + 1 != len(infos):
        raise Refused(f"{FOREIGN}: its members are not those its manifest names ({odd[:1]!r}).")
    swollen = [name for name, size in expected.items() if not _is_plausible(infos[name], size)]
    packed = sum(info.compress_size for info in infos.values())
    if swollen or packed > path.stat().st_size:
        raise Refused(f"{FOREIGN}: what it holds is not as large as it says ({swollen[:1]!r}).")
    return found


def _is_plausible(info: ZipInfo, size: int) -> bool:
    return info.file_size == size and size <= info.compress_size * MOST_EXPANSION + (1 << 20)


@contextmanager
def _read_safely(what: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise Refused(f"The backup is damaged at {what}: {str(error) or type(error).__name__}.") from None


def _seal(file: IO[bytes]) -> None:
    file.flush()
    end = file.seek(0, os.SEEK_END) - 64
    found = _digest(file, end)
    file.seek(end)
    file.write(found)


def _digest(file: IO[bytes], end: int) -> bytes:
    file.seek(0)
    seen, left = sha256(), end
    while left and (chunk := file.read(min(CHUNK, left))):
        seen.update(chunk)
        left -= len(chunk)
    return seen.hexdigest().encode()


def _sweep(folder: Path) -> None:
    """What a killed backup left; one that is still being written holds its lock."""
    for left in folder.glob(f"{_PART[0]}*{_PART[1]}"):
        with suppress(OSError), left.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
