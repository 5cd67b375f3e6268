"""Figures for the machine that watches: true, cheap, closed to others, and about nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from incubator import create_app
from incubator.clock import SystemClock
from incubator.last_backup import BackupNote, remember
from incubator.settings import Settings, load_settings
from incubator.store.letters import Heartbeat
from incubator.store.queries import figures
from incubator.workflows.application import STAGES, application_machine
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import Writing

TOKEN = "a token nobody guesses, drawn at random"


def read(client: FlaskClient) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_queues_are_what_the_tables_hold(client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        founder = cast.founder(session)
        venture, call = scenes.venture(session), scenes.call(session)
        application = scenes.application(session, call, venture, state="submitted")
        letter = scenes.letter(session, founder, application)
        letter.state, letter.send_after = "queued", NOW - timedelta(minutes=7)
        session.merge(Heartbeat(name="letters", at=SystemClock().now() - timedelta(seconds=60)))

    found = read(client)

    assert found['incubator_letters{state="due"}'] == 1
    assert found["incubator_letter_oldest_due_seconds"] == 420
    assert found['incubator_applications{state="submitted"}'] == 1
    assert found['incubator_applications{state="draft"}'] == 0
    assert found['incubator_reminders{state="due"}'] == 0
    assert 60 <= found['incubator_worker_silence_seconds{part="letters"}'] < 90
    assert found["incubator_database_up"] == 1


def test_requests_are_counted_by_page_and_class_never_by_address(client: FlaskClient) -> None:
    client.get("/auth/SECRET-OF-THE-LINK")
    client.get("/no-such-page/Lumen")
    client.open("/healthz", method="LUMEN")
    text = client.get("/metrics").text

    assert 'incubator_requests_total{endpoint="account.sign_in.link",method="GET",status="4xx"} 1.0' in text
    assert 'incubator_requests_total{endpoint="none",method="GET",status="4xx"} 1.0' in text
    assert 'method="other"' in text
    assert 'incubator_request_seconds_count{endpoint="account.sign_in.link"} 1.0' in text
    assert [word for word in ("SECRET", "Lumen", "LUMEN") if word in text] == []


def test_the_age_of_the_newest_verified_backup_is_told(client: FlaskClient, settings: Settings) -> None:
    before = read(client)
    at = SystemClock().now() - timedelta(hours=2)
    remember(settings, BackupNote("x", at, at, size=1, revision="1", rows=1, files=0))

    assert "incubator_backup_age_seconds" not in before
    assert 7200 <= read(client)["incubator_backup_age_seconds"] < 7300


def test_no_count_reads_more_than_it_may(
    app: Flask, client: FlaskClient, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five drafts and a limit of three: three; and one statement for all of it."""
    with writing() as session:
        call = scenes.call(session)
        for number in range(5):
            venture = scenes.venture(session, f"Venture {number}")
            scenes.application(session, call, venture, state="draft")
    monkeypatch.setattr(figures, "AT_MOST", 3)
    asked: list[str] = []
    engine = app.extensions["incubator.running"].database.engines.reader
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    assert read(client)['incubator_applications{state="draft"}'] == 3
    assert len([one for one in asked if one.startswith("SELECT")]) == 2  # queues, heartbeats


def test_every_state_that_is_not_closed_is_counted() -> None:
    states = application_machine(STAGES).states

    assert set(figures.OPEN_STATES) == {one.code for one in states if not one.kind.startswith("closed")}


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        ("127.0.0.1", {"Host": "localhost:8000"}, 200),
        ("::1", {"Host": "[::1]:8000"}, 200),
        ("127.0.0.1", {"Host": "rebound.example:8000"}, 404),
        ("127.0.0.1", {"Host": "localhost.rebound.example"}, 404),
        ("127.0.0.1", {"Host": "10.0.0.7:8000"}, 404),
    ],
)
def test_only_this_machine_reads_them(
    client: FlaskClient, address: str, headers: dict[str, str], status: int
) -> None:
    given = {"REMOTE_ADDR": address}

    assert client.get("/metrics", headers=headers, environ_base=given).status_code == status


@pytest.mark.parametrize(("given", "status"), [(f"Bearer {TOKEN}", 200), ("Bearer x", 404), ("", 404)])
def test_with_a_token_it_alone_opens_them(tmp_path: Path, sqlite_url: str, given: str, status: int) -> None:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, metrics_token=TOKEN)
    client = create_app(settings).test_client()

    answer = client.get("/metrics", headers={"Authorization": given})

    assert answer.status_code == status


def test_without_a_database_the_rest_is_told(tmp_path: Path) -> None:
    nowhere = load_settings(instance=tmp_path, database_url="postgresql://nobody:x@127.0.0.1:1/none")

    found = read(create_app(nowhere).test_client())

    assert found["incubator_database_up"] == 0
