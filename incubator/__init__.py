"""The incubator: settings, database, screens and commands, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from incubator.clock import Clock
    from incubator.ids import Ids
    from incubator.settings import Settings


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, ids: Ids | None = None
) -> Flask:
    """The application; tests give their own settings, clock and ids."""
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
