"""What it costs to keep the reminder ledger in agreement with a filled store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, event, func, select

from incubator.actions import reminders
from incubator.actions.reminders import snapshots
from incubator.running import Running
from incubator.settings import load_settings
from incubator.store.database import Database
from incubator.store.letters import ReminderRow
from tests.bench.filling import fill
from tests.bench.results import Figure, Setting


def measure(setting: Setting) -> Iterator[Figure]:
    rows = 1_000 if setting.is_quick else 10_000
    for name in ("PostgreSQL", "SQLite"):
        instance = setting.folder / name.lower()
        file = f"sqlite:///{instance / 'ledger.sqlite'}"
        url = setting.new_database("ledger") if name == "PostgreSQL" else file
        running = Running(load_settings(instance=instance, database_url=url))
        running.database.upgrade()
        fill(running, rows)
        try:
            yield from _on(running, rows, name)
        finally:
            running.database.dispose()


def _on(running: Running, rows: int, name: str) -> Iterator[Figure]:
    database, at = running.database, running.clock.now()
    _emptied(database)

    def first() -> None:
        with database.writing() as session:
            reminders.reconcile(session, at=at)

    def again() -> None:
        with database.reading() as session:
            assert reminders.disagreements(session, at=at) == ()

    took, sent = _measured(database, first)
    subjects, planned = _sizes(database, at)
    told = f"{planned} reminders of {subjects} open subjects; statements fixed per page of {snapshots.PAGE}"
    yield Figure(
        "reconcile a ledger that is empty", took, "ms", rows=rows, database=name, queries=sent, note=told
    )
    took, sent = _measured(database, again)
    yield Figure(
        "reconcile a ledger that agrees (every 30 s)", took, "ms", rows=rows, database=name, queries=sent,
        note=told,
    )  # fmt: skip


def _emptied(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(ReminderRow))


def _sizes(database: Database, at: datetime) -> tuple[int, int]:
    with database.reading() as session:
        subjects = sum(len(page) for page, _ in snapshots.wishes(session, at=at))
        count: Select[int] = select(func.count()).select_from(ReminderRow)
        return subjects, session.scalar(count) or 0


def _measured(database: Database, act: Callable[[], None]) -> tuple[float, int]:
    """Milliseconds by the wall, and how many statements were sent."""
    with _counting(database) as sent:
        start = time.perf_counter()
        act()
        took = time.perf_counter() - start
    return took * 1e3, len(sent)


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    reader, writer = database.engines.reader, database.engines.writer
    engines = [writer] if reader.pool is writer.pool else [reader, writer]  # PostgreSQL: one, seen twice
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
