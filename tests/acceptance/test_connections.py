"""Pages under load leave nothing open behind them: no transaction, and no more connections than threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest

from incubator import create_app
from incubator.cli import serve
from incubator.settings import Settings, load_settings
from incubator.web.sign_ins import COOKIE
from tests.smtp import free_port
from tests.web import many
from tests.web.test_fixed_cost import SCENES, Place

AT_ONCE = 8
THREADS = 4  # of each process
ROUND = 3 * AT_ONCE
SESSIONS = """
SELECT state, count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY state
"""
Asked = tuple[str, str]  # who, and which page


@pytest.fixture
def settings(tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("INCUBATOR_INSTANCE", str(tmp_path))
    monkeypatch.setenv("INCUBATOR_DATABASE_URL", postgresql_url)
    monkeypatch.setenv("PORT", str(free_port()))
    return load_settings()


@pytest.fixture
def asked(settings: Settings) -> list[Asked]:
    """Every page there is, each by somebody who may open it, three of everything on it."""
    app = create_app(settings)
    database = app.extensions["incubator.running"].database
    with database.writing() as session:
        place = Place(app, many.build(session, 3, settings.uploads))
    database.dispose()
    return [(scene.who, place.path(endpoint, scene)) for endpoint, scene in SCENES.items()]


@pytest.fixture
def served(settings: Settings, asked: list[Asked]) -> Iterator[Settings]:
    """The pages as they are started in production: two processes of four threads."""
    with serve.reserved(settings) as door:
        child = serve.start_pages(door)
    serve.wait_until_open(settings, child)
    yield settings
    serve.stop([child])


def test_pages_hold_no_transaction_after_the_answer(served: Settings, asked: list[Asked]) -> None:
    found: list[Counter[str]] = []
    statuses: Counter[int] = Counter()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(asked), ROUND):
            some = asked[start : start + ROUND] * 2
            statuses.update(pool.map(lambda one: status(served, *one), some))
            found.append(sessions(served))  # between two rounds: every answer has been read

    assert set(statuses) <= {200, 302, 303, 410}
    assert {state for states in found for state in states} == {"idle"}
    assert max(states.total() for states in found) <= THREADS * served.workers


def status(settings: Settings, who: str, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", settings.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": f"{COOKIE}=token of {who}"} if who else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def sessions(settings: Settings) -> Counter[str]:
    """How many connections the database has from the pages, by what they are doing."""
    url = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as connection:
        return Counter(dict(connection.execute(SESSIONS.encode()).fetchall()))
