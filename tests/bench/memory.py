"""How large the worker grows while it sends letter after letter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from incubator.clock import SystemClock
from incubator.ids import SeededIds
from incubator.store.database import Database
from incubator.store.letters import LetterRow
from tests.bench import outbox
from tests.bench.results import Figure, Setting
from tests.bench.sink import smtp_sink

RUN = (
    "from incubator.running import Running; from incubator.settings import load_settings; "
    "from incubator.worker import work; work(Running(load_settings()))"
)
PATIENCE = 600  # seconds for all letters


def measure(setting: Setting) -> Iterator[Figure]:
    few, many = (100, 500) if setting.is_quick else (1_000, 10_000)
    url = setting.new_database("memory")
    database = Database(url, ids=SeededIds(1))
    at = SystemClock().now()
    outbox.fill(database, due=few, waiting=1, due_at=at, later_at=at.replace(year=at.year + 1))
    try:
        with smtp_sink() as smtp, _worker(url, smtp, setting.folder) as process:
            _wait_until_sent(database, process, few)
            early = _megabytes(process.pid)
            outbox.add(database, many - few, first=few + 1, send_after=at)
            _wait_until_sent(database, process, many)
            late = _megabytes(process.pid)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
    finally:
        database.dispose()
    yield Figure(
        f"memory of the worker after {many:,} letters", late, "MB", database="PostgreSQL", target=150,
        note=f"{early:.0f} MB after {few:,}",
    )  # fmt: skip
    yield Figure(
        f"growth of the worker from {few:,} to {many:,} letters", late / early, "times",
        database="PostgreSQL", target=1.2,
    )  # fmt: skip


@contextmanager
def _worker(url: str, smtp: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The product's own, in a process of its own."""
    environment = {
        **os.environ, "INCUBATOR_INSTANCE": str(folder / "worker"), "INCUBATOR_DATABASE_URL": url,
        "INCUBATOR_SMTP_URL": f"{smtp}?tls=off",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", RUN], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait_until_sent(database: Database, process: subprocess.Popen[bytes], number: int) -> None:
    until = time.monotonic() + PATIENCE
    count = select(func.count()).select_from(LetterRow).where(LetterRow.state == "sent")
    while True:
        with database.reading() as session:
            sent = session.scalar(count) or 0
        if sent >= number:
            return
        if time.monotonic() > until or process.poll() is not None:
            raise RuntimeError(f"the worker sent {sent} of {number} letters")
        time.sleep(0.2)


def _megabytes(pid: int) -> float:
    """What the process holds in memory now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no such process")
