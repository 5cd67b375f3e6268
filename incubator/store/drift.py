"""Do the migrations arrive at the tables the code believes in?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Inspector, inspect, text
from sqlalchemy import Table as SqlTable

from incubator.store import Table
from incubator.store.database import Database

TRIGGERS = (
    "answer_closed_once",
    "assessment_no_delete",
    "assessment_no_update",
    "edition_no_delete",
    "edition_no_update",
    "journal_no_delete",
    "journal_no_update",
)
_TRIGGER_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def drift(database: Database) -> list[str]:
    """The differences between the migrated database and the code, one line each; empty when none."""
    with database.engines.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        compared = [str(one) for one in compare_metadata(context, Table.metadata)]
        return [*compared, *_rules(connection), *_triggers(connection)]


def _rules(connection: Connection) -> Iterator[str]:
    """CHECKs and the conditions of partial indexes, which Alembic does not compare.

    PostgreSQL rewrites their text, so there only the names are compared; SQLite keeps it.
    """
    inspector, keeps_text = inspect(connection), connection.dialect.name == "sqlite"
    for table in Table.metadata.sorted_tables:
        for wanted, held in (
            (_checks(table), _held_checks(inspector, table.name)),
            (_conditions(table), _held_conditions(inspector, table.name, connection.dialect.name)),
        ):
            yield from _differences(table.name, wanted, held, keeps_text)


def _differences(
    table: str, wanted: Mapping[str, str], held: Mapping[str, str], keeps_text: bool
) -> Iterator[str]:
    for name in sorted(wanted.keys() | held.keys()):
        one, other = wanted.get(name), held.get(name)
        if one is None or other is None or (keeps_text and one != other):
            yield f"{table}.{name}: the code says {one}, the database {other}"


def _checks(table: SqlTable) -> dict[str, str]:
    constraints = [one for one in table.constraints if isinstance(one, CheckConstraint)]
    return {str(one.name): str(one.sqltext) for one in constraints}


def _held_checks(inspector: Inspector, table: str) -> dict[str, str]:
    return {str(one["name"]): one["sqltext"] for one in inspector.get_check_constraints(table)}


def _conditions(table: SqlTable) -> dict[str, str]:
    conditions = {str(index.name): index.dialect_options["sqlite"]["where"] for index in table.indexes}
    return {name: str(where) for name, where in conditions.items() if where is not None}


def _held_conditions(inspector: Inspector, table: str, dialect: str) -> dict[str, str]:
    found = {str(index["name"]): index.get("dialect_options", {}) for index in inspector.get_indexes(table)}
    wheres = {name: options.get(f"{dialect}_where") for name, options in found.items()}
    return {name: str(where) for name, where in wheres.items() if where is not None}


def _triggers(connection: Connection) -> Iterator[str]:
    held = set(connection.scalars(text(_TRIGGER_NAMES[connection.dialect.name])))
    for name in TRIGGERS:
        if name not in held:
            yield f"the trigger {name} is missing"
