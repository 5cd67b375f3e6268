"""The doctor says what is well and what to do about the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from socket import socket
from string import ascii_letters

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incubator import create_app
from incubator.cli import probes
from incubator.cli.catalogues import compile_catalogues
from incubator.cli.deploy import around
from incubator.clock import SystemClock
from incubator.health import SILENT_AFTER, examine
from incubator.running import Running
from incubator.settings import Settings, load_settings
from incubator.store.letters import Heartbeat
from tests.cli.conftest import Typed

CHECKS = [
    "configuration", "secret key", "database", "migrations", "folder", "worker", "mail", "zones",
    "catalogues", "programmes",
]  # fmt: skip


@pytest.fixture
def beating(app: Flask) -> Callable[[timedelta], None]:
    """The worker ended a round so long ago."""

    def beat(ago: timedelta) -> None:
        with app.extensions["incubator.running"].database.writing() as session:
            session.merge(Heartbeat(name="letters", at=SystemClock().now() - ago))

    return beat


def test_a_well_kept_installation_is_well(typed: Typed, beating: Callable[[timedelta], None]) -> None:
    compile_catalogues()
    beating(timedelta(seconds=5))

    result = typed("doctor", "--json")

    assert result.stderr == ""
    assert [(check["name"], check["is_ok"]) for check in json.loads(result.stdout)["checks"]] == [
        (name, True) for name in CHECKS
    ]


def test_a_silent_worker_is_named_and_fails(typed: Typed, beating: Callable[[timedelta], None]) -> None:
    compile_catalogues()
    beating(SILENT_AFTER + timedelta(seconds=1))

    result = typed("doctor")

    assert (result.exit_code, result.stderr) == (1, "To be mended: worker.\n")
    assert "The worker is silent (letters). Start it again." in result.stdout


def test_a_secret_others_can_read_is_red(typed: Typed, settings: Settings) -> None:
    assert settings.secret_key
    (settings.instance / "secret_key").chmod(0o644)

    assert _red(typed)["secret key"].startswith("Others can read ")


@pytest.mark.parametrize(
    ("length", "different", "red"),
    [(31, 20, {"doctor", "deploy"}), (32, 20, {"deploy"}), (50, 9, {"doctor", "deploy"}), (50, 10, set())],
)
def test_a_key_that_can_be_guessed_is_red(
    length: int, different: int, red: set[str], settings: Settings
) -> None:
    """Before real people use it, the key is asked to be longer."""
    assert settings.secret_key
    path = settings.instance / "secret_key"
    letters = ascii_letters[:different]
    path.write_text(letters + "".join(Random(1).choices(letters, k=length - different)))
    found = Running(load_settings(instance=settings.instance, database_url=settings.database_url))
    asked: dict[str, Callable[[], str]] = {
        "doctor": lambda: probes.secret_key(path, found.settings),
        "deploy": lambda: around.secret_key(found),
    }

    told = {check.name: check.says for check in examine(asked.items()) if not check.is_ok}

    assert set(told) == red
    assert all(says.startswith(f"{path} can be guessed") for says in told.values())


def test_a_mail_server_that_does_not_answer_is_red(settings: Settings, sqlite_url: str) -> None:
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers there
        port = closed.getsockname()[1]
        deaf = load_settings(
            instance=settings.instance, database_url=sqlite_url, smtp_url=f"smtp://127.0.0.1:{port}"
        )
        runner = create_app(deaf).test_cli_runner()

        reds = _red(lambda *words: runner.invoke(args=list(words)))

    assert reds["mail"].startswith(f"The mail server 127.0.0.1:{port} does not answer")


def test_the_demo_on_a_public_site_is_red(settings: Settings, sqlite_url: str) -> None:
    public = load_settings(
        instance=settings.instance, database_url=sqlite_url, demo=True, origin="https://example.org"
    )
    runner = create_app(public).test_cli_runner()

    reds = _red(lambda *words: runner.invoke(args=list(words)))

    assert "unset INCUBATOR_DEMO" in reds["configuration"]


def test_the_process_answers_for_itself(app: Flask) -> None:
    assert app.test_client().get("/healthz").get_json() == {"status": "ok"}


def test_it_is_ready_while_the_worker_is_alive(app: Flask, beating: Callable[[timedelta], None]) -> None:
    client = app.test_client()

    alone = _ready(client)
    beating(timedelta(0))
    together = _ready(client)

    assert alone == (503, "failing", {"worker"})
    assert together == (200, "ok", set())


def test_it_is_not_ready_without_its_database(tmp_path: Path) -> None:
    app = create_app(load_settings(instance=tmp_path, database_url="postgresql://nobody:x@127.0.0.1:1/none"))

    assert _ready(app.test_client()) == (503, "failing", {"database", "migrations", "worker"})


def _ready(client: FlaskClient) -> tuple[int, str, set[str]]:
    response = client.get("/readyz")
    body = response.get_json()
    failed = {name for name, state in body["checks"].items() if state != "ok"}
    return response.status_code, body["status"], failed


def _red(typed: Typed) -> dict[str, str]:
    checks = json.loads(typed("doctor", "--json").stdout)["checks"]
    return {check["name"]: check["says"] for check in checks if not check["is_ok"]}
