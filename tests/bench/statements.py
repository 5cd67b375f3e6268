"""How many statements a page sends, counted by the database server: its own log of everything it is told."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.bench import postgresql

MARK = "bench-statement"
TOLD = re.compile(rf"^{MARK} \S+ LOG:  (?:statement|execute [^:]+): *(.*)$", re.MULTILINE)
FRAME = re.compile(r"(?i)^(BEGIN|COMMIT|ROLLBACK(?! TO)|SET|SHOW|$)")  # opens and closes; asks nothing
READ_WITHIN = 5


class StatementLog:
    """The log of one server; what opens and closes a unit of work is not counted."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._file = _log_of(server)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Only meanwhile: writing the log costs time."""
        self._set("log_statement", "'all'")
        self._set("log_line_prefix", f"'{MARK} %d '")
        self._reload()
        yield
        self._set("log_statement", "'none'")
        self._reload()

    def of(self, act: Callable[[], object]) -> list[str]:
        """What the server was told during `act`."""
        begins = self._file.stat().st_size
        act()
        end = self._closing_line()
        said = self._file.read_bytes()[begins:].decode("utf-8", "replace")
        return [told for told in TOLD.findall(said.partition(end)[0]) if not FRAME.match(told)]

    def _closing_line(self) -> str:
        """The log is written by several processes: wait for a line of our own."""
        line = f"SELECT 'read until {time.monotonic_ns()}'"
        postgresql.execute(self._server, line)
        until = time.monotonic() + READ_WITHIN
        while line.encode() not in self._file.read_bytes()[-100_000:]:
            if time.monotonic() > until:
                raise RuntimeError("the database server does not write its log")
            time.sleep(0.01)
        return line

    def _set(self, name: str, value: str) -> None:
        postgresql.execute(self._server, f"ALTER SYSTEM SET {name} = {value}")

    def _reload(self) -> None:
        """A connection reads the new settings before its next statement."""
        postgresql.execute(self._server, "SELECT pg_reload_conf()")
        time.sleep(0.2)


def _log_of(server: str) -> Path:
    folder = Path(parse_qs(urlsplit(server).query)["host"][0])
    with psycopg.connect(server) as connection:
        row = connection.execute("SELECT current_setting('data_directory')").fetchone()
    for name in (Path(row[0]) if row else folder, folder):
        if (name / "log").is_file():
            return name / "log"
    raise RuntimeError(f"the log of the database server is not in {folder}")
