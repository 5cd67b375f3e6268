"""What the figures read: a little of each queue, however long it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from incubator.ids import SeededIds
from incubator.store import LetterRow
from incubator.store.database import Database
from incubator.store.queries import figures
from tests.conftest import NOW

MANY, DUE, LINKS = 20_000, 7, 3
Plan = dict[str, Any]


@pytest.fixture
def postgresql_url(new_postgresql_url: str) -> str:
    """Filled, and told how it is filled."""
    return new_postgresql_url


def fill(database: Database) -> None:
    """A long queue, of which few are due: some are sign-in links, and one of these is the oldest."""
    new = SeededIds(7).new
    with database.writing() as session:
        session.execute(insert(LetterRow), [_letter(new(), number) for number in range(MANY)])
    if not database.is_sqlite:
        with database.engines.writer.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _letter(id_: str, number: int) -> dict[str, Any]:
    minutes = number - DUE - LINKS + 1  # the first are due, the last of them now
    return {
        "id": id_, "key": f"notice:{number}", "kind": "notice", "subject_kind": "call", "subject_id": "1",
        "to_email": "eve@example.org", "to_name": "", "language": "en", "title": "News", "body_text": "Hello",
        "body_html": "<p>Hello</p>", "is_secret": number < LINKS, "state": "queued", "created_at": NOW,
        "send_after": NOW + timedelta(minutes=minutes), "message_id": f"<{number}@example.org>",
    }  # fmt: skip


def test_both_queues_are_counted_together_and_up_to_a_limit(database: Database) -> None:
    fill(database)

    with database.reading() as session:
        found = figures.waiting(session, at=NOW)

    assert found.letters["due"] == DUE + LINKS
    assert found.letters["waiting"] == figures.AT_MOST
    assert found.oldest_due == 60 * (DUE + LINKS - 1)


def test_no_queue_is_read_whole_nor_sorted(postgresql_database: Database) -> None:
    fill(postgresql_database)

    with postgresql_database.reading() as session:
        nodes = list(_nodes(_plan(postgresql_database, session)))

    of_letters = [node for node in nodes if node.get("Relation Name") == "letter"]
    read = [_rows(node) for node in of_letters]
    assert [node["Node Type"] for node in nodes if "Sort" in node["Node Type"]] == []
    assert [node["Node Type"] for node in of_letters if node["Node Type"] == "Seq Scan"] == []
    assert sum(read) <= figures.AT_MOST + 2 * (DUE + LINKS), read


def _plan(database: Database, session: Session) -> Plan:
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        sent.append((statement, values))

    event.listen(database.engines.writer, "before_cursor_execute", note)
    event.listen(database.engines.reader, "before_cursor_execute", note)
    figures.waiting(session, at=NOW)
    statement, values = next(one for one in sent if "letter" in one[0])
    explained = session.connection().exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
    found = explained.scalar_one()
    plan: Plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _rows(node: Plan) -> float:
    """What it handed on and what it passed over."""
    passed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + passed) * node["Actual Loops"])
