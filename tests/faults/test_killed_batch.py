"""A cohort move killed in the middle is finished by the worker, and no row is moved twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.store import Application, BatchRow, Entry, LetterRow
from incubator.store.database import Database
from incubator.store.replay import disagreements
from tests.actions import cohorts
from tests.conftest import NOW
from tests.faults.killing import killed

ROWS = 120
APPLY = """
from incubator.actions import moves

batch, at = given
moves.apply_batch(database, batch, at=datetime.fromisoformat(at))
"""
# where it is killed, and how many rows have moved by then, the kills one after the other
KILLS = (
    ("INSERT INTO journal", 1, 0),
    ("UPDATE application", 2, 50),
    ("INSERT INTO letter", 1, 50),
    ("UPDATE batch_row", 2, 100),
)


@pytest.fixture
def url(request: pytest.FixtureRequest, database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_kills_in_the_middle_are_survived(database: Database, url: str) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, ROWS)
        seen = cohorts.chosen(session, manager, refs)[0].version
    batch = cohorts.opened(database, manager, refs, MoveRequest("start_review"))

    for statement, times, moved in KILLS:
        assert killed(APPLY, batch, NOW.isoformat(), url=url, statement=statement, times=times)
        assert results(database, batch)["moved"] == moved
    resumed = moves.resume_batches(database, at=NOW + timedelta(minutes=2))

    assert (resumed, results(database, batch)) == (1, {"moved": ROWS})
    with database.reading() as session:
        entries = select(func.count()).select_from(Entry).where(Entry.action == "start_review")
        letters = select(func.count()).select_from(LetterRow).where(LetterRow.kind == "in_review")
        assert (session.scalar(entries), session.scalar(letters)) == (ROWS, ROWS)
        assert set(session.execute(select(Application.state, Application.version))) == {
            ("in_review", seen + 1)
        }
        assert disagreements(session) == []


def results(database: Database, batch_id: str) -> Counter[str]:
    with database.reading() as session:
        return Counter(session.scalars(select(BatchRow.result).where(BatchRow.batch_id == batch_id)))
