"""Every how-to page is followed to the letter, in a copy of the application; what it promises happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS
from tests.docs.workshop import Workshop

HOW_TO = sorted(path.name for path in DOCS.glob("add-*.md"))


@pytest.mark.parametrize("name", HOW_TO)
def test_whoever_follows_the_page_gets_there(name: str, tmp_path: Path) -> None:
    Workshop(tmp_path).follow(name)
