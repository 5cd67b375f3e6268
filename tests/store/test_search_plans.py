"""How much a search reads: as many statements for one row as for thirty, and never a whole table."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

import pytest
from alembic import command
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.orm import Session

from incubator.ids import SeededIds
from incubator.store import Application, Call, Person, Spelling, Venture, Word
from incubator.store.database import Database
from incubator.store.queries import applications
from incubator.store.schema import configuration, upgrade
from incubator.store.search import index_all
from tests import cast, scenes
from tests.bench import invented
from tests.conftest import NOW

MANY, LEADS = 20_000, 2_000
MOST_ASKED = 3_000  # applications looked up by their key, each by four blocks
BIG = ("application", "search_word", "search_spelling", "venture")
TYPED = {
    "rare": "lumozyme", "rarer still": "27A-0042", "a reference": "SHA-27A-0042", "a beginning": "lumoz",
    "in half of them": "sante", "in all": "example", "in all of the call": "sha", "one letter": "e",
    "rare and common": "lumozyme example", "two common": "bio lyon", "common, never together": "bio sante",
    "eight": "e l a b s o c d", "eight in all": "sha 27a example org e ex exa org", "none": "xxxxxx",
    "misspelt": "lumozymf", "two misspelt": "lumozymf exemple",
}  # fmt: skip


@pytest.fixture
def postgresql_url(new_postgresql_url: str) -> str:
    """These tests change the tables, or fill them."""
    return new_postgresql_url


@pytest.fixture
def large(postgresql_database: Database) -> Database:
    """Half of the companies have the word "santé" in their name, the others "bio"."""
    with postgresql_database.writing() as session:
        for call, many in ((scenes.call(session), MANY * 3 // 4), (scenes.call(session), MANY // 4)):
            _fill(session, call, many)
        index_all(session.connection())
        cast.everybody(session)
    with postgresql_database.engines.writer.connect() as connection:
        asked = connection.execution_options(isolation_level="AUTOCOMMIT")
        for column in ("call_id", "word"):  # all words are looked at, not a sample: the same plans every time
            asked.execute(text(f"ALTER TABLE search_word ALTER COLUMN {column} SET STATISTICS 2000"))
        asked.execute(text("VACUUM ANALYZE"))
    return postgresql_database


def _fill(session: Session, call: Call, many: int) -> None:
    new = SeededIds(call.code).new
    rows: dict[Any, list[dict[str, Any]]] = {Person: [], Venture: [], Application: []}
    for number in range(LEADS):
        lead = {"name": invented.person(number), "email": f"{call.id}.{number}@example.org"}
        rows[Person].append({"id": new(), "created_at": NOW, **lead})
    for number in range(many):
        name = f"{invented.company(number)} {'Santé' if number % 2 else 'Bio'}"
        rows[Venture].append({"id": new(), "name": name, "created_at": NOW})
        is_waiting = number % 100 == 0
        rows[Application].append({
            "id": new(), "ref": f"{call.code}-{number:04d}", "call_id": call.id,
            "venture_id": rows[Venture][-1]["id"], "lead_id": rows[Person][number % LEADS]["id"],
            "state": "waitlisted" if is_waiting else "submitted",
            "outcome": "waitlisted" if is_waiting else None, "created_at": NOW, "submitted_at": NOW,
            "notified_at": NOW, "state_since": NOW,
        })  # fmt: skip
    for table, values in rows.items():
        session.execute(insert(table), values)


def test_no_search_reads_a_whole_table(large: Database) -> None:
    """Neither as the server plans it nor as it counts the blocks; a block read again counts again."""
    whole, blocks = dict[str, list[str]](), dict[str, int]()
    with large.reading() as session:
        first, second = session.scalars(select(Call.id).order_by(Call.id)).all()
        director, manager = cast.director(session), cast.manager(session)
        for who, call_id in ((director, first), (manager, second), (director, None), (manager, None)):
            for states, (kind, typed) in product(((), ("waitlisted",)), TYPED.items()):
                with _explained(large, session) as plans:
                    page = applications.table(session, who, call_id, search=typed, states=states)
                    applications.table(session, who, call_id, search=typed, key=page.next_key)
                    applications.nearest(session, who, call_id, typed)
                name = f"{kind} in {call_id} {states}"
                blocks[name] = max(_blocks(plan) for plan in plans)
                whole |= {f"{name}: {line}": plan for plan in plans for line in plan if _is_whole(line)}

    assert whole == {}
    assert max(blocks.values()) < 4 * MOST_ASKED, max(blocks, key=lambda name: blocks[name])
    assert max(many for name, many in blocks.items() if name.startswith(("rare", "a reference"))) < 1_500


def _is_whole(line: str) -> bool:
    return any(f"Seq Scan on {table} " in f"{line} " for table in BIG)


def _blocks(plan: list[str]) -> int:
    """Of the whole statement: the first line that counts."""
    line = next((line for line in plan if "Buffers:" in line), "")
    return sum(int(number) for number in re.findall(r"(?:hit|read)=(\d+)", line))


class _explained(AbstractContextManager[list[list[str]]]):  # noqa: N801 - read as a word after `with`
    """`with _explained(...) as plans:` gathers how the server carries out each statement meanwhile."""

    def __init__(self, database: Database, session: Session) -> None:
        self.engine, self.session = database.engines.writer, session
        self.sent: list[tuple[str, Any]] = []
        self.plans: list[list[str]] = []

    def __enter__(self) -> list[list[str]]:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.plans

    def __exit__(self, *error: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)
        for statement, values in self.sent:
            rows = self.session.connection().exec_driver_sql(
                f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {statement}", values
            )
            self.plans.append([str(row[0]) for row in rows])

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        self.sent.append((statement, values))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("typed", "asked"), [("zephyr", 3), ("zephyr bio", 3), ("zephyr absent", 4), ("zepyhr bio", 5)]
)
def test_a_search_asks_as_often_for_one_row_as_for_thirty(
    database: Database,
    counted: Callable[[], AbstractContextManager[list[str]]],
    number: int,
    typed: str,
    asked: int,
) -> None:
    with database.writing() as session:
        director, call = cast.director(session), scenes.call(session)
        for one in range(number):
            scenes.application(session, call, scenes.venture(session, f"Zéphyr Bio {one}"))

    with database.reading() as session, counted() as statements:
        page = applications.table(session, director, call.id, search=typed)
        near = None if page.rows else applications.nearest(session, director, call.id, typed)

    shown = {"zephyr absent": 0, "zepyhr bio": 0}.get(typed, number)
    assert (len(page.rows), near) == (shown, "zephyr bio" if typed == "zepyhr bio" else None)
    assert len(statements) == asked


def test_older_applications_are_found_after_the_upgrade(database: Database) -> None:
    with database.writing() as session:
        call = scenes.call(session)
        names = [f"Zéphyr {invented.company(number)}" for number in range(30)]
        for name in names:
            scenes.application(session, call, scenes.venture(session, name))
        director, before = cast.director(session), _kept(session)
        session.execute(update(Application).values(search="as it was before"))

    with database.engines.writer.begin() as connection:
        command.downgrade(configuration(connection), "0004")
    upgrade(database.engines.writer)

    with database.reading() as session:
        assert _kept(session) == before
        page = applications.table(session, director, call.id, search="zéph ines")
        assert [row.venture.name for row in page.rows] == names


def _kept(session: Session) -> tuple[int, int, list[str]]:
    words, learnt = session.scalars(select(Word.word)).all(), session.scalars(select(Spelling.word)).all()
    return len(words), len(learnt), sorted({*words, *learnt})
