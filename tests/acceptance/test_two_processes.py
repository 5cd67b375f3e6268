"""Two processes on one database: limits are counted together, and signing out of one is signing out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from incubator import create_app
from incubator.clock import FixedClock
from incubator.ids import Ids
from incubator.settings import Settings
from incubator.store import Attempt, SignInLink
from incubator.store.database import Database
from incubator.web.sign_ins import COOKIE
from tests import cast
from tests.web.conftest import SignInAs, Writing

TRIES = 8
ASKS = """
import sys
from datetime import datetime
from incubator.actions.people import accounts
from incubator.errors import TooMany
from incubator.ids import Ids
from incubator.notices import Sender
from incubator.store.database import Database

url, at, network, tries = sys.argv[1:]
sender = Sender("http://127.0.0.1:8000", "Biocluster", "programmes@example.org")
database = Database(url, ids=Ids(), info={"sender": sender})
input()
done = 0
for number in range(int(tries)):
    email = "ines@example.org" if network == "own" else f"{network}{number}@example.org"
    try:
        with database.writing() as session:
            accounts.ask_link(
                session, email, language="fr", at=datetime.fromisoformat(at), next_path="",
                network=f"192.0.2.{number}" if network == "own" else "192.0.2.1",
            )
        done += 1
    except TooMany:
        pass
print(done)
"""


def ask_in_two_processes(settings: Settings, clock: FixedClock, *networks: str, tries: int) -> int:
    """How many mails were asked for in all."""
    given = [settings.database_url, clock.now().isoformat()]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ASKS, *given, network, str(tries)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for network in networks
    ]  # fmt: skip
    for process in started:  # both are ready: they begin together
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return sum(int(process.communicate(timeout=120)[0]) for process in started)


def test_the_limit_of_an_address_is_exact(settings: Settings, clock: FixedClock, writing: Writing) -> None:
    done = ask_in_two_processes(settings, clock, "own", "own", tries=TRIES)

    with writing() as session:
        links = session.scalar(select(func.count()).select_from(SignInLink))
        counted = select(func.count()).select_from(Attempt).where(Attempt.kind == "link_address")
        assert (done, links, session.scalar(counted)) == (5, 5, 5)


def test_the_limit_of_a_network_is_exact(settings: Settings, clock: FixedClock, writing: Writing) -> None:
    done = ask_in_two_processes(settings, clock, "a", "b", tries=20)

    with writing() as session:
        assert (done, session.scalar(select(func.count()).select_from(SignInLink))) == (30, 30)


@pytest.fixture
def elsewhere(settings: Settings, clock: FixedClock) -> Iterator[Flask]:
    """The same installation in another process: an application and connections of its own."""
    app = create_app(settings, clock=clock, ids=Ids())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database = app.extensions["incubator.running"].database
    assert isinstance(database, Database)
    database.dispose()


def test_a_copied_cookie_is_dead_on_every_worker_after_signing_out(
    sign_in: SignInAs, elsewhere: Flask
) -> None:
    client, copy = sign_in(cast.founder), elsewhere.test_client()
    held = client.get_cookie(COOKIE)
    assert held is not None
    copy.set_cookie(COOKIE, held.decoded_value)
    before = copy.get("/account/profile").status_code

    client.post("/sign-out")

    after = copy.get("/account/profile")
    assert (before, after.status_code) == (200, 303)
    assert after.location.startswith("/sign-in")
