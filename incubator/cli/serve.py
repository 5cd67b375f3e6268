"""Pages and worker under one parent: prepared, started, watched and stopped together.

python -m incubator.cli.serve
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from incubator.errors import IncubatorError
from incubator.settings import Settings, load_settings

STOP_WITHIN = 20  # seconds for pages and letters in hand to be finished
START_WITHIN = 60
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class Stopped(Exception):
    """Somebody asked this process to end (INT or TERM)."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    os.umask(0o077)  # what is kept for people is for nobody else on this machine
    children: list[subprocess.Popen[bytes]] = []
    try:
        settings = load_settings()
        with reserved(settings) as door:
            announcement = prepared()
            children.append(start_pages(door))
        wait_until_open(settings, children[0])
        children.append(start_worker())
        print(f"{announcement}\nOpen {settings.origin}/ (Ctrl+C stops everything)", flush=True)
        return watch(children)
    except IncubatorError as error:
        print(error, file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        stop(children)


def reserved(settings: Settings) -> socket.socket:
    """The address is taken before anything slow happens, and handed to the pages as it is."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
        door.listen(64)
    except OSError as error:
        door.close()
        raise IncubatorError(_why_not(settings, error)) from None
    return door


def _why_not(settings: Settings, error: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is in use by another program. Stop it, or choose another port: PORT=8001 bin/run"
    return f"{where} cannot be opened: {error.strerror}. Choose another address with HOST and PORT."


def prepared() -> str:
    """In a process of its own, so that the parent stays small and keeps no connection open."""
    command = [sys.executable, "-m", "incubator.cli.prepare"]
    child = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, start_new_session=True)
    if child.returncode:
        raise SystemExit(child.returncode)
    return child.stdout.strip()


def start_pages(door: socket.socket) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "gunicorn", "--config", "python:incubator.cli.pages",
        "--bind", f"fd://{door.fileno()}", "incubator:create_app()",
    ]  # fmt: skip
    return _started(command, keep=(door.fileno(),))


def start_worker() -> subprocess.Popen[bytes]:
    return _started([sys.executable, "-m", "flask", "--app", "incubator", "worker"])


def _started(command: list[str], keep: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    """Its own session: Ctrl+C reaches the parent alone, which then stops its children in order."""
    return subprocess.Popen(command, pass_fds=keep, start_new_session=True, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    """Linux tells a child when its parent was killed and could not stop it; elsewhere this is left out."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def wait_until_open(settings: Settings, pages: subprocess.Popen[bytes]) -> None:
    """The worker starts afterwards: people wait for the pages, letters can wait."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host.replace('0.0.0.0', '127.0.0.1')}:{settings.port}/healthz"
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        if pages.poll() is not None:
            raise IncubatorError("The application could not start; the reason is above.")
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise IncubatorError(f"The pages did not answer at {address} within {START_WITHIN} seconds.")


def watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Until one of them ends: half an application is worse than none."""
    while True:
        for child in children:
            if child.poll() is not None:
                what = "pages" if child is children[0] else "worker"
                print(f"The {what} ended unexpectedly; stopping everything.", file=sys.stderr)
                return 1
        time.sleep(0.5)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_all(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is None:
        child.send_signal(number)


def _signal_all(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
