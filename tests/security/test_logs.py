"""Nothing people wrote, and nobody, occurs in a log or a figure; what happened does."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue

from incubator import create_app, logs
from incubator.errors import Unreachable
from incubator.settings import Settings, load_settings
from incubator.silence import Silence
from incubator.web import access
from incubator.web.predicates import public
from incubator.web.routes import FORM, Route, add
from tests import cast, scenes
from tests.web.conftest import SignInAs, Writing

CANARY = "Zyxwvu"


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str) -> Settings:
    return load_settings(instance=tmp_path, database_url=sqlite_url, production=True)


@pytest.fixture(autouse=True)
def installed(settings: Settings) -> Iterator[None]:
    """As in a process of its own; afterwards the tests have their logs back."""
    root = logging.getLogger()
    before, level = list(root.handlers), logging.getLogger(logs.OURS).level
    logs.install(settings, part="pages")
    yield
    root.handlers[:] = before
    logging.getLogger(logs.OURS).setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def break_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address whose page breaks over what was typed."""

    def fail(name: str) -> ResponseReturnValue:
        raise ValueError(f"cannot read {name}")

    add(app, [Route("/fail/<name>", "probe.fail.show", fail, FORM)])
    monkeypatch.setattr(access, "ACCESS", {**access.ACCESS, "probe.fail.show": public})
    app.testing = False


def test_a_request_is_one_line_without_its_address(
    app: Flask, sign_in: SignInAs, capsys: pytest.CaptureFixture[str]
) -> None:
    client = sign_in(cast.manager)
    answer = client.get(f"/calls/{CANARY}?q={CANARY}")

    (line,) = lines(capsys)
    assert line["at"].endswith("Z")
    assert {key: line[key] for key in ("level", "part", "event", "method", "endpoint", "status")} == {
        "level": "info", "part": "pages", "event": "request", "method": "GET",
        "endpoint": "staff.calls.show", "status": 404,
    }  # fmt: skip
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert len(line["person"]) == 26
    assert isinstance(line["duration_ms"], float)


def test_nothing_of_a_persons_occurs_in_a_line_or_a_figure(
    app: Flask, sign_in: SignInAs, writing: Writing, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Names, addresses, titles, tokens, what is searched, a form that breaks, a method nobody knows."""
    break_down(app, monkeypatch)
    with writing() as session:
        person = cast.person(session, f"{CANARY} Maurel", "manager")
        venture = scenes.venture(session, f"{CANARY} Bio", members=(person,))
        call = scenes.call(session)
        ref, slug = scenes.application(session, call, venture).ref, call.slug
    client = sign_in(lambda session: cast.person(session, f"{CANARY} Maurel"))
    paths = [
        "/", f"/auth/{CANARY}", f"/invitations/{CANARY}", f"/{CANARY}", f"/fail/{CANARY}", "/account/profile",
        f"/calls/{slug}/applications?q={CANARY}", f"/a/{ref}/summary",
    ]  # fmt: skip
    for path in paths:
        client.get(path, headers={"User-Agent": CANARY, "Referer": f"http://{CANARY}"})
        client.post(path, data={"email": f"{CANARY}@example.org", "name": CANARY, CANARY: CANARY})
    client.open("/", method=CANARY.upper())
    figures = app.test_client().get("/metrics").text
    told = capsys.readouterr().err

    assert CANARY.lower() not in told.lower()
    assert CANARY.lower() not in figures.lower()
    assert "example.org" not in told
    assert told.count('"event": "request"') == 2 * len(paths) + 2
    assert '"error": ["ValueError"]' in told


def test_an_unexpected_error_is_told_by_its_kinds_and_places(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_down(app, monkeypatch)
    answer = app.test_client().get(f"/fail/{CANARY}")

    error, request = lines(capsys)
    assert (error["event"], error["error"], request["status"]) == ("unexpected error", ["ValueError"], 500)
    assert error["through"][-1].endswith(" fail")
    assert error["request_id"] == request["request_id"] == answer.headers["X-Request-Id"]


def test_what_libraries_say_is_told_by_its_template(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=192.0.2.1: GET /auth/SECRET")
    logging.getLogger("apscheduler").warning('Job "%s" was missed', CANARY)

    said = [(line["logger"], line["event"]) for line in lines(capsys)]
    assert said == [
        ("gunicorn.error", "Invalid request from ip"), ("apscheduler", 'Job "%s" was missed'),
    ]  # fmt: skip


def test_a_library_that_names_a_person_in_a_finished_sentence_is_cut_before_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("mail.log").warning(f"could not write to {CANARY}@example.org at all")
    logging.getLogger("mail.log").warning(f"<{CANARY}@example.org> is unknown")
    logging.getLogger("mail.log").warning(f"was told: {CANARY}@example.org")

    assert [line["event"] for line in lines(capsys)] == ["could not write to", "", "was told"]


def test_what_a_mail_server_answered_is_never_told(capsys: pytest.CaptureFixture[str]) -> None:
    """It is an error of the machine to Python, and names who was written to."""
    answer = (550, b"no such mailbox: " + f"{CANARY}@example.org".encode())
    errors = [
        SMTPRecipientsRefused({f"{CANARY}@example.org": answer}),
        SMTPSenderRefused(*answer, f"{CANARY}@example.org"),
        SMTPDataError(*answer),
        FileNotFoundError(2, "No such file", "/var/x"),
    ]
    for error in errors:
        logging.getLogger("incubator.worker").error("unexpected error", exc_info=error)

    told = capsys.readouterr().err
    said = [json.loads(line) for line in told.splitlines()]
    assert CANARY not in told
    assert [line["error"][0] for line in said] == [type(error).__name__ for error in errors]
    assert ["why" in line for line in said] == [False, False, False, True]


@pytest.mark.parametrize(("mode", "expected"), [("development", "request"), ("demo", "")])
def test_elsewhere_lines_are_readable_or_none(
    tmp_path: Path, sqlite_url: str, mode: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, **{mode: True})
    logs.install(settings, part="pages")

    create_app(settings).test_client().get("/healthz")

    told = capsys.readouterr().err
    assert (expected in told, "{" in told) == (True, False)
    assert (told == "") is (mode == "demo")


def test_a_silent_database_is_one_line_and_one_when_it_is_back(capsys: pytest.CaptureFixture[str]) -> None:
    silence = Silence()

    for _ in range(3):
        with silence.heard():
            raise Unreachable("no answer")
    for _ in range(2):
        with silence.heard():
            pass

    said = lines(capsys)
    assert [line["event"] for line in said] == ["database away: no answer", "database back"]
    assert said[1]["away_seconds"] == 0


def test_any_other_error_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="a bug"), Silence().heard():
        raise ValueError("a bug")
