"""A command as people type it, on an installation of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from incubator import create_app
from incubator.clock import DemoClock
from incubator.ids import SeededIds
from incubator.settings import Settings, load_settings

Typed = Callable[..., Result]


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str) -> Settings:
    return load_settings(instance=tmp_path, database_url=sqlite_url, demo=True)


@pytest.fixture
def app(settings: Settings, ids: SeededIds) -> Iterator[Flask]:
    app = create_app(settings, clock=DemoClock(settings.instance / "clock.json"), ids=ids)
    yield app
    app.extensions["incubator.running"].database.dispose()


@pytest.fixture
def typed(app: Flask) -> Typed:
    """`typed("clock", "show")`: what it printed, what it complained of, its exit code."""
    return lambda *words: app.test_cli_runner().invoke(args=list(words))
