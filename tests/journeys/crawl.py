"""Every page a person can come to by following links, a few of each kind."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NO_PAGE = frozenset({  # answers that are no HTML, and doors that only a mail opens
    "static", "shell.healthz", "shell.readyz", "founder.applications.file", "staff.applications.file",
    "staff.programmes.draw",
})  # fmt: skip
LINKS = "els => els.map(e => e.href)"


@dataclass
class Crawl:
    """Follows the links of each page, and visits at most `most` pages of each endpoint."""

    app: Flask
    page: Page
    url: str
    most: int = 2
    seen: Counter[str] = field(default_factory=Counter)
    met: set[str] = field(default_factory=set)

    def visit(self, *starts: str) -> Iterator[tuple[str, str]]:
        """Endpoint and path, with the page open on it; what links it has is read first."""
        waiting = deque(self._new(starts))
        while waiting:
            endpoint, path = waiting.popleft()
            self.page.goto(self.url + path)
            if urlsplit(self.page.url).path != urlsplit(path).path:  # sent on: the other address counts
                waiting.extend(self._new([self.page.url.removeprefix(self.url)]))
                continue
            waiting.extend(self._new(self.page.eval_on_selector_all("a[href]", LINKS)))
            yield endpoint, path

    def _new(self, links: Any) -> list[tuple[str, str]]:
        found = []
        for link in links:
            path = self._path(link)
            endpoint = self._endpoint(path) if path else None
            if path is None or endpoint is None or path in self.met or endpoint in NO_PAGE:
                continue
            self.met.add(path)
            if self.seen[endpoint] < self.most:
                self.seen[endpoint] += 1
                found.append((endpoint, path))
        return found

    def _path(self, link: str) -> str | None:
        """An address of this site without its fragment, whatever the language."""
        if not link.startswith((self.url, "/")):
            return None
        parts = urlsplit(link)
        query = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("lang", "next")]
        path = parts.path.replace("/en/", "/fr/", 1) if parts.path.startswith("/en/") else parts.path
        path = "/fr/" if path == "/en" else path
        return f"{path}?{urlencode(query)}" if query else path

    def _endpoint(self, path: str) -> str | None:
        try:
            endpoint, _ = self.app.url_map.bind("127.0.0.1").match(urlsplit(path).path, method="GET")
        except HTTPException:
            return f"broken link {path}"
        return str(endpoint)


def in_language(path: str, language: str) -> str:
    """The same page in a language."""
    if path.startswith("/fr/"):
        path = f"/{language}/{path[4:]}"
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now, each with the first place it is found."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_axe())
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def sideways(page: Page) -> int:
    """By how much the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
