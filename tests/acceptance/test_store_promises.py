"""What the store promises of every table, so that a new one cannot forget it."""

from __future__ import annotations

import pytest
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

import incubator.store
from incubator.store import replay
from incubator.store.database import Database
from incubator.store.tables import Table, Versioned
from tests import scenes
from tests.cast import founder, manager, mentor

CLOSED_SETS = ("state", "outcome", "result", "verdict", "role", "mode")  # columns that hold one of few words
# their states are the ledger's own record: who sent what, when, why not
LEDGERS = frozenset({"letter", "reminder"})
assert incubator.store  # every table is described once the room is loaded


def closed_columns() -> list[tuple[str, str]]:
    return sorted(
        (table.name, column.name)
        for table in Table.metadata.tables.values()
        for column in table.columns
        if column.name in CLOSED_SETS
    )


def tables_with_state() -> set[str]:
    return {table for table, column in closed_columns() if column == "state"}


@pytest.mark.parametrize(("table", "column"), closed_columns())
def test_a_column_of_states_has_its_check(table: str, column: str) -> None:
    checks = [c for c in Table.metadata.tables[table].constraints if isinstance(c, CheckConstraint)]

    assert [c for c in checks if f"{column} IN (" in str(c.sqltext)] != []


def test_the_database_itself_holds_every_check(database: Database) -> None:
    with database.engines.reader.connect() as connection:
        looked = inspect(connection)
        held = {
            str(check["name"])
            for table in Table.metadata.tables
            for check in looked.get_check_constraints(table)
        }

    assert {f"ck_{table}_{column}" for table, column in closed_columns()} - held == set()


@pytest.mark.parametrize("table", sorted(tables_with_state() | {"batch_row"}))
def test_the_database_refuses_a_state_nobody_knows(database: Database, table: str) -> None:
    column = "result" if table == "batch_row" else "state"
    with database.writing() as session:
        call, venture, enrolment = scenes.call(session), scenes.venture(session), None
        application = scenes.application(session, call, venture)
        enrolment = scenes.enrolment(session, venture)
        scenes.extension(session, enrolment)
        scenes.coaching_day(session, enrolment, mentor(session))
        scenes.waiver(session, application)
        scenes.letter(session, founder(session), application)
        scenes.reminder(session, founder(session), application)
        scenes.batch(session, manager(session), call, application)

    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(text(f"UPDATE {table} SET {column} = 'promoted'"))


def test_the_journal_is_replayed_for_everything_with_a_state() -> None:
    assert set(replay._SUBJECTS) == tables_with_state() - LEDGERS


def test_what_two_people_change_has_a_version() -> None:
    versioned = {
        mapper.local_table.name for mapper in Table.registry.mappers if issubclass(mapper.class_, Versioned)
    }

    assert tables_with_state() - LEDGERS <= versioned | {"person", "venture", "batch"}
