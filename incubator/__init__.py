"""The incubator: settings, database, screens and commands, put together."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from incubator.unswept import unswept

if TYPE_CHECKING:
    from flask import Flask

    from incubator.clock import Clock
    from incubator.ids import Ids
    from incubator.settings import Settings


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, ids: Ids | None = None
) -> Flask:
    """The application; tests give their own settings, clock and ids."""
    with _for_good():
        return _made(settings, clock, ids)


def _made(settings: Settings | None, clock: Clock | None, ids: Ids | None) -> Flask:
    from flask import Flask  # imported late: the core imports this package and needs no Flask

    from incubator import cli, web
    from incubator.cli.output import in_one_line
    from incubator.running import Running
    from incubator.settings import load_settings

    with in_one_line():
        running = Running(settings or load_settings(), clock=clock, ids=ids)
        assert running.database  # an address that is not understood is told like any other setting
    app = Flask(__name__)
    cli.register(app, running)
    web.install(app, running)
    return app


@contextmanager
def _for_good() -> Iterator[None]:
    """What is made at the start stays: to look through it for rubbish, now and at every later cleaning,
    costs a sixth of the start and a little of every page."""
    with unswept():
        yield
    if not gc.get_freeze_count():
        gc.freeze()
