"""The two databases: reading refuses writes, writing is whole or nothing, nothing stays open."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.pool import QueuePool

from incubator.errors import DefinitionError, Stale, Unreachable
from incubator.ids import SeededIds
from incubator.store import Person, Venture
from incubator.store.database import Database
from incubator.store.losses import meaning
from tests import scenes
from tests.cast import JOINED, founder

READ_ONLY = re.compile(r"read.?only")


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Person.name).order_by(Person.name)))


def write_and_fail(database: Database) -> None:
    with database.writing() as session:
        founder(session)
        raise RuntimeError


def test_a_row_written_is_read(database: Database) -> None:
    with database.writing() as session:
        founder(session)

    assert names(database) == ["Inès Maurel"]


def test_an_error_undoes_the_whole_unit_of_work(database: Database) -> None:
    with pytest.raises(RuntimeError):
        write_and_fail(database)

    assert names(database) == []


def test_reading_refuses_sql_that_writes(database: Database) -> None:
    with pytest.raises(DBAPIError, match=READ_ONLY), database.reading() as session:
        session.execute(text("DELETE FROM person"))


def test_reading_refuses_a_row_changed_by_mistake(database: Database) -> None:
    with database.writing() as session:
        founder(session)

    with pytest.raises(DBAPIError, match=READ_ONLY), database.reading() as session:
        founder(session).name = "Somebody else"

    assert names(database) == ["Inès Maurel"]


def test_writing_still_works_after_reading(database: Database) -> None:
    for _ in range(20):
        names(database)
        with database.writing() as session:
            founder(session).version += 0

    assert names(database) == ["Inès Maurel"]


def test_reading_sees_one_moment_while_others_write(database: Database) -> None:
    with database.reading() as session:
        before = list(session.scalars(select(Person.name)))
        with database.writing() as other:
            founder(other)
        after = list(session.scalars(select(Person.name)))

    assert (before, after, names(database)) == ([], [], ["Inès Maurel"])


def test_nothing_stays_in_a_transaction(database: Database) -> None:
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(RuntimeError):
        write_and_fail(database)

    for engine in (database.engines.reader, database.engines.writer):
        assert isinstance(engine.pool, QueuePool)
        assert engine.pool.checkedout() == 0


def test_postgresql_sees_no_connection_idle_in_a_transaction(postgresql_database: Database) -> None:
    names(postgresql_database)

    with postgresql_database.reading() as session:
        idle = session.execute(
            text(
                "SELECT query FROM pg_stat_activity WHERE state LIKE 'idle in%' "
                "AND datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).all()

    assert idle == []


def test_sqlite_is_set_as_durable_as_it_can_be(sqlite_database: Database) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10000,
        "recursive_triggers": 1,
    }

    for engine, only in ((sqlite_database.engines.reader, 1), (sqlite_database.engines.writer, 0)):
        with engine.connect() as connection:
            held = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert held == wanted
            assert connection.exec_driver_sql("PRAGMA query_only").scalar() == only


def test_sqlite_takes_the_lock_when_a_unit_of_work_begins(sqlite_database: Database) -> None:
    """Otherwise a unit that reads first and writes later fails at once when somebody wrote between."""
    with sqlite_database.writing() as session:
        session.execute(text("SELECT 1"))
        with sqlite_database.engines.writer.connect() as other:
            other.connection.cursor().execute("PRAGMA busy_timeout = 0")
            with pytest.raises(DBAPIError, match="locked") as caught:
                other.begin()
            other.invalidate()

    assert str(meaning(caught.value)) == "The database is busy. Nothing was lost: try again in a moment."


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unreachable, match="folder of the database cannot be made"):
        Database(f"sqlite:///{tmp_path}/file/incubator.sqlite", ids=SeededIds(1))


def test_a_foreign_key_to_nobody_is_an_error_and_not_a_lost_race(database: Database) -> None:
    with database.writing() as session:
        scenes.venture(session)

    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(text("UPDATE membership SET venture_id = 'nowhere' WHERE is_lead"))


def test_the_second_of_two_that_change_one_row_is_told(database: Database) -> None:
    with database.writing() as session:
        scenes.venture(session)
    with database.reading() as session:
        seen = session.scalars(select(Venture)).one()

    with database.writing() as session:
        session.scalars(select(Venture)).one().name = "First"
    seen.name = "Second"
    with pytest.raises(Stale, match="Somebody else changed this"), database.writing() as session:
        session.add(seen)

    with database.reading() as session:
        assert session.scalars(select(Venture.name)).one() == "First"


def test_the_second_of_two_that_add_one_row_is_told(database: Database) -> None:
    with database.writing() as session:
        founder(session)

    with pytest.raises(Stale), database.writing() as session:
        session.add(Person(id="x", email="ines.maurel@example.org", created_at=JOINED))


def test_an_address_with_capitals_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(Person(id="x", email="Ines@example.org", created_at=JOINED))


def test_an_instant_comes_back_with_its_zone_and_one_without_is_refused(database: Database) -> None:
    with database.writing() as session:
        founder(session)

    with database.reading() as session:
        assert session.scalars(select(Person.created_at)).one() == JOINED
    with pytest.raises(StatementError, match="needs a zone"), database.writing() as session:
        session.add(Person(id="x", email="x@example.org", created_at=datetime(2026, 1, 1)))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://incubator:secret@127.0.0.1:1/incubator",
        "postgresql://incubator:secret@/incubator?host=/nowhere",
        "postgresql://incubator@127.0.0.1:1/incubator?password=secret&connect_timeout=2",
        "sqlite:////proc/incubator.sqlite",
    ],
)
def test_a_silent_database_gives_one_sentence_without_the_password(url: str) -> None:
    database = Database(url, ids=SeededIds(1))

    with pytest.raises(Unreachable) as caught:
        database.is_current()

    assert caught.value.words.en.startswith("The database does not answer (")
    assert "\n" not in caught.value.words.en
    assert "secret" not in caught.value.words.en + caught.value.words.fr


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "mysql://root:secret@host/x", "mysql://root@host/x?password=secret", "sqlite://",
        "sqlite:///:memory:", "postgresql:/root:secret@host/x", "root@host/x?password=secret",
    ],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused_with_the_forms_that_work(url: str) -> None:
    with pytest.raises(DefinitionError, match=r"not understood. These are: sqlite:////var") as caught:
        Database(url, ids=SeededIds(1))

    assert "secret" not in str(caught.value)
