"""Whether this installation can do its work right now, check by check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import select

from incubator.clock import SystemClock
from incubator.errors import IncubatorError
from incubator.settings import Settings
from incubator.store.database import Database
from incubator.store.engines import told
from incubator.store.losses import OUTDATED
from incubator.store.queries import heartbeats

SILENT_AFTER = timedelta(minutes=3)  # every part of the worker ends a round at least once a minute


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    is_ok: bool
    says: str


Probe = Callable[[], str]  # says what is well, or raises a refusal that says what is not


def examine(probes: Iterable[tuple[str, Probe]]) -> list[Check]:
    return [_examined(name, probe) for name, probe in probes]


def readiness(settings: Settings, database: Database) -> list[tuple[str, Probe]]:
    """What must be well for pages to be served and letters to leave."""
    return [
        ("database", lambda: _answers(database)),
        ("migrations", lambda: _is_current(database)),
        ("folder", lambda: writable(settings.instance)),
        ("worker", lambda: _is_alive(database)),
    ]


def _examined(name: str, probe: Probe) -> Check:
    try:
        return Check(name, True, probe())
    except (IncubatorError, OSError) as error:
        return Check(name, False, str(error))


def _answers(database: Database) -> str:
    with database.reading() as session:
        session.execute(select(1))
    return told(database.url)


def _is_current(database: Database) -> str:
    if not database.is_current():
        raise IncubatorError(OUTDATED)
    return "The tables are up to date."


def writable(folder: Path) -> str:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"0")
    except OSError as error:
        raise IncubatorError(f"The folder {folder} cannot be written: {error.strerror}.") from None
    return str(folder)


def _is_alive(database: Database) -> str:
    found = silences(database)
    if not found:
        raise IncubatorError("The worker has never run. Start it: flask --app incubator worker")
    late = [name for name, ago in found.items() if ago > SILENT_AFTER]
    if late:
        raise IncubatorError(f"The worker is silent ({', '.join(sorted(late))}). Start it again.")
    longest = max(int(ago.total_seconds()) for ago in found.values())
    return f"Every part ended a round within the last {max(longest, 1)} s."


def silences(database: Database) -> dict[str, timedelta]:
    """How long ago each part of the worker ended a round; empty: it never ran."""
    now = SystemClock().now()
    with database.reading() as session:
        return {name: now - at for name, at in heartbeats.latest(session).items()}
