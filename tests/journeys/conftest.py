"""A real browser, and installations to point it at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from incubator.cli.catalogues import compile_catalogues
from tests.shots.chromium import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all journeys; each person gets a profile of their own in it."""
    compile_catalogues()
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()
