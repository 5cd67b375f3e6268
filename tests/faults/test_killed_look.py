"""A look at many applications killed in the middle goes on where it was: nothing lost, nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import Connection, event, func, select

from incubator.actions import moves
from incubator.actions.eligibility import looking, standings
from incubator.actions.moves import MoveRequest
from incubator.store import Application, AssessmentRow, Entry, Person, Standing, Venture
from incubator.store.database import Database
from incubator.store.queries import standings as queue
from incubator.store.replay import disagreements
from tests import cast
from tests.actions.cohorts import HOLD
from tests.actions.standing_scenes import kept, standing, waiting
from tests.conftest import NOW
from tests.faults.killing import killed

ROWS, PAGE, CHANGED = 60, 10, 3
LATER = NOW + timedelta(hours=1)
LOOK = """
from incubator.actions.eligibility import looking

at, page = given
looking.PAGE = int(page)
looking.look_at_due(database, datetime.fromisoformat(at))
"""
# where it is killed, and how many have left the queue by then, the kills one after the other
KILLS = (
    ("UPDATE standing", 1, 0),
    ("INSERT INTO assessment", 2, 10),
    ("INSERT INTO journal", 1, 10),
    ("UPDATE standing", 3, 30),
)


@pytest.fixture
def url(request: pytest.FixtureRequest, database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def changed(database: Database, number: int) -> list[str]:
    """So many applications that are due; of every third the money has changed."""
    with database.writing() as session:
        made = [waiting(session, f"Venture {one}") for one in range(number)]
        for one in made[::CHANGED]:
            session.get_one(Venture, one.venture_id).private_funds_eur = 250_000
        standings.mark(session, [one.id for one in made], because="venture", at=NOW)
        return [one.id for one in made]


def left(database: Database) -> int:
    with database.reading() as session:
        return queue.count_due(session, at=LATER)


def test_kills_in_the_middle_are_survived(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = changed(database, ROWS)
    monkeypatch.setattr(looking, "PAGE", PAGE)

    for statement, times, done in KILLS:
        given = (LATER.isoformat(), str(PAGE))
        assert killed(LOOK, *given, url=url, statement=statement, times=times)
        assert ROWS - left(database) == done
    looked = looking.look_at_due(database, LATER)

    assert (looked, left(database)) == (ROWS - KILLS[-1][2], 0)
    with database.reading() as session:
        rows = select(AssessmentRow.application_id).where(AssessmentRow.occasion == "looked_again")
        entries = select(Entry.subject_id).where(Entry.action == "look_again")
        assert sorted(session.scalars(rows)) == sorted(session.scalars(entries)) == sorted(ids[::CHANGED])
        verdicts = session.execute(select(Standing.verdict, func.count()).group_by(Standing.verdict)).all()
        assert {tuple(row) for row in verdicts} == {("met", 40), ("unmet", 20)}
        assert disagreements(session) == []


def test_two_workers_at_once_look_at_each_only_once(database: Database) -> None:
    ids = changed(database, ROWS)

    with ThreadPoolExecutor(4) as pool:
        looked = list(pool.map(lambda _: looking.look_at_due(database, LATER), range(4)))
    looked.append(looking.look_at_due(database, LATER))

    assert (sum(looked), left(database)) == (ROWS, 0)
    with database.reading() as session:
        rows = select(AssessmentRow.application_id).where(AssessmentRow.occasion == "looked_again")
        assert sorted(session.scalars(rows)) == sorted(ids[::CHANGED])


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_somebody_decides_during_the_look_is_left_alone(database: Database) -> None:
    """The move holds its application: the look passes it over, then finds it decided."""
    with database.writing() as session:
        ids = [waiting(session, f"Venture {one}", state="eligible").id for one in range(3)]
        manager = cast.manager(session).id
    with database.writing() as session:
        standings.mark(session, ids, because="dates", at=NOW)

    with database.writing() as deciding:
        application, actor = deciding.get_one(Application, ids[1]), deciding.get_one(Person, manager)
        moves.act(deciding, application, request=MoveRequest("accept"), actor=actor, at=NOW, hold=HOLD)
        meanwhile = looking.look_at_due(database, LATER)
    after = looking.look_at_due(database, LATER)

    with database.reading() as session:
        assert (meanwhile, after, left(database)) == (2, 0, 0)
        assert session.get_one(Application, ids[1]).state == "decided"
        assert kept(session, session.get_one(Application, ids[1])) == [("sent", "met"), ("decided", "met")]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_change_during_the_look_is_looked_at_afterwards(database: Database) -> None:
    """The look has read the old fact; whoever changes it waits for the look, and marks it again."""
    (application_id,) = changed(database, 1)
    has_read, may_go_on = Event(), Event()

    def pause(_connection: Connection, _cursor: object, text: str, *_rest: object) -> None:
        if text.startswith("UPDATE standing SET") and "due_because=%(new" in text and not has_read.is_set():
            has_read.set()
            may_go_on.wait(30)

    event.listen(database.engines.writer, "before_cursor_execute", pause)
    with ThreadPoolExecutor(2) as pool:
        look = pool.submit(looking.look_at_due, database, LATER)
        assert has_read.wait(30)
        change = pool.submit(change_again, database, application_id, may_go_on)
        assert (look.result(60), change.result(60)) == (1, None)
    event.remove(database.engines.writer, "before_cursor_execute", pause)

    with database.reading() as session:
        row = standing(session, session.get_one(Application, application_id))
        assert (row.verdict, row.due_because) == ("unmet", "venture")
    assert looking.look_at_due(database, LATER + timedelta(minutes=1)) == 1
    with database.reading() as session:
        assert standing(session, session.get_one(Application, application_id)).verdict == "met"


def change_again(database: Database, application_id: str, may_go_on: Event) -> None:
    with database.writing() as session:
        venture = session.get_one(Venture, session.get_one(Application, application_id).venture_id)
        venture.private_funds_eur = 1_000
        session.flush()
        may_go_on.set()
        standings.mark(session, [application_id], because="venture", at=LATER + timedelta(minutes=1))
