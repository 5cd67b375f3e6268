"""What is wrong with the page that is open: to hear, to see, and behind its back."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SCROLLERS = ".scroll, .drawing"  # a wide table, a drawing: meant to scroll on their own
TOO_WIDE = """meant => {
  const wide = [], over = document.documentElement.scrollWidth - window.innerWidth;
  if (over > 0) wide.push(`the page is ${over} pixels too wide`);
  for (const one of document.querySelectorAll("body *")) {
    const more = one.scrollWidth - one.clientWidth;
    const scrolls = more > 1 && ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    if (scrolls && !one.matches(meant))
      wide.push(`<${one.localName} class="${one.className}"> scrolls ${more} pixels sideways`);
  }
  return wide;
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now, each with the first place it is found."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_axe())
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [f"axe {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def sideways(page: Page) -> list[str]:
    """The page itself, or a part of it that is not meant to, scrolls sideways."""
    return [str(said) for said in page.evaluate(TOO_WIDE, SCROLLERS)]


def _first_line(error: object) -> str:
    return str(error).partition("\n")[0]


class Watch:
    """What goes wrong behind the page: errors of its script, requests elsewhere, refused answers."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url, self.found = url, list[str]()
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"script: {_first_line(error.error)}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def taken(self) -> list[str]:
        """What was found since it was last asked for."""
        found, self.found = self.found, []
        return found

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.found.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        """A page's own status is expected or not by whoever opened it."""
        if response.status >= 400 and not response.request.is_navigation_request():
            self.found.append(f"answered {response.status}: {response.url.removeprefix(self.url)}")
