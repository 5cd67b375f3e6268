"""The application as it runs, on a database of its own, to be asked what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from incubator import create_app
from incubator.settings import load_settings


@pytest.fixture(scope="session", params=[False, True], ids=["production", "development"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Both as people use it and as its makers do: development adds pages."""
    instance = tmp_path_factory.mktemp("instance")
    app = create_app(load_settings(instance=instance, demo=request.param, development=request.param))
    yield app
    app.extensions["incubator.running"].database.dispose()
