"""A worker killed at any moment loses no letter; a double has one name and is on record."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from incubator.actions import post
from incubator.clock import SystemClock
from incubator.errors import Unreachable
from incubator.store import Heartbeat, LetterRow
from incubator.store.database import Database
from tests.actions.test_post import LETTER
from tests.cast import founder
from tests.smtp import Postbox, mail_server

LETTERS = 200
RUN = (
    "from incubator.running import Running; from incubator.settings import load_settings; "
    "from incubator.worker import work; work(Running(load_settings()))"
)
# where the worker is killed: at a command of the server's, after so many letters since it started
KILLS = (
    ("mail", 1), ("rcpt", 7), ("unseen", 3), ("dot", 1), ("answered", 5),
    ("dot", 12), ("rcpt", 25), ("answered", 2), ("unseen", 18), ("dot", 21),
)  # fmt: skip


class Killer(Postbox):
    """Kills whoever is sending, at the planned moment."""

    def __init__(self) -> None:
        super().__init__()
        self.pid = 0
        self.moment: tuple[str, int] | None = None
        self.seen = 0

    def aim(self, pid: int, moment: tuple[str, int] | None) -> None:
        self.pid, self.moment, self.seen = pid, moment, 0

    async def handle_MAIL(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.seen += 1
        self._strike("mail")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self._strike("rcpt")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        if self._strike("unseen"):
            return "451 gone"
        answer = await super().handle_DATA(server, session, envelope)
        self._strike("dot")
        if self.moment and self.moment[0] == "answered" and self.seen >= self.moment[1]:
            server.loop.call_later(0.002, self._strike, "answered")
        return answer

    def _strike(self, what: str) -> bool:
        if self.moment is None or self.moment[0] != what or self.seen < self.moment[1]:
            return False
        self.moment = None
        os.kill(self.pid, signal.SIGKILL)
        return True


def test_ten_kills_lose_nothing_and_every_double_is_on_record(database: Database, tmp_path: Path) -> None:
    queue(database)

    with mail_server(postbox=Killer()) as (url, postbox):
        assert isinstance(postbox, Killer)
        for moment in KILLS:
            with worker(database, url, tmp_path) as process:
                postbox.aim(process.pid, moment)
                assert process.wait(timeout=60) == -signal.SIGKILL
        with worker(database, url, tmp_path) as process:
            postbox.aim(process.pid, None)
            wait_until_sent(database)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0

    accepted, rows = postbox.ids(), letters(database)
    doubtful = {row.message_id for row in rows if row.doubts}
    assert {row.message_id for row in rows} == set(accepted)
    assert Counter(row.state for row in rows) == {"sent": LETTERS}
    assert {name for name, times in accepted.items() if times > 1} <= doubtful
    assert max(accepted.values()) <= 2
    assert 5 <= len(doubtful) <= 7  # unseen and dot each time; answered when it was not yet written down
    assert list((tmp_path / "run").glob("*.lock")) == []


def stand_still(process: subprocess.Popen[bytes], database: Database) -> None:
    """Between two of its writings: a SQLite file has one writer, and one that stands still never ends."""
    while True:
        process.send_signal(signal.SIGSTOP)
        try:
            with database.writing() as session:
                session.execute(text("SELECT 1"))
            return
        except Unreachable:
            process.send_signal(signal.SIGCONT)
            time.sleep(0.2)


def test_worker_that_stands_still_keeps_its_letters_until_its_lease_is_over(
    database: Database, tmp_path: Path
) -> None:
    """It may come back to life: only a dead one's letters are taken at once."""
    queue(database, 3)

    with mail_server(postbox=Killer()) as (url, postbox), worker(database, url, tmp_path) as still:
        assert isinstance(postbox, Killer)
        wait_until_sent(database)
        stand_still(still, database)
        with database.writing() as session:
            name = f"{(tmp_path / 'run' / 'house').read_text()}.{lock_of(tmp_path)}"
            row = session.scalars(select(LetterRow)).first()
            assert row is not None
            row.state, row.claimed_by, row.claim_token = "claimed", name, "t"
            row.lease_until = SystemClock().now().replace(year=2999)
            row.done_at = None
        with worker(database, url, tmp_path) as second:
            time.sleep(3)
            assert Counter(row.state for row in letters(database)) == {"claimed": 1, "sent": 2}
            still.kill()
            still.wait()
            wait_until_sent(database)
            second.terminate()
            assert second.wait(timeout=60) == 0


def queue(database: Database, number: int = LETTERS) -> None:
    at = SystemClock().now()
    with database.writing() as session:
        person = founder(session)
        for which in range(number):
            post.queue(session, LETTER, to=person, subject=person, occurrence=str(which), at=at)


@contextmanager
def worker(database: Database, smtp_url: str, instance: Path) -> Iterator[subprocess.Popen[bytes]]:
    address = database.url.render_as_string(hide_password=False)
    environment = {
        **os.environ, "INCUBATOR_INSTANCE": str(instance), "INCUBATOR_DATABASE_URL": address,
        "INCUBATOR_SMTP_URL": smtp_url,
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", RUN], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_sent(database: Database, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while any(row.state != "sent" for row in letters(database)):
        assert time.monotonic() < until, Counter(row.state for row in letters(database))
        time.sleep(0.1)


def letters(database: Database) -> list[LetterRow]:
    with database.reading() as session:
        return list(session.scalars(select(LetterRow).order_by(LetterRow.id)))


def lock_of(instance: Path) -> str:
    (lock,) = (instance / "run").glob("worker-*.lock")
    return lock.stem.removeprefix("worker-")


def test_worker_says_that_it_is_alive(database: Database, tmp_path: Path) -> None:
    with mail_server() as (url, _), worker(database, url, tmp_path) as process:
        wait_for_beats(database)
        process.terminate()
        assert process.wait(timeout=60) == 0


def wait_for_beats(database: Database) -> None:
    until = time.monotonic() + 60
    while True:
        with database.reading() as session:
            beats = set(session.scalars(select(Heartbeat.name)))
        if {"letters", "reminders", "confirm_coaching", "expire_drafts"} <= beats:
            return
        assert time.monotonic() < until, beats
        time.sleep(0.1)
