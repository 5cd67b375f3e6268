"""What is due at the entry blocks the entry and nothing before it, told in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import acts_condition
from tests.journeys.installation import installed
from tests.journeys.story import Story


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_company_still_to_be_registered_enters_once_it_is(
    tmp_path: Path, browser: Browser, language: str
) -> None:
    with installed(tmp_path / "instance") as house:
        story = Story.prepared(house, browser, language, has_javascript=language == "fr")
        with house.started():
            acts_condition.tell(story)
            story.end()
