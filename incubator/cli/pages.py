"""How gunicorn serves the pages: gunicorn --config python:incubator.cli.pages 'incubator:create_app()'

Every name in lower case is a setting of gunicorn's, read from this module.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from incubator import logs
from incubator.cli.serve import STOP_WITHIN
from incubator.errors import IncubatorError
from incubator.settings import Settings, load_settings

try:
    _settings = load_settings()
except IncubatorError as error:
    print(error, file=sys.stderr)
    raise SystemExit(1) from None

bind = (
    f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
)
workers = _settings.workers
threads = 4
worker_class = "incubator.cli.pages.Leaving"
logger_class = "incubator.cli.pages.Told"
preload_app = True
graceful_timeout = STOP_WITHIN - 5
timeout = 60
umask = 0o077  # what is kept for people is for nobody else on this machine
accesslog = None  # the application writes its own line: an address may hold a sign-in link
loglevel = "warning"
control_socket_disable = True

FIGURES = "PROMETHEUS_MULTIPROC_DIR"


class Leaving(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Told to stop, it still answers who was already waiting at the door, then closes the door."""

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                self._let_in_all(listener)
                listener.close()

    def _let_in_all(self, listener: Any) -> None:
        before = -1
        while self.nr_conns != before:  # nobody came in: nobody is waiting
            before = self.nr_conns
            self.accept(listener)


class Told(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's own words, written as everybody's."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for told in self.error_log.handlers:
            told.setFormatter(logs.formatter(_settings, part="pages"))
        logs.install(_settings, part="pages")


def on_starting(_server: Any) -> None:
    """In production whatever is not safe stops the start; examined in a process that ends at once."""
    if _settings.production:
        # its own visits are nobody's: they are not counted
        environment = {key: value for key, value in os.environ.items() if key != FIGURES}
        told = subprocess.run([sys.executable, "-m", "incubator.cli.deploy"], env=environment, check=False)
        if told.returncode:
            raise SystemExit(1)


def when_ready(_server: Any) -> None:
    """The port is ours: what those before us left behind is swept away, never what one that runs counts."""
    for folder in (_settings.instance / "run").glob(f"metrics-{_settings.port}-*"):
        if _is_over(int(folder.name.rpartition("-")[2])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_over(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # somebody else's, and alive
    return False


def on_exit(_server: Any) -> None:
    shutil.rmtree(_figures_of(_settings), ignore_errors=True)


def _figures_of(settings: Settings) -> Path:
    """Named by the process: a second one that finds the port taken leaves the first one's alone."""
    return settings.instance / "run" / f"metrics-{settings.port}-{os.getpid()}"


def _gather_figures(settings: Settings) -> None:
    """Each process counts in a file of its own in this folder; what was counted before the start is over."""
    folder = _figures_of(settings)
    shutil.rmtree(folder, ignore_errors=True)  # of a dead one with our number
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        logging.getLogger("incubator.pages").warning("figures of this process alone: %s", error)
        return
    os.environ[FIGURES] = str(folder)  # before the library is imported


_gather_figures(_settings)
