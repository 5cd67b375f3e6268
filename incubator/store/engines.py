"""How to speak to SQLite and PostgreSQL so that reading never writes and writing never half happens."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from incubator.errors import DefinitionError, Unreachable
from incubator.words import Words

PRAGMAS: dict[str, int | str] = {
    "busy_timeout": 10_000,  # milliseconds; first, so that the others wait as well
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # INSERT OR REPLACE deletes too: the journal's triggers must see it
}


@dataclass(frozen=True, slots=True)
class Engines:
    reader: Engine
    writer: Engine
    noter: Engine  # each statement commits itself


def parse_url(text: str) -> URL:
    """A file for SQLite, or PostgreSQL; anything else is refused with the two forms that work."""
    try:
        url = make_url(text)
    except ArgumentError:  # what cannot be read may hold a password anywhere before the host
        raise _unknown(text.rpartition("@")[2].partition("?")[0]) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    if url.drivername == "postgresql+psycopg":
        return url
    raise _unknown(told(url))


def told(url: URL) -> str:
    """For people and logs: without a password, wherever it was written."""
    secret = [key for key in url.query if key.lower() in ("password", "sslpassword")]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def build(url: URL) -> Engines:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return _postgresql(url)
    except ModuleNotFoundError as error:
        raise DefinitionError(
            Words(
                "PostgreSQL needs a library that is not installed: pip install psycopg[binary]",
                "PostgreSQL demande une bibliothèque qui n’est pas installée : pip install psycopg[binary]",
            )
        ) from error


def _unknown(text: str) -> DefinitionError:
    forms = "sqlite:////var/lib/incubator/incubator.sqlite, postgresql://user:password@host/name"
    return DefinitionError(
        Words(
            f"The database address “{text}” is not understood. These are: {forms}",
            f"L’adresse de base de données « {text} » n’est pas comprise. Exemples valables : {forms}",
        ),
        field="INCUBATOR_DATABASE_URL",
    )


def _postgresql(url: URL) -> Engines:
    # pre-ping: a connection cut while it waited in the pool is replaced before anybody notices
    # what people wrote is no matter for a log: errors tell the statement, never its values
    writer = create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10}
    )
    # one snapshot for a whole page, and the server refuses every write
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    noter = writer.execution_options(isolation_level="AUTOCOMMIT")  # a third of the round trips
    return Engines(reader=reader, writer=writer, noter=noter)


def _sqlite(url: URL) -> Engines:
    _make_folder(Path(url.database or "."))
    reader, writer = (create_engine(url, hide_parameters=True) for _ in range(2))
    _listen(reader, begin="BEGIN", pragmas={**PRAGMAS, "query_only": 1})
    # a transaction that reads first and writes later may find the door closed at once,
    # whatever busy_timeout says: a unit of work that writes takes the lock when it begins
    _listen(writer, begin="BEGIN IMMEDIATE", pragmas=PRAGMAS)
    return Engines(reader=reader, writer=writer, noter=writer)


def build_scratch(path: Path) -> Engine:
    """SQLite for tables that are thrown away: nothing of them has to survive a power cut."""
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    _listen(engine, begin="BEGIN IMMEDIATE", pragmas={"journal_mode": "off", "synchronous": 0})
    return engine


def make_private(url: URL) -> None:
    """A SQLite file is its owner's alone from its first byte; the two beside it take its mode."""
    if url.get_backend_name() == "sqlite":
        with suppress(OSError):  # why it cannot be opened is said when it is
            Path(url.database or "").touch(mode=0o600)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unreachable(
            Words(
                f"The folder of the database cannot be made ({path.parent}: {error.strerror}).",
                f"Le dossier de la base de données ne peut pas être créé ({path.parent} : {error.strerror}).",
            )
        ) from error


def _listen(engine: Engine, *, begin: str, pragmas: dict[str, int | str]) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for name, value in pragmas.items():
            _set(connection, name, value)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _set(connection: Any, name: str, value: int | str) -> None:
    """Set and read back: a setting that did not take must stop the start, not lose data later."""
    held = connection.execute(f"PRAGMA {name}").fetchone()[0]
    if held != value:
        connection.execute(f"PRAGMA {name} = {value}")
        held = connection.execute(f"PRAGMA {name}").fetchone()[0]
    if held != value:
        raise DefinitionError(
            Words(
                f"SQLite refuses {name} = {value} (it is {held}). Keep the database on a local disk.",
                f"SQLite refuse {name} = {value} (valeur : {held}). Gardez la base sur un disque local.",
            )
        )
