"""The whole application as people run it: pages, worker and mail server, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO, TypeVar
from urllib.request import urlopen

from flask.testing import FlaskCliRunner
from sqlalchemy import select

from incubator import create_app
from incubator.running import Running
from incubator.settings import Settings, load_settings
from incubator.store.letters import LetterRow
from tests.smtp import Postbox, free_port, mail_server

ROOT = Path(__file__).parents[2]
START_WITHIN = 60
T = TypeVar("T")


class TooLate(AssertionError):
    """What was waited for did not come."""


def wait_for(look: Callable[[], T | None], what: str, *, within: float = 20) -> T:
    """Look until it is there; never a fixed sleep."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise TooLate(f"not within {within} seconds: {what}")


class Installation:
    """One instance folder with its own port, clock, database and mailbox."""

    def __init__(self, folder: Path, *, smtp_url: str, postbox: Postbox, database_url: str = "") -> None:
        self.folder, self.postbox = folder, postbox
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("INCUBATOR_")},
            "INCUBATOR_INSTANCE": str(folder), "INCUBATOR_SMTP_URL": smtp_url, "INCUBATOR_DEMO": "1",
            "INCUBATOR_DATABASE_URL": database_url, "HOST": "127.0.0.1", "PORT": str(self.port),
        }  # fmt: skip
        self.running = Running(self._settings(database_url, smtp_url))
        self.log = folder / "log.txt"

    def _settings(self, database_url: str, smtp_url: str) -> Settings:
        return load_settings(
            instance=self.folder, database_url=database_url, smtp_url=smtp_url, demo=True, port=self.port
        )

    @contextmanager
    def started(self, *, with_demo: bool = False) -> Iterator[Installation]:
        """What `bin/run` starts, until the test is over; its invented people only when asked for."""
        parts = [self._pages(), ["flask", "--app", "incubator", "worker"]]
        parts = [["incubator.cli.serve"]] if with_demo else parts
        with self.log.open("wb") as log, ExitStack() as stack:
            children = [stack.enter_context(self._child(part, log)) for part in parts]
            wait_for(lambda: self._is_open(children), "the pages are open", within=START_WITHIN)
            yield self
        self.running.database.dispose()
        assert [child.returncode for child in children] == [0] * len(children), self.log.read_text("utf-8")
        self.assert_nothing_broke()

    def _pages(self) -> list[str]:
        where = f"127.0.0.1:{self.port}"
        return ["gunicorn", "--bind", where, "--workers", "2", "--threads", "4", "--preload", "--log-level",
                "warning", "--no-control-socket", "incubator:create_app()"]  # fmt: skip

    @contextmanager
    def _child(self, words: list[str], log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
        child = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=self.environment, stdout=log,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield child
        finally:
            child.terminate()
            child.wait(30)

    def _is_open(self, children: list[subprocess.Popen[bytes]]) -> bool:
        ended = [child for child in children if child.poll() is not None]
        assert not ended, f"ended at once:\n{self.log.read_text('utf-8')}"
        try:
            with urlopen(f"{self.url}/healthz", timeout=1):
                return True
        except OSError:
            return False

    def assert_nothing_broke(self) -> None:
        """What pages and worker complained of stays in the log."""
        text = self.log.read_text("utf-8")
        assert "Traceback" not in text, text
        assert "WARNING" not in text, text

    def set_clock(self, at: datetime) -> None:
        """`flask --app incubator clock set`, without starting Python anew for each of many moves."""
        done = self._commands.invoke(args=["clock", "set", at.isoformat()])
        assert done.exit_code == 0, done.output

    @cached_property
    def _commands(self) -> FlaskCliRunner:
        return create_app(self.running.settings).test_cli_runner()

    def letters(self, to: str) -> list[tuple[str, str]]:
        """Kind and text of every letter that reached this address, the oldest first."""
        with self.running.database.reading() as session:
            kinds = {row.message_id: row.kind for row in session.scalars(select(LetterRow))}
        found = [
            message for message in list(self.postbox.accepted)
            if message["To"].addresses[0].addr_spec == to
        ]  # fmt: skip
        return [(kinds[str(message["Message-ID"])], _plain(message)) for message in found]

    def letter(self, to: str, kind: str, *, number: int = 1, says: str = "", within: float = 40) -> str:
        """The text of the n-th letter of this kind that says so; waits for the worker to send it."""

        def arrived() -> str | None:
            texts = [text for sort, text in self.letters(to) if sort == kind and says in text]
            return texts[number - 1] if len(texts) >= number else None

        try:
            return wait_for(arrived, f"letter {kind} no. {number} to {to} {says}", within=within)
        except TooLate as late:
            held = [sort for sort, _ in self.letters(to)]
            raise TooLate(f"{late}; there are {held}\n{self.log.read_text('utf-8')[-2000:]}") from None


def _plain(message: object) -> str:
    part = message.get_body(("plain",))  # type: ignore[attr-defined]  # an EmailMessage
    return f"{message['Subject']}\n\n{part.get_content()}"  # type: ignore[index]  # the same


@contextmanager
def installed(folder: Path, *, database_url: str = "") -> Iterator[Installation]:
    """An installation not started yet, with its mail server."""
    with mail_server() as (smtp_url, postbox):
        yield Installation(folder, smtp_url=smtp_url, postbox=postbox, database_url=database_url)
