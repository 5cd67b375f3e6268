"""Pages and worker start together, stop together, and say in one sentence why they cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket
from urllib.request import urlopen

import pytest

COMMAND = [sys.executable, "-m", "incubator.cli.serve"]
PATIENCE = 60

Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def started(tmp_path: Path, port: int) -> Iterator[Started]:
    """`started(INCUBATOR_DEMO="1")`: the parent process, ended with the test whatever happens."""
    processes: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> subprocess.Popen[str]:
        told = {"INCUBATOR_INSTANCE": str(tmp_path / "instance"), "PORT": str(port), **environment}
        process = subprocess.Popen(
            COMMAND, env={"PATH": os.environ["PATH"], **told}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
def test_pages_and_worker_start_and_stop_together(
    number: signal.Signals, started: Started, port: int, tmp_path: Path
) -> None:
    process = started()
    said = _until_open(process)
    family = _whole_family(process.pid)

    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
        answer = response.read()
    process.send_signal(number)
    _out, complaints = process.communicate(timeout=PATIENCE)

    assert said == f"Open http://127.0.0.1:{port}/ (Ctrl+C stops everything)\n"
    assert answer == b'{"status":"ok"}\n'
    assert (process.returncode, complaints) == (0, "")
    assert [pid for pid in family if _is_alive(pid)] == []
    assert list((tmp_path / "instance" / "run").glob("metrics-*")) == []
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_when_the_worker_dies_the_pages_do_not_stay_alone(started: Started) -> None:
    process = started()
    _until_open(process)
    family = _whole_family(process.pid)
    worker = next(pid for pid in family if "worker" in _command_line(pid).split("\0"))

    os.kill(worker, signal.SIGKILL)
    _out, complaints = process.communicate(timeout=PATIENCE)

    assert (process.returncode, complaints) == (
        1, "The worker ended unexpectedly; stopping everything.\n",
    )  # fmt: skip
    assert [pid for pid in family if _is_alive(pid)] == []


def test_a_parent_killed_outright_leaves_nobody_behind(started: Started) -> None:
    process = started()
    _until_open(process)
    family = _whole_family(process.pid)

    process.kill()
    process.communicate(timeout=PATIENCE)

    assert [pid for pid in family if _is_alive(pid, within=PATIENCE)] == []


def test_a_busy_port_is_one_sentence(started: Started, port: int) -> None:
    with socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        assert _refusal(started()) == (
            f"127.0.0.1:{port} is in use by another program. "
            "Stop it, or choose another port: PORT=8001 bin/run\n"
        )


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("INCUBATOR_INSTANCE", "/proc/incubator", "The folder /proc/incubator cannot be made: "),
        ("INCUBATOR_INSTANCE", "/proc", "The folder /proc cannot be written: "),
        ("INCUBATOR_DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/x", "The database does not answer "),
        ("INCUBATOR_DATABASE_URL", "oracle://u:secret@h/x", "The database address "),
        ("INCUBATOR_ZONE", "Mars/Olympus", "The configuration cannot be used: zone"),
    ],
)
def test_what_cannot_work_is_one_sentence(setting: str, value: str, sentence: str, started: Started) -> None:
    refusal = _refusal(started(**{setting: value}))

    assert refusal.startswith(sentence)
    assert "secret" not in refusal


def _refusal(process: subprocess.Popen[str]) -> str:
    said, refusal = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said, refusal.count("\n")) == (1, "", 1)
    return refusal


def _until_open(process: subprocess.Popen[str]) -> str:
    """The last line of what it says before it waits; a process that ends says why on stderr."""
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    return next(line for line in lines if line.startswith("Open "))


def _whole_family(pid: int) -> list[int]:
    """gunicorn and its two, and the worker: the second page process may come a moment later."""
    until = time.monotonic() + PATIENCE
    while len(_family(pid)) < 4 and time.monotonic() < until:
        time.sleep(0.02)
    family = _family(pid)
    assert len(family) == 4
    return family


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, children) for one in (child, *_family(child))]


def _command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _is_alive(pid: int, within: float = 2) -> bool:
    """A moment is left to the kernel to bury the dead."""
    until = time.monotonic() + within
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return Path(f"/proc/{pid}").exists()
