"""What may not be read: links in letters, values in logs, traces on pages, files by neighbours."""

from __future__ import annotations

import logging
import re
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from incubator.actions import post
from incubator.actions.people import accounts, invitations
from incubator.actions.post import claims
from incubator.cli import prepare
from incubator.clock import FixedClock
from incubator.errors import Refused
from incubator.running import Running
from incubator.settings import load_settings
from incubator.store import LetterRow, Person, add
from incubator.store.database import Database
from incubator.web.sign_ins import COOKIE
from tests import cast
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing

SECRET = re.compile(r"(?:/auth/|/invitations/)([\w-]{43})|\b(\d{6})\b")


def write_secrets(writing: Writing) -> list[str]:
    """A sign-in mail and an invitation lie in the outbox; their links and code."""
    with writing() as session:
        accounts.ask_link(
            session, "directrice@example.org", language="en", next_path="", at=NOW, network="here"
        )
        invitations.invite(session, "jury@example.org", role="juror", actor=cast.admin(session), at=NOW)
        bodies = list(session.scalars(select(LetterRow.body_text)))
    return [a or b for body in bodies for a, b in SECRET.findall(body)]


@pytest.mark.parametrize("who", [cast.admin, cast.director, cast.manager_of_all, cast.manager])
def test_nobody_reads_the_link_of_another(sign_in: SignInAs, writing: Writing, who: object) -> None:
    secrets = write_secrets(writing)
    client = sign_in(who)
    with writing() as session:
        ids = list(session.scalars(select(LetterRow.id)))

    pages = [client.get(path) for path in ("/outbox", "/people", "/reminders/log", "/today")]
    pages += [client.get(f"/outbox/{letter_id}") for letter_id in ids]

    assert len(secrets) >= 3
    assert [secret for secret in secrets for page in pages if secret in page.text] == []


@pytest.mark.parametrize("fate", ["taken back", "too late"])
def test_a_link_that_never_left_is_kept_nowhere(app: Flask, writing: Writing, fate: str) -> None:
    write_secrets(writing)
    with writing() as session:
        for letter in session.scalars(select(LetterRow)):
            assert letter.is_secret
            if fate == "taken back":
                post.cancel_letter(session, letter, why="A mistake.", at=NOW)
            else:
                letter.useless_after = NOW
    with writing() as session:
        claims.claim(session, worker="worker", at=NOW, limit=9)

    with writing() as session:
        kept = {(row.state, row.body_text, row.body_html) for row in session.scalars(select(LetterRow))}
    assert kept == {("cancelled" if fate == "taken back" else "expired", "", "")}


def test_a_broken_page_tells_a_reference_and_no_more(
    app: Flask, writing: Writing, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the trace, without what people wrote."""
    app.config["TESTING"] = False
    database: Database = app.extensions["incubator.running"].database
    written = "secret" + "@example.org"  # a trace quotes the line, which must not hold it whole

    def breaks() -> str:
        with database.reading() as session:
            session.execute(text("SELECT :email FROM nowhere_at_all JOIN"), {"email": written})
        return ""

    app.view_functions["public.home.root"] = breaks
    with caplog.at_level(logging.INFO):
        answer = app.test_client().get("/?email=query@example.org&lang=en")

    logged = caplog.text
    (reference,) = [one.__dict__["request_id"] for one in caplog.records if "unexpected" in one.message]
    assert (answer.status_code, reference in answer.text) == (500, True)
    assert not re.search(r"Traceback|sqlalchemy|nowhere_at_all|File \"", answer.text)
    assert written not in logged
    assert "query@example.org" not in logged
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_what_the_instance_holds_is_its_owners_alone(tmp_path: Path) -> None:
    """Also in a folder that somebody made before, and without `bin/run`."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o755)
    running = Running(load_settings(instance=instance), clock=FixedClock(NOW))
    prepare.prepare(running)
    with running.database.writing() as session:
        add(session, Person(email="a@example.org", name="", language="fr", created_at=NOW))

    modes = {
        path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in instance.iterdir() if path.is_file()
    }

    assert set(modes.values()) == {"0o600"}
    assert {"secret_key", "incubator.sqlite3", "incubator.sqlite3-wal"} <= set(modes)
    running.database.dispose()


def test_the_demo_does_not_start_over_real_people(tmp_path: Path) -> None:
    real = Running(load_settings(instance=tmp_path), clock=FixedClock(NOW))
    prepare.prepare(real)
    with real.database.writing() as session:
        add(session, Person(email="marie@cluster.example", name="", language="fr", created_at=NOW))
    real.database.dispose()

    demo = Running(load_settings(instance=tmp_path, demo=True), clock=FixedClock(NOW))

    with pytest.raises(Refused, match="holds real people"):
        prepare.prepare(demo)
    demo.database.dispose()


def test_one_click_sign_in_is_nowhere_outside_the_demo(app: Flask, writing: Writing) -> None:
    email = "director@demo.example.org"
    with writing() as session:
        add(session, Person(email=email, name="", language="fr", created_at=NOW))

    answer = app.test_client().post("/demo/sign-in", data={"email": email})

    assert (answer.status_code, COOKIE in str(answer.headers)) == (404, False)
    assert email not in app.test_client().get("/sign-in").text


def test_health_tells_no_address_and_no_path(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()

    said = client.get("/healthz").text + client.get("/readyz").text

    assert str(tmp_path) not in said
    assert not re.search(r"sqlite|postgres|@|/", said)
