"""Small notes commit themselves, and outlive a connection that is cut between two of them."""

from __future__ import annotations

import psycopg
from sqlalchemy import bindparam, select, update

from incubator.store import Person, add
from incubator.store.database import Database
from tests.conftest import NOW

RENAME = update(Person).where(Person.email == bindparam("whose")).values(name=bindparam("new"))


def test_a_note_is_there_for_everybody_at_once(database: Database) -> None:
    with database.writing() as session:
        add(session, Person(email="eve@example.org", language="en", created_at=NOW))

    with database.noting() as notes:
        changed = notes.execute(RENAME, {"whose": "eve@example.org", "new": "Eve"}).rowcount
        with database.reading() as session:
            name = session.scalar(select(Person.name))

    assert (changed, name) == (1, "Eve")


def test_a_connection_cut_between_two_notes_is_replaced(postgresql_database: Database) -> None:
    database = postgresql_database
    with database.writing() as session:
        add(session, Person(email="eve@example.org", language="en", created_at=NOW))

    with database.noting() as notes:
        notes.execute(RENAME, {"whose": "eve@example.org", "new": "Eve"})
        _cut_all_others(database)
        changed = notes.execute(RENAME, {"whose": "eve@example.org", "new": "Eva"}).rowcount

    assert changed == 1
    with database.reading() as session:
        assert session.scalar(select(Person.name)) == "Eva"


def _cut_all_others(database: Database) -> None:
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
