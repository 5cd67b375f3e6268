"""The database: whole, current, honest about what it acknowledged, and out of reach of its own users."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, text

from incubator.cli.deploy.demands import ALIVE, STORED, demand, unless
from incubator.clock import SystemClock
from incubator.health import readiness
from incubator.running import Running
from incubator.store import Entry, Person, Role
from incubator.store.drift import TRIGGERS
from incubator.store.editions import is_as_published, published

SKEW = timedelta(seconds=10)
PREPARE = "Run: python -m incubator.cli.prepare"
_ACTIVE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}
_POWERS = {
    "rolsuper": "SUPERUSER", "rolbypassrls": "BYPASSRLS", "rolcreaterole": "CREATEROLE",
    "rolreplication": "REPLICATION",
}  # fmt: skip
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@demand("database", "The database answers.", STORED)
def database(found: Running) -> str:
    return _ready(found, "database")


@demand("tables", "The tables are those of this version.", STORED)
def tables(found: Running) -> str:
    return _ready(found, "migrations")


@demand("triggers", "The journal, findings, editions and answers cannot be changed afterwards.", STORED)
def triggers(found: Running) -> str:
    with _asking(found) as connection:
        active = set(connection.scalars(text(_ACTIVE[connection.dialect.name])))
    missing = sorted(set(TRIGGERS) - active)
    unless(
        not missing,
        f"Missing or switched off: {', '.join(missing)}. Restore the database or enable them again.",
    )
    return f"{len(TRIGGERS)} in place"


@demand("database-role", "The database role cannot lift the database’s own refusals.", STORED)
def database_role(found: Running) -> str:
    if found.database.is_sqlite:
        return "SQLite knows no roles: whoever owns the file may change it"
    with _asking(found) as connection:
        row = connection.execute(text("SELECT * FROM pg_roles WHERE rolname = current_user")).mappings().one()
    powers = [told for column, told in _POWERS.items() if row[column]]
    unless(not powers, f"The role {row['rolname']} is {', '.join(powers)}: give the application a plain one.")
    return f"{row['rolname']} is a plain role"


@demand("durable", "What the database acknowledged survives a power cut.", STORED)
def durable(found: Running) -> str:
    if found.database.is_sqlite:
        return "synchronous = FULL, set and read back on every connection"
    with _asking(found) as connection:
        held = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in DURABLE}
    loose = [name for name, value in held.items() if value in ("off", "local")]
    unless(
        not loose,
        f"Set to on in postgresql.conf: {', '.join(loose)}. A power cut could lose what people saw kept.",
    )
    return ", ".join(f"{name} {value}" for name, value in held.items())


@demand("clock-skew", "This machine’s clock and the database’s agree within ten seconds.", STORED)
def clock_skew(found: Running) -> str:
    with _asking(found) as connection:
        said = connection.exec_driver_sql(_NOW[connection.dialect.name]).scalar_one()
    theirs = said if isinstance(said, datetime) else datetime.fromisoformat(said)
    apart = abs(SystemClock().now() - theirs)
    unless(
        apart <= SKEW,
        f"The clocks are {int(apart.total_seconds())} s apart: set both by NTP, or deadlines are wrong.",
    )
    return f"{apart.total_seconds():.1f} s apart"


@demand("clock-past", "The clock is not before what the journal already holds.", STORED)
def clock_past(found: Running) -> str:
    with found.database.reading() as session:
        last = session.scalar(select(Entry.at).order_by(Entry.seq.desc()).limit(1))
    now = SystemClock().now()
    unless(
        last is None or last <= now + SKEW,
        f"It is {now:%Y-%m-%d} here and the journal is at {last}: set the clock.",
    )
    return f"{now:%Y-%m-%d %H:%M} UTC"


@demand("editions", "Every programme file loads and is published as it stands.", STORED)
def editions(found: Running) -> str:
    late, changed, count = [], [], 0
    with found.database.reading() as session:
        for programme in found.catalogue.programmes:
            for edition in programme.editions:
                held, name = published(session, programme.key, edition.key), f"{programme.key} {edition.key}"
                count += 1
                if held is None:
                    late.append(name)
                elif not is_as_published(held, programme, edition):
                    changed.append(name)
    unless(bool(count), f"There is no programme file in {found.settings.config / 'programmes'}.")
    unless(
        not changed, f"Published otherwise: {', '.join(changed)}. Take the change back, or add an edition."
    )
    unless(not late, f"Not published yet: {', '.join(late)}. {PREPARE}")
    return f"{count} published"


@demand("administrator", "Somebody can invite the others.", ALIVE)
def administrator(found: Running) -> str:
    admins = select(func.count()).select_from(Role).join(Person, Person.id == Role.person_id)
    with found.database.reading() as session:
        count = session.scalar(admins.where(Role.role == "admin", Person.disabled_at.is_(None))) or 0
    unless(
        bool(count), "Nobody can invite people. Run: flask --app incubator user invite ADDRESS --role admin"
    )
    return f"{count}"


def _ready(found: Running, name: str) -> str:
    probes = dict(readiness(found.settings, found.database))
    return probes[name]()


@contextmanager
def _asking(found: Running) -> Iterator[Connection]:
    with found.database.reading() as session:
        yield session.connection()
