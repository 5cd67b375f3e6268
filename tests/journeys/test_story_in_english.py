"""The same story in English, kept in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.telling import told


def test_one_venture_goes_from_a_call_to_the_growth_hub(
    tmp_path: Path, browser: Browser, new_postgresql_url: str
) -> None:
    told(tmp_path, browser, "en", database_url=new_postgresql_url)
