"""A page that has drifted from the code cannot be followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import pages
from tests.docs.workshop import Workshop

DRIFTED = {
    "a block that says not where it goes": "Do this:\n\n```python\nx = 1\n```\n",
    "is not new": "New file `README.md`:\n\n```python\nx = 1\n```\n",
    "not enough values": "In `README.md`, after `No such line`:\n\n```python\nx = 1\n```\n",
    "does not hold": "Then `READ*.md` holds:\n\n```python\nno such text\n```\n",
    "No such command": "```sh\n.venv/bin/flask --app incubator programms\n```\n",
    "is not in": "```sh\n.venv/bin/flask --app incubator clock show\n```\n\n```text\nNothing\n```\n",
    "a fence is open": "```sh\n.venv/bin/flask --app incubator clock show\n",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.mark.parametrize("why", DRIFTED)
def test_a_page_that_drifted_is_not_followed(
    why: str, here: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text(DRIFTED[why], "utf-8")
    monkeypatch.setattr(pages, "DOCS", tmp_path)

    with pytest.raises((AssertionError, ValueError), match=re.escape(why)):
        here.follow("page.md")


def test_the_commands_see_the_copy(here: Workshop) -> None:
    here.type(".venv/bin/flask --app incubator database upgrade")

    assert (here.folder / "instance" / "incubator.sqlite3").exists()
