"""The migrations arrive exactly at the tables the code believes in, once, on both databases."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from incubator.ids import SeededIds
from incubator.store import Word, schema
from incubator.store.database import Database
from incubator.store.drift import drift
from incubator.store.schema import MIGRATIONS, downgrade
from tests import scenes

GROUND = "0004"


@pytest.fixture
def postgresql_url(new_postgresql_url: str) -> str:
    """These tests change the tables."""
    return new_postgresql_url


def test_the_migrated_tables_are_the_tables_of_the_code(database: Database) -> None:
    assert database.is_current()
    assert drift(database) == []


def test_every_revision_above_the_first_four_goes_down_and_up_again(database: Database) -> None:
    """Those four are the ground; whatever is built on it can be taken down and built again."""
    downgrade(database.engines.writer, GROUND)
    was_current = database.is_current()
    database.upgrade()

    assert was_current == (newest() == GROUND)
    assert drift(database) == []


def test_no_revision_asks_the_classes_of_the_store() -> None:
    """They will have columns that the tables of an older revision have not."""
    asked = {
        line
        for path in (MIGRATIONS / "versions").glob("r[0-9]*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\bincubator\b", line)
    }

    assert asked == {"from incubator.store.tables import Instant"}


def test_words_are_made_at_the_newest_revision_only(database: Database) -> None:
    with database.writing() as session:
        scenes.application(session, scenes.call(session), scenes.venture(session))
        before = session.scalar(select(func.count()).select_from(Word))
    downgrade(database.engines.writer, GROUND)

    schema.upgrade(database.engines.writer, "0005")
    with database.reading() as session:
        between = session.scalar(select(func.count()).select_from(Word))
    database.upgrade()

    with database.reading() as session:
        assert (between, session.scalar(select(func.count()).select_from(Word))) == (0, before)
        assert before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_revision_is_drafted_from_what_the_code_has_and_the_tables_have_not(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(schema, "MIGRATIONS", versions)
    with database.engines.writer.begin() as connection:
        connection.execute(text("ALTER TABLE venture DROP COLUMN sector"))

    path = database.draft("The sector of a venture")

    assert path.name == f"r{int(newest()) + 1:04}_the_sector_of_a_venture.py"
    assert "batch_op.add_column(sa.Column('sector'" in path.read_text("utf-8")
    assert "batch_op.drop_column('sector')" in path.read_text("utf-8")


def newest() -> str:
    """The highest number of the revisions' files."""
    return max(path.name[1:5] for path in (MIGRATIONS / "versions").glob("r[0-9]*.py"))


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
