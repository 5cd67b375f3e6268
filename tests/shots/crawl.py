"""Every page a person can come to by links and by the forms that only look, a few of each kind."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

NO_PAGE = frozenset({  # answers that are no HTML
    "static", "shell.healthz", "shell.readyz", "shell.metrics", "founder.applications.file",
    "staff.applications.file", "staff.programmes.draw",
})  # fmt: skip
LINKS = """() => {
  const links = [...document.querySelectorAll("a[href]")].map(a => a.href);
  for (const form of document.querySelectorAll("main form[method=get]"))
    for (const button of form.querySelectorAll("button")) {
      const data = new FormData(form, button);
      for (const tick of document.querySelectorAll("input[type=checkbox][name=ref]"))
        if (tick.form === form) data.append("ref", tick.value);
      links.push(form.action.split("?")[0] + "?" + new URLSearchParams(data));
    }
  return links;
}"""


def two_of_each(_endpoint: str) -> int:
    return 2


@dataclass
class Crawl:
    """Follows what leads on from each page, and visits at most `most` pages of each endpoint."""

    app: Flask
    url: str
    most: Callable[[str], int] = two_of_each
    seen: Counter[str] = field(default_factory=Counter)
    met: set[str] = field(default_factory=set)

    def visit(self, page: Page, *starts: str) -> Iterator[tuple[str, str, int]]:
        """Endpoint, path and answer, with the page open on it; where it leads is read first."""
        waiting = deque(self._new(starts))
        while waiting:
            endpoint, path = waiting.popleft()
            response = page.goto(self.url + path)
            if urlsplit(page.url).path != urlsplit(path).path:  # sent on: the other address counts
                waiting.extend(self._new([page.url.removeprefix(self.url)]))
                continue
            waiting.extend(self._new(page.evaluate(LINKS)))
            yield endpoint, path, response.status if response else 0

    def _new(self, links: Any) -> list[tuple[str, str]]:
        found = []
        for link in links:
            path = self._path(link)
            endpoint = self.endpoint(path) if path else None
            if path is None or endpoint is None or path in self.met or endpoint in NO_PAGE:
                continue
            self.met.add(path)
            if self.seen[endpoint] < self.most(endpoint):
                self.seen[endpoint] += 1
                found.append((endpoint, path))
        return found

    def _path(self, link: str) -> str | None:
        """An address of this site without its fragment, whatever the language."""
        if not link.startswith((f"{self.url}/", "/")):
            return None
        parts = urlsplit(link)
        query = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("lang", "next")]
        path = parts.path.replace("/en/", "/fr/", 1) if parts.path.startswith("/en/") else parts.path
        path = "/fr/" if path == "/en" else path
        return f"{path}?{urlencode(query)}" if query else path

    def endpoint(self, path: str) -> str:
        try:
            found, _ = self.app.url_map.bind("127.0.0.1").match(urlsplit(path).path, method="GET")
        except HTTPException:
            return f"broken link {path}"
        return str(found)
