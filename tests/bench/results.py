"""What a measure hands over: figures with their target, and the facts of the machine they were taken on."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench import postgresql


@dataclass(frozen=True)
class Setting:
    """Where a measuring module works: a fresh folder, a PostgreSQL of this run alone, long or short.

    Every measuring module offers `measure(setting: Setting) -> Iterator[Figure]`.
    """

    folder: Path
    server: str  # the address of the PostgreSQL server
    is_quick: bool = False
    rows: int | None = None  # this many instead of the sizes that are usual

    def new_database(self, name: str) -> str:
        """The address of a new, empty PostgreSQL database of that name, its tables made."""
        return postgresql.new_database(self.server, name)


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    The target is compared with the ratio where there is one, else with the value: a rate (unit "…/s")
    must reach it, anything else must not pass it.
    """

    name: str
    value: float
    unit: str  # "ms", "µs", "s", "MB", "requests/s", "letters/s", "statements" ...
    floor: float | None = None  # what the floor took in the same minute, in the same unit
    ratio: float | None = None
    target: float | None = None
    rows: int | None = None  # size of the data measured on
    database: str | None = None  # "PostgreSQL" or "SQLite"
    queries: int | None = None
    bytes: int | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What names the same measure in two runs."""
        return " | ".join(str(part) for part in (self.name, self.rows, self.database) if part is not None)

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        if self.ratio is not None:
            return self.ratio <= self.target
        return self.value >= self.target if self.unit.endswith("/s") else self.value <= self.target


@dataclass(frozen=True)
class Machine:
    cores: int
    python: str
    postgresql: str
    sqlite: str


@dataclass(frozen=True)
class Report:
    on: date
    is_quick: bool
    machine: Machine
    figures: tuple[Figure, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "is_quick": self.is_quick,
            "machine": asdict(self.machine),
            "figures": [asdict(figure) for figure in self.figures],
        }

    @staticmethod
    def from_json(document: dict[str, Any]) -> Report:
        return Report(
            on=date.fromisoformat(document["on"]),
            is_quick=document["is_quick"],
            machine=Machine(**document["machine"]),
            figures=tuple(Figure(**figure) for figure in document["figures"]),
        )


def this_machine(server: str) -> Machine:
    """No host name, no path: only what a figure depends on."""
    return Machine(
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        postgresql=postgresql.version(server),
        sqlite=sqlite3.sqlite_version,
    )
