"""The newest backup that was proved good: written down beside the instance for whoever watches over it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from incubator.settings import Settings


@dataclass(frozen=True, slots=True)
class BackupNote:
    """An archive whose every checksum held when it was loaded again."""

    file: str  # where it lay when it was verified
    made_at: datetime  # the instant of its snapshot: what came later is not in it
    verified_at: datetime
    size: int  # bytes
    revision: str  # of the tables
    rows: int
    files: int


_NOTES = TypeAdapter(BackupNote)
AHEAD = timedelta(seconds=10)  # so far another clock may be before ours


def place_of_note(settings: Settings) -> Path:
    return settings.instance / "last_backup.json"


def last_backup(settings: Settings) -> BackupNote | None:
    """The newest verified backup of this instance; None when there never was one (or its note is spoilt)."""
    with suppress(OSError, ValidationError):
        return _NOTES.validate_json(place_of_note(settings).read_bytes())
    return None


def remember(settings: Settings, note: BackupNote) -> None:
    """An older archive verified again does not make the newest one look older.

    One from a time to come counts for nothing: it would hide every other until then.
    """
    held = last_backup(settings)
    if held is not None and note.made_at < held.made_at <= note.verified_at + AHEAD:
        return
    place = place_of_note(settings)
    descriptor, aside = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(_NOTES.dump_json(_NOTES.validate_python(asdict(note)), indent=2))
            written.flush()
            os.fsync(written.fileno())
        os.replace(aside, place)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(aside)
