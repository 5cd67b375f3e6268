"""Every how-to page is followed to the letter, in a copy of the application; what it promises happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, page
from tests.docs.workshop import Workshop

HOW_TO = sorted(path.name for path in DOCS.glob("add-*.md"))
HOW_IT_GOES = sorted(path.name for path in DOCS.glob("how-*.md"))
LONGEST = 120


@pytest.mark.parametrize("name", HOW_TO)
def test_whoever_follows_the_page_gets_there(name: str, tmp_path: Path) -> None:
    Workshop(tmp_path).follow(name)


@pytest.mark.parametrize("name", [*HOW_TO, *HOW_IT_GOES])
def test_a_page_is_short(name: str) -> None:
    assert len(page(name).splitlines()) <= LONGEST


def test_the_index_names_every_document_and_leads_to_all_of_them() -> None:
    links = re.findall(r"\]\(([^)]+)\)", page("README.md"))

    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} <= set(links)
    assert [link for link in links if not (DOCS / link).exists()] == []
