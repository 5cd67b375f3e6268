"""The two databases: reading refuses writes, writing is whole or nothing, nothing stays open."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from incubator.store import Person
from incubator.store.database import Database
from tests.cast import founder


def test_a_row_written_is_read(database: Database) -> None:
    with database.writing() as session:
        written = founder(session).id

    with database.reading() as session:
        assert session.get_one(Person, written).name == "Inès Maurel"
