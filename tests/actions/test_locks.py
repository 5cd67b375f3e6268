"""A row taken for oneself: nobody else takes it, and whoever points to it need not wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from incubator.actions import locks
from incubator.store import Application, Batch, Entry, Person
from incubator.store.database import Database
from incubator.store.queries import applications
from tests import cast, scenes
from tests.conftest import NOW

Take = Callable[[Session], object]


@pytest.fixture
def ids_of_all(postgresql_database: Database) -> dict[str, str]:
    with postgresql_database.writing() as session:
        by, call = cast.manager(session), scenes.call(session)
        application = scenes.application(session, call, scenes.venture(session))
        batch = scenes.batch(session, by, call, application)
        return {"by": by.id, "batch": batch.id, "application": application.id, "ref": application.ref}


def taking(ids: dict[str, str], way: str) -> Take:
    """As undoing takes the batch, as a move takes its applications."""
    if way == "batch":
        return lambda session: locks.locked(session, Batch, ids["batch"])
    if way == "application":
        return lambda session: locks.locked(session, Application, ids["application"])
    return lambda session: applications.chosen(
        session, session.get_one(Person, ids["by"]), [ids["ref"]], lock=True
    )


@pytest.mark.parametrize("way", ["batch", "application", "chosen"])
def test_rows_that_point_to_a_taken_one_are_written_at_once(
    way: str, postgresql_database: Database, ids_of_all: dict[str, str]
) -> None:
    """Else undoing a batch and carrying it on would wait for one another."""
    take, ids = taking(ids_of_all, way), ids_of_all
    with postgresql_database.writing() as holder:
        take(holder)
        with postgresql_database.writing() as other:
            other.execute(text("SET LOCAL lock_timeout = '500ms'"))
            person, batch = other.get_one(Person, ids["by"]), ids["batch"]
            subject = other.get_one(Application, ids["application"])
            scenes.letter(other, person, subject, batch_id=batch)
            scenes.waiver(other, subject)
            moved = {"subject_kind": "application", "subject_id": subject.id, "action": "accept"}
            other.add(Entry(at=NOW, batch_id=batch, **moved))


@pytest.mark.parametrize("way", ["batch", "application", "chosen"])
def test_a_taken_row_is_taken_by_one(
    way: str, postgresql_database: Database, ids_of_all: dict[str, str]
) -> None:
    take = taking(ids_of_all, way)
    with postgresql_database.writing() as holder:
        take(holder)
        with pytest.raises(OperationalError, match="lock timeout"):
            _take_soon(postgresql_database, take)


def _take_soon(database: Database, take: Take) -> None:
    with database.writing() as session:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        take(session)
