"""Installations to back up and empty places to restore into, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from incubator.actions.files.contents import place_of
from incubator.backups.creating import Source, create, snapshot
from incubator.backups.rows import sum_of, tables_of
from incubator.cli.demo.loading import load
from incubator.clock import FixedClock
from incubator.ids import SeededIds
from incubator.running import Running
from incubator.settings import load_settings
from incubator.store import Answer, Application, File, add
from tests.conftest import NOW

# what a document may hold, and what each database might be tempted to change
ODD: tuple[Any, ...] = (
    12, -3, 0, 1.5, 1.0, 0.1 + 0.2, -1e-7, 1e22, 2**53 + 1, 2**63 - 1,
    True, False, None, "", "12", "1e3", "null", " x ", "a\nb\r\n\tc\u2028d",
    "« Été — 🧬 »", '"quoted\\"', [], ["b", "a"], {"z": 1, "a": [1.0, None]}, {"file": "x"}, "é" * 5000,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    running: Running

    @property
    def source(self) -> Source:
        return Source(self.running.database, self.running.settings.uploads, self.running.settings.origin)

    @property
    def uploads(self) -> Path:
        return self.running.settings.uploads

    def sums(self) -> dict[str, tuple[int, str]]:
        with snapshot(self.running.database) as connection:
            found = {table.name: sum_of(connection, table) for table in tables_of(connection)}
        return {name: (one.rows, one.checksum) for name, one in found.items()}

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.uploads.rglob("*") if path.is_file()}


NewPlace = Callable[..., Place]


def opened(folder: Path, url: str) -> Place:
    settings = load_settings(instance=folder, database_url=url, demo=True)
    return Place(Running(settings, clock=FixedClock(NOW), ids=SeededIds(7)))


@pytest.fixture
def new_place(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[NewPlace]:  # PostgreSQL only where it is asked for
    """`new_place("postgresql")`: an instance of its own with a database without tables."""
    made: list[tuple[Place, str]] = []

    def make(kind: str = "sqlite") -> Place:
        name = f"backup_{uuid4().hex}"
        folder, url = tmp_path / name, ""
        if kind == "postgresql":
            url = new_database(request.getfixturevalue("postgresql_server"), name)
        made.append((opened(folder, url), url))
        return made[-1][0]

    yield make
    for place, url in made:
        place.running.database.dispose()
        if url:
            drop_database(request.getfixturevalue("postgresql_server"), url)


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from _furnished(opened(tmp_path_factory.mktemp("demo") / "instance", ""))


@pytest.fixture(scope="session")
def postgresql_demo(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Iterator[Place]:
    url = new_database(postgresql_server, f"demo_{uuid4().hex}")
    yield from _furnished(opened(tmp_path_factory.mktemp("demo") / "instance", url))
    drop_database(postgresql_server, url)


@pytest.fixture(scope="session")
def archive(sqlite_demo: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo; never changed by a test."""
    path = tmp_path_factory.mktemp("archive") / "demo.zip"
    create(sqlite_demo.source, path, at=NOW)
    return path


def _furnished(place: Place) -> Iterator[Place]:
    """The demo, with files of all sizes and the oddest values; no test changes it."""
    place.running.database.upgrade()
    load(place.running, seed=1)
    _add_oddities(place)
    yield place
    place.running.database.dispose()


def _add_oddities(place: Place) -> None:
    with place.running.database.writing() as session:
        application = session.scalars(select(Application).order_by(Application.id).limit(1)).one()
        for number, value in enumerate(ODD):
            at = NOW + timedelta(microseconds=number)
            answer = Answer(
                application_id=application.id, question=f"odd_{number}", value=value, written_at=at
            )
            add(session, answer)
        for size in (1, 1000, 300_000):
            content = Random(size).randbytes(size)
            file = kept(place.uploads, content, application.id)
            add(session, file)


def kept(uploads: Path, content: bytes, application_id: str) -> File:
    """The bytes on disk and a row that tells of them."""
    digest = sha256(content).hexdigest()
    path = place_of(uploads, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return File(
        application_id=application_id, question="deck", name="deck.pdf", size=len(content),
        content_type="application/pdf", digest=digest, uploaded_at=NOW,
    )  # fmt: skip


def new_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    head, _, options = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{options}"


def drop_database(server: str, url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
