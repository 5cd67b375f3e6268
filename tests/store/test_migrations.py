"""The migrations arrive exactly at the tables the code believes in, once, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from incubator.ids import SeededIds
from incubator.store.database import Database
from incubator.store.drift import drift


@pytest.fixture
def postgresql_url(new_postgresql_url: str) -> str:
    """These tests change the tables."""
    return new_postgresql_url


def test_the_migrated_tables_are_the_tables_of_the_code(database: Database) -> None:
    assert database.is_current()
    assert drift(database) == []


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("DROP INDEX ix_call_programme", "ix_call_programme"),
        ("DROP INDEX uq_answer_current", "answer.uq_answer_current"),
        ("ALTER TABLE person ADD COLUMN shoe_size INTEGER", "shoe_size"),
    ],
)
def test_a_difference_is_named(database: Database, change: str, seen: str) -> None:
    with database.engines.writer.begin() as connection:
        connection.execute(text(change))

    assert any(seen in line for line in drift(database))


def test_a_missing_trigger_is_named(sqlite_database: Database) -> None:
    with sqlite_database.engines.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER journal_no_update"))

    assert drift(sqlite_database) == ["the trigger journal_no_update is missing"]


def test_an_empty_database_is_not_current_until_upgraded(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/incubator.sqlite", ids=SeededIds(1))
    before = database.is_current()
    database.upgrade()
    database.upgrade()

    assert (before, database.is_current()) == (False, True)
    database.dispose()


def test_two_processes_that_upgrade_at_once_wait_for_one_another(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/incubator.sqlite"
    databases = [Database(address, ids=SeededIds(number)) for number in range(4)]
    databases[0].is_current()  # the file exists and is in WAL mode

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.upgrade, databases))

    assert drift(databases[0]) == []
    for database in databases:
        database.dispose()
