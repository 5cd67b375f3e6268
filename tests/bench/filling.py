"""Fill an empty database with a given number of applications, the same ones every time for one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, Table, insert, text, update
from sqlalchemy.orm import Session

from incubator.actions.programmes import import_editions
from incubator.clock import SystemClock
from incubator.ids import SeededIds
from incubator.running import Running
from incubator.store import Call
from incubator.store.editions import edition_of
from incubator.store.search import index_all
from incubator.store.tables import Table as Tables
from tests.bench.enrolled import enrol
from tests.bench.season import INTAKES, Intake, Season, begin
from tests.bench.telling import Rows, Telling, tell
from tests.bench.variants import Variant, variants

CHUNK = 1_000


def fill(running: Running, rows: int) -> None:
    """Editions, people and calls by the product's actions, the bulk by plain inserts; then statistics."""
    at = SystemClock().now().replace(microsecond=0)
    ids = SeededIds(rows)
    with running.database.writing() as session:
        session.info["ids"] = ids
        import_editions(session, running.catalogue, at)
        season = begin(session, at=at)
        for telling in _chunks(_tellings(session, season, ids, rows, at)):
            _insert(session.connection(), _rows(telling, season))
        index_all(session.connection())
        _number(session, season, rows)
    _settle(running)


def shares(rows: int) -> dict[Intake, int]:
    """How many applications each call has; the rounding goes to the large one."""
    counts = {intake: max(2, rows * intake.share // 1000) for intake in INTAKES}
    large = max(counts, key=lambda intake: intake.share)
    counts[large] += rows - sum(counts.values())
    return counts


def _tellings(session: Session, season: Season, ids: SeededIds, rows: int, at: datetime) -> Iterator[Telling]:
    number = 0
    for intake, count in shares(rows).items():
        call = season.calls[intake.code]
        programme, edition = edition_of(session, call.edition_id)
        made: tuple[Variant, ...] = variants(programme, edition, sent_at=min(call.closes_at, at))
        states = _states(intake, {state.code for state in edition.machine.states})
        files = tuple(question.key for question in edition.questions if question.kind == "file")
        for place in range(count):
            yield Telling(
                number=number, place=place + 1, state=states[place * 37 % 100], call=call,
                machine=edition.machine, tasks=tuple(task.key for task in edition.tasks), files=files,
                variant=made[number * 5 % len(made)], manager_id=season.manager.id,
                director_id=season.director.id, at=at, new=ids.new,
            )  # fmt: skip
            number += 1


def _states(intake: Intake, known: set[str]) -> tuple[str, ...]:
    """A hundred states in the call's mix; a state its programme does not have becomes "submitted"."""
    mix = [state for state, share in intake.mix.items() for _ in range(share)]
    return tuple(state if state in known else "submitted" for state in mix)


def _rows(tellings: list[Telling], season: Season) -> Rows:
    rows: Rows = defaultdict(list)
    for told in tellings:
        application = tell(rows, told)
        if told.state == "entered":
            mentor = season.mentors[told.number // 20 % len(season.mentors)]
            enrol(rows, told, application, mentor_id=mentor.id)
    return rows


def _chunks(tellings: Iterator[Telling]) -> Iterator[list[Telling]]:
    while chunk := list(islice(tellings, CHUNK)):
        yield chunk


def _insert(connection: Connection, rows: Rows) -> None:
    """In the order in which the tables point to one another."""
    for table in Tables.metadata.sorted_tables:
        if rows[table]:
            _insert_into(connection, table, rows[table])


def _insert_into(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    keys = {key for row in rows for key in row}
    missing: dict[str, object] = dict.fromkeys(keys)
    connection.execute(insert(table), [missing | row for row in rows])


def _number(session: Session, season: Season, rows: int) -> None:
    """The next application of each call gets the next reference."""
    for intake, count in shares(rows).items():
        session.execute(
            update(Call).where(Call.id == season.calls[intake.code].id).values(last_number=count),
            execution_options={"synchronize_session": False},
        )


def _settle(running: Running) -> None:
    """What the server's own housekeeping would have done overnight."""
    engine = running.database.engines.writer
    statement = "ANALYZE" if running.database.is_sqlite else "VACUUM ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
