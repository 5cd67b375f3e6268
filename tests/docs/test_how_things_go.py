"""The pages that tell how things go: what they name is there, and it happens in the order told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from incubator.actions.post.claims import GIVE_UP, LADDER
from incubator.actions.post.delivery import ROUND
from incubator.actions.rounds import ROUNDS
from incubator.clock import FixedClock
from incubator.liveness import Liveness
from incubator.store import Table
from incubator.store.database import Database
from incubator.worker import Worker, scheduled
from tests import cast
from tests.actions import stories
from tests.docs.pages import page
from tests.docs.tracing import called, written
from tests.house.rooms import ROOT
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import enrolled

REQUEST, WORKER = "how-a-request-travels.md", "how-a-day-of-the-worker-goes.md"
STEP = re.compile(r"^\d+\. `(incubator\.[\w.]+)`", re.MULTILINE)
NAME = re.compile(r"`(incubator\.[\w.]+)`")
TABLES = re.compile(r"^Tables written, in this order: (.+)\.$", re.MULTILINE)


@pytest.fixture
def worker(app: Flask, tmp_path: Path) -> Iterator[Worker]:
    running = app.extensions["incubator.running"]
    with Liveness(tmp_path / "run", ids=running.ids) as liveness:
        yield Worker(running, liveness)


@pytest.mark.parametrize("name", [REQUEST, WORKER])
def test_whatever_a_page_names_is_there(name: str) -> None:
    assert [found for found in NAME.findall(page(name)) if not is_there(found)] == []
    for told in TABLES.findall(page(name)):
        assert set(re.findall(r"`(\w+)`", told)) <= set(Table.metadata.tables)
    assert [
        link for link in re.findall(r"\]\(([^)]+)\)", page(name)) if not (ROOT / "docs" / link).exists()
    ] == []


def test_a_request_travels_as_the_page_tells(app: Flask, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        application = stories.started(session, cast.founder(session))
        stories.fill(session, application, actor=cast.founder(session))
        ref = application.ref
    client = sign_in(cast.founder)

    with called() as names, written(database_of(app)) as tables:
        response = client.post(f"/applications/{ref}/send")

    assert response.status_code == 303
    assert told(REQUEST, "# ") == in_order(names, told(REQUEST, "# "))
    assert tables == told_tables(REQUEST)


def test_letters_leave_as_the_page_tells(worker: Worker, writing: Writing) -> None:
    with writing() as session:
        stories.sent(session, cast.founder(session))

    with called() as names:
        worker.letters()

    assert told(WORKER, "## Letters") == in_order(names, told(WORKER, "## Letters"))
    assert list((worker.running.settings.instance / "outbox").glob("*-received-*.eml")) != []


def test_reminders_are_queued_as_the_page_tells(worker: Worker, writing: Writing, clock: FixedClock) -> None:
    with writing() as session:
        enrolled(session)
    worker.reminders()
    with writing() as session:
        enrolled(session, name="Autre chose", starts_on=date(2026, 1, 5))
    clock.move(days=22)  # a week before the last day

    with called() as names, written(database_of(worker)) as tables:
        worker.reminders()

    assert told(WORKER, "## Reminders") == in_order(names, told(WORKER, "## Reminders"))
    assert tables == told_tables(WORKER)


def test_the_worker_ticks_as_the_page_tells(worker: Worker) -> None:
    jobs = {(_seconds(job), job.executor) for job in scheduled(worker).get_jobs()}
    rows = re.findall(
        r"^\| `incubator\.worker\.[\w.]+`.* \| (\d+) seconds \| (\w+) \|$", page(WORKER), re.MULTILINE
    )

    assert {(int(seconds), thread) for seconds, thread in rows} == jobs
    assert re.findall(r"^\| `(\w+)` \|", page(WORKER), re.MULTILINE) == list(ROUNDS)


def test_the_numbers_are_those_of_the_code() -> None:
    *steps, last = (str(int(step / timedelta(minutes=1))) for step in LADDER)

    assert f"{ROUND} letters at a time" in page(WORKER)
    assert f"after {', '.join(steps)} and {last} minutes, for five days" in " ".join(page(WORKER).split())
    assert timedelta(days=5) == GIVE_UP


def _seconds(job: Any) -> int:
    return int(job.trigger.interval / timedelta(seconds=1))


def is_there(name: str) -> bool:
    """A module, or what can be reached from one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def told(name: str, heading: str) -> list[str]:
    """The numbered steps under a heading; under the title, all of them."""
    text = page(name)
    rest = text[text.index(heading) :]
    section = rest if heading == "# " else rest.partition("\n## ")[0]
    return STEP.findall(section)


def in_order(names: list[str], steps: list[str]) -> list[str]:
    """The steps as they happened; what is made inside a function counts as that function."""
    outer = list(dict.fromkeys(name.partition(".<locals>")[0] for name in names))
    return [name for name in outer if name in steps]


def told_tables(name: str) -> list[str]:
    (found,) = TABLES.findall(page(name))
    return re.findall(r"`(\w+)`", found)


def database_of(holder: Flask | Worker) -> Any:
    database: Database = (
        holder.running.database
        if isinstance(holder, Worker)
        else holder.extensions["incubator.running"].database
    )
    return database.engines.writer
