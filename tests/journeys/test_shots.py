"""The checks behind the pictures: each kind of fault is found on a page made to have it, and on no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.shots.scenes import Scene
from tests.shots.stops import Stop
from tests.shots.variants import EVERY, PAIRS, Variant
from tests.shots.viewers import VIEWERS
from tests.shots.walk import Walk

PAGE = (
    '<!doctype html><html lang="fr"><head><title>Une page</title><link rel="icon" href="data:,">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><main><h1>Une page</h1>{body}</main></body></html>"
)
GOOD = {
    "/good": "<p>Tout va bien.</p>",
    "/table": '<div class="scroll" tabindex="0" role="region" aria-label="Lignes" style="overflow-x: auto">'
    '<p style="width: 50rem">Large</p></div>',
}
FAULTS = {
    "/console": ('<script>console.error("a planted error")</script>', "console: a planted error"),
    "/script": ("<script>planted()</script>", "script: planted is not defined"),
    "/foreign": (
        '<img alt="" src="http://localhost:9/x.png">',
        "asked another host: http://localhost:9/x.png",
    ),
    "/lost": ('<img alt="" src="/missing.png">', "answered 404: /missing.png"),
    "/wide": ('<p style="width: 50rem">Large</p>', "the page is 488 pixels too wide"),
    "/folded": (
        '<details><summary>Plus</summary><p style="width: 50rem">Large</p></details>',
        "unfolded: the page is 488 pixels too wide",
    ),
    "/scroller": (
        '<div class="rows" style="overflow-x: auto"><p style="width: 50rem">Large</p></div>',
        '<div class="rows"> scrolls 496 pixels sideways',
    ),
    "/grey": ('<p style="color: #999">Gris</p>', 'axe color-contrast: <p style="color: #999">Gris</p>'),
    "/code": ("<p>state.application.draft</p>", "untranslated: state.application.draft"),
    "/english": ("<p>Send application</p>", "untranslated: Send application"),
    "/gone": ("<p>Perdue</p>", "answers 404, not 200"),
}
NARROW = Variant("fr", "light", 320)


class Planted(BaseHTTPRequestHandler):
    """Pages with one fault each."""

    def do_GET(self) -> None:
        body = GOOD[self.path] if self.path in GOOD else FAULTS.get(self.path, ("", ""))[0]
        self.send_response(404 if self.path in ("/gone", "/missing.png") else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.format(body=body).encode())

    def log_message(self, *_words: object) -> None:
        """Nothing to read."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Planted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def faults(browser: Browser, url: str, path: str) -> list[str]:
    walk = Walk(Flask("planted"), browser, url, VIEWERS[0], Scene(), variants=[NARROW], thorough=[NARROW])
    walk.look(Stop("planted", path))
    return [problem.said for problem in walk.close().problems]


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_found(browser: Browser, url: str, path: str) -> None:
    assert FAULTS[path][1] in faults(browser, url, path)


@pytest.mark.parametrize("path", GOOD)
def test_a_good_page_has_none_even_when_its_table_is_wide(browser: Browser, url: str, path: str) -> None:
    assert faults(browser, url, path) == []


def test_the_slow_check_sees_both_languages_themes_and_widths() -> None:
    assert set(PAIRS) <= set(EVERY)
    for values in zip(*((one.language, one.theme, str(one.width)) for one in PAIRS), strict=True):
        assert len(set(values)) == 2
