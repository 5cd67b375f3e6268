"""The pages as in tests/web, on both databases: what one of them swallows the other may refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator.settings import Settings, load_settings
from tests.web.conftest import app, catalogues, client, sign_in, writing

__all__ = ["app", "catalogues", "client", "settings", "sign_in", "writing"]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return load_settings(instance=tmp_path, database_url=url, development=False, demo=False)
