"""Every page of the demo, for everybody it is for: accessible, narrow enough, quiet, and from one host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from incubator import create_app
from tests.journeys.installation import Installation
from tests.shots.crawl import NO_PAGE
from tests.shots.scenes import Scene, furnished
from tests.shots.variants import PAIRS
from tests.shots.viewers import VIEWERS, Viewer
from tests.shots.walk import Report, Walk

visited: dict[str, Report] = {}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Scene]]:
    with furnished(tmp_path_factory.mktemp("demo")) as found:
        yield found


@pytest.fixture(scope="module")
def app(demo: tuple[Installation, Scene]) -> Flask:
    return create_app(demo[0].running.settings)


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.key)
def test_every_page_is_as_it_should_be(
    demo: tuple[Installation, Scene], app: Flask, browser: Browser, viewer: Viewer
) -> None:
    house, scene = demo
    report = Walk(app, browser, house.url, viewer, scene, variants=PAIRS).go()

    visited[viewer.key] = report
    assert [endpoint for endpoint in report.seen if endpoint.startswith("broken link")] == []
    assert [str(problem) for problem in report.problems] == []
    assert report.shown


def test_no_page_was_left_out(app: Flask) -> None:
    """Of all addresses that answer with a page, each was come to by somebody."""
    if len(visited) < len(VIEWERS):
        pytest.fail("run the whole file: it counts what the other tests visited")
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    seen = {name for report in visited.values() for name in report.seen}

    assert pages - seen - NO_PAGE == set()
