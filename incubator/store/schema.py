"""Which revision the tables are at, and how they get to the newest one."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, text

from incubator.store import search

NEWEST = "head"
MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 7_250_114  # PostgreSQL advisory lock: any number, the same in every process


def configuration(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = NEWEST) -> None:
    with alone(engine) as connection:
        migrate(connection, revision)


def migrate(connection: Connection, revision: str = NEWEST) -> None:
    """Inside a transaction that somebody else began; at the newest revision, old rows can be found too."""
    command.upgrade(configuration(connection), revision)
    if revision == NEWEST:  # the classes of the code know these tables only
        search.index_missing(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Back to an older revision: for tests, and for whoever is still writing the newest one."""
    with alone(engine) as connection:
        command.downgrade(configuration(connection), revision)


def draft(engine: Engine, message: str) -> Path:
    """Write the next revision from what the code has and the tables have not; it is read before it is run."""
    with engine.connect() as connection:
        config = configuration(connection)
        config.cmd_opts = Namespace(quiet=True)
        config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
        newest = ScriptDirectory.from_config(config).get_current_head() or "0"
        made = command.revision(config, message, autogenerate=True, rev_id=f"{int(newest) + 1:04}")
    assert isinstance(made, Script), "one revision was asked for"
    path = Path(made.path)
    told = (line for line in path.read_text("utf-8").splitlines() if "# ###" not in line)
    path.write_text(re.sub(r"\n{4,}", "\n\n\n", "\n".join(told)).rstrip() + "\n", "utf-8")
    return path


def is_current(engine: Engine) -> bool:
    newest = set(ScriptDirectory.from_config(configuration()).get_heads())
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == newest


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """One transaction for all revisions, and nobody else migrating meanwhile."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with _loose(connection), connection.begin():  # BEGIN IMMEDIATE keeps the others out
                yield connection
                _check_keys(connection)
        else:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection


@contextmanager
def _loose(connection: Connection) -> Iterator[None]:
    """SQLite rebuilds a table to alter it, which foreign keys would forbid half-way."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = 1")


def _check_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"the migration leaves rows that point to nothing: {broken[:3]}")
