"""gunicorn around the product and around the floor: two sync workers each, one request at a time.

So floor and product compare, and a moment is that of one request. In production the same gunicorn serves
with threads (`incubator/cli/pages.py` says how many).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
START_WITHIN, STOP_WITHIN = 60, 20


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process

    @property
    def memory(self) -> list[int]:
        """What each worker holds, in bytes; pages shared with the parent count in each."""
        return [child.memory_info().rss for child in self.process.children()]


@contextmanager
def gunicorn(application: str, *, settings: Mapping[str, str]) -> Iterator[Server]:
    door = socket.create_server(("127.0.0.1", 0), backlog=256)
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"fd://{door.fileno()}", "--workers", str(WORKERS),
        "--worker-class", "sync", "--preload", "--log-level", "warning", "--no-control-socket", application,
    ]  # fmt: skip
    port = door.getsockname()[1]
    with running(command, settings=settings, keep=(door.fileno(),)) as process:
        door.close()
        yield Server(port, process)


@contextmanager
def letter_worker(*, settings: Mapping[str, str]) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "flask", "--app", "incubator", "worker"]
    with running(command, settings=settings) as process:
        yield process


@contextmanager
def running(
    command: list[str], *, settings: Mapping[str, str], keep: tuple[int, ...] = ()
) -> Iterator[psutil.Process]:
    """In a session of its own, stopped with all its children on leaving."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("INCUBATOR_")}
    child = subprocess.Popen(
        command, cwd=ROOT, env={**kept, **settings}, pass_fds=keep, start_new_session=True
    )
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        try:
            child.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            child.wait()


def wait_until_open(server: Server, path: str, *, workers: int = WORKERS) -> None:
    """Until the page answers and every worker is there."""
    from tests.bench.client import Refused, get

    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        if not server.process.is_running() or server.process.status() == psutil.STATUS_ZOMBIE:
            break
        try:
            get(server.port, path)
        except (OSError, Refused):
            time.sleep(0.05)
            continue
        if len(server.memory) >= workers:
            return
    raise RuntimeError(f"the server did not open {path} within {START_WITHIN} seconds")
