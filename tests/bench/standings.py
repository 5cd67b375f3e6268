"""How long it takes to look again at every application, beside reading and judging them and no more."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from os import getpid, sched_getaffinity, sched_setaffinity

import psutil
from sqlalchemy import Table, insert, select, text, update

from incubator.actions.eligibility import looking, standings
from incubator.actions.eligibility.assessments import assess_known
from incubator.actions.eligibility.known import known_of
from incubator.ids import SeededIds
from incubator.running import Running
from incubator.settings import load_settings
from incubator.store import Application, Judgement, Standing
from incubator.store.database import Database
from incubator.workflows.application import UNDECIDED
from tests.bench.filling import fill
from tests.bench.results import Figure, Setting

FILL = import_module("incubator.store.migrations.versions.r0008_standings").FILL
ONE_IN = 100  # of so many applications one was judged meanwhile
TARGET = 60.0  # seconds for 100,000


@dataclass(frozen=True)
class Took:
    seconds: float  # by the clock: this process and the server’s share one core
    own: float  # of this process alone, however much else the machine does
    server: float  # of the process that serves it
    looked: int
    differ: int
    grown_mb: float  # from the first page to the last


def measure(setting: Setting) -> Iterator[Figure]:
    for name, usual in (("PostgreSQL", 100_000), ("SQLite", 10_000)):
        rows = setting.rows or (1_000 if setting.is_quick else usual)
        instance = setting.folder / name.lower()
        file = f"sqlite:///{instance / 'standings.sqlite'}"
        url = setting.new_database("standings") if name == "PostgreSQL" else file
        running = Running(load_settings(instance=instance, database_url=url))
        running.database.upgrade()
        fill(running, rows * 107 // 100)  # some are drafts, which nobody looks at
        try:
            yield from _on(running.database, rows, name, running.clock.now())
        finally:
            running.database.dispose()


def _on(database: Database, rows: int, name: str, at: datetime) -> Iterator[Figure]:
    ids = _all_waiting(database, rows)
    with _on_one_core(database):
        first = _timed(database, lambda: looking.due_pages(database, at=at))
        bare = _timed(database, lambda: _judged_only(database, ids, at))
        _judge_some(database, ids[::ONE_IN], at)
        _mark_all(database, at)
        again = _timed(database, lambda: looking.due_pages(database, at=at))
    target = TARGET * rows / 100_000
    for what, took in (("after an upgrade, the first time", first), (f"one in {ONE_IN} judged since", again)):
        yield Figure(
            f"look again at every application, {what}", took.seconds, "s", floor=bare.seconds, rows=rows,
            target=target, database=name,
            note=f"{took.looked} looked at, {took.differ} differ, {took.own:.1f} s of this process and "
            f"{took.server:.1f} s of the server’s, the floor {bare.own:.1f} s and {bare.server:.1f} s; "
            f"{took.grown_mb:.0f} MB more from the first page to the last; one core; "
            "the floor reads the same and judges it, and neither compares nor writes",
        )  # fmt: skip


def _all_waiting(database: Database, rows: int) -> list[str]:
    """Every application that was sent waits for a decision, and stands as after the upgrade."""
    with database.writing() as session:
        sent = Application.submitted_at.is_not(None)
        session.execute(update(Application).where(sent).values(state="submitted"))
        session.execute(text("DELETE FROM standing"))
        session.execute(text(FILL))
        ids = list(session.scalars(select(Standing.application_id).order_by(Standing.application_id)))
        session.execute(update(Standing).where(Standing.application_id.in_(ids[rows:])).values(look_at=None))
    return ids[:rows]


def _judged_only(database: Database, ids: list[str], at: datetime) -> Iterator[standings.Looked]:
    for start in range(0, len(ids), looking.PAGE):
        page = ids[start : start + looking.PAGE]
        with database.reading() as session:
            query = select(Application).where(Application.id.in_(page), Application.state.in_(UNDECIDED))
            applications = session.scalars(query.options(*standings.LIGHT)).all()
            known = known_of(session, applications, at=at)
            found = [len(assess_known(session, [one], known, at=at)) for one in applications]
        yield standings.Looked(looked=sum(found))


def _judge_some(database: Database, ids: list[str], at: datetime) -> None:
    new, table = SeededIds(7).new, Judgement.__table__
    assert isinstance(table, Table)
    rows = [
        {
            "id": new(), "application_id": one, "rule": "growth", "holds": True, "reason": "Yes.",
            "judged_at": at,
        }
        for one in ids
    ]  # fmt: skip
    with database.writing() as session:
        session.execute(insert(table), rows)


def _mark_all(database: Database, at: datetime) -> None:
    with database.writing() as session:
        stood = update(Standing).where(Standing.look_at.is_not(None) | (Standing.fingerprint != ""))
        session.execute(stood.values(look_at=at, due_since=at, due_because="dates"))


def _timed(database: Database, pages: Callable[[], Iterator[standings.Looked]]) -> Took:
    gc.collect()
    looked = differ = 0
    server, own = _of_server(database), time.process_time()
    grown, began = 0.0, time.perf_counter()
    for page in pages():
        looked, differ = looked + page.looked, differ + len(page.changes)
        grown = grown or _peak()
    seconds, own = time.perf_counter() - began, time.process_time() - own
    return Took(seconds, own, _of_server(database) - server, looked, differ, _peak() - grown)


def _of_server(database: Database) -> float:
    """Seconds of the processor its process has used; the pool of one thread holds one connection."""
    if database.is_sqlite:
        return 0.0
    with database.writing() as session:
        used = psutil.Process(session.scalar(text("SELECT pg_backend_pid()"))).cpu_times()
    return float(used.user + used.system)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _on_one_core:  # noqa: N801 - read as a sentence: with _on_one_core(database)
    """This process and the one that serves it, so that nothing is done beside them."""

    def __init__(self, database: Database) -> None:
        self.database, self.before = database, sched_getaffinity(0)

    def __enter__(self) -> None:
        core = {min(self.before)}
        sched_setaffinity(getpid(), core)
        if not self.database.is_sqlite:
            with self.database.writing() as session, suppress(PermissionError):
                server = session.scalar(text("SELECT pg_backend_pid()"))
                sched_setaffinity(int(server or 0), core)

    def __exit__(self, *_error: object) -> None:
        sched_setaffinity(getpid(), self.before)
