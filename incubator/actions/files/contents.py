"""The bytes of uploads on disk: written whole or not at all, under the digest of their content."""

from __future__ import annotations

import os
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import puremagic

from incubator.errors import Refused
from incubator.words import Words
from incubator.workflows.questions import Question

CHUNK = 1 << 16
MEGABYTE = 1_000_000
SAME = {"jpeg": "jpg", "tiff": "tif", "htm": "html"}
INSIDE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}  # office files are archives: look inside
CONTENT_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    digest: str
    size: int
    content_type: str


def place_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def keep(folder: Path, stream: BinaryIO, name: str, question: Question) -> Kept:
    """On disk for good before anybody names it: written aside, checked, synced, renamed."""
    ending = _ending(name)
    if ending not in {_same(one) for one in question.accept}:
        raise Refused(_wrong_type(question), field=question.key)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=folder, prefix="coming-")
    try:
        with os.fdopen(descriptor, "wb") as written:
            digest, size = _copy(stream, written, question)
            written.flush()
            os.fsync(written.fileno())
        _check_content(Path(aside), ending, question)
        _rename(Path(aside), place_of(folder, digest))
    finally:
        with suppress(FileNotFoundError):
            os.unlink(aside)
    return Kept(digest, size, CONTENT_TYPES.get(ending, "application/octet-stream"))


def _copy(stream: BinaryIO, written: BinaryIO, question: Question) -> tuple[str, int]:
    """Stops as soon as it is too large, whatever the browser announced."""
    most = (question.max_mb or 10) * MEGABYTE
    seen, size = sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise Refused(_TOO_LARGE.format(mb=question.max_mb or 10), field=question.key)
        seen.update(chunk)
        written.write(chunk)
    if size == 0:
        raise Refused(_EMPTY, field=question.key)
    return seen.hexdigest(), size


def _check_content(path: Path, ending: str, question: Question) -> None:
    if not _is(path, ending):
        raise Refused(_wrong_type(question), field=question.key)
    if ending == "pdf" and b"/Encrypt" in path.read_bytes():
        raise Refused(_LOCKED, field=question.key)


def _is(path: Path, ending: str) -> bool:
    """What the first bytes say, not what the name says."""
    if ending == "txt":
        return _is_text(path)
    try:
        found = {_same(match.extension.lstrip(".").lower()) for match in puremagic.magic_file(str(path))}
    except (puremagic.PureError, ValueError):
        return False
    if ending in INSIDE:
        return _holds(path, INSIDE[ending])
    return ending in found


def _holds(path: Path, inside: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith(inside) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _is_text(path: Path) -> bool:
    try:
        return "\0" not in path.read_text("utf-8")
    except UnicodeDecodeError:
        return False


def _rename(aside: Path, place: Path) -> None:
    """The same bytes given twice are kept once."""
    place.parent.mkdir(exist_ok=True)
    os.replace(aside, place)
    for folder in (place.parent, place.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _ending(name: str) -> str:
    return _same(name.rpartition(".")[2].lower()) if "." in name else ""


def _same(ending: str) -> str:
    return SAME.get(ending.lower(), ending.lower())


def _wrong_type(question: Question) -> Words:
    kinds = ", ".join(ending.upper() for ending in question.accept)
    return Words(
        "This file is not one of these kinds: {kinds}. Save it as one of them and choose it again.",
        "Ce fichier n’est pas d’un de ces formats : {kinds}. "
        "Enregistrez-le ainsi, puis choisissez-le à nouveau.",
    ).format(kinds=kinds)


_TOO_LARGE = Words(
    "This file is larger than {mb} MB. Make it smaller (images often weigh most) and choose it again.",
    "Ce fichier dépasse {mb} Mo. Réduisez-le (les images pèsent souvent le plus), "
    "puis choisissez-le à nouveau.",
)
_EMPTY = Words(
    "This file is empty: check that it is the right one.",
    "Ce fichier est vide : vérifiez qu’il s’agit du bon.",
)
_LOCKED = Words(
    "This PDF is protected by a password: save it without one, so that the team can read it.",
    "Ce PDF est protégé par un mot de passe : enregistrez-le sans, pour que l’équipe puisse le lire.",
)
