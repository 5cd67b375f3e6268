"""The application as it runs, on a database of its own, to be asked what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from incubator import create_app
from incubator.settings import load_settings


@pytest.fixture(params=[False, True], ids=["production", "development"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Both as people use it and as its makers do: development adds pages."""
    app = create_app(load_settings(instance=tmp_path, demo=request.param, development=request.param))
    yield app
    app.extensions["incubator.running"].database.dispose()
