"""Every page of the demo, for everybody it is for: accessible, narrow enough, quiet, and from one host."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser

from incubator import create_app
from incubator.actions.people.demo_accounts import ACCOUNTS
from tests.journeys.crawl import NO_PAGE, Crawl, in_language, sideways, violations
from tests.journeys.installation import Installation, installed
from tests.journeys.pages.visitor import Visitor

NOBODY = "nobody@demo.example.org"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
LOOKS = (("fr", "light", WIDE), ("fr", "dark", NARROW), ("en", "dark", WIDE), ("en", "light", NARROW))
ONLY_BY_MAIL = {"account.sign_in.link", "account.invitations.show", "account.sign_in.code"}
BY_A_FORM = {  # no link of a demo account leads there: a button does, or another state of the application
    "account.profile.home", "founder.applications.withdraw", "staff.closings.extend", "staff.moves.preview",
}  # fmt: skip
visited: dict[str, dict[str, int]] = {}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("demo")) as house, house.started(with_demo=True):
        yield house


@pytest.fixture(scope="module")
def app(house: Installation) -> Flask:
    return create_app(house.running.settings)


@pytest.mark.parametrize("who", [NOBODY, *(account.email for account in ACCOUNTS)])
def test_every_page_is_accessible_and_fits(
    house: Installation, app: Flask, browser: Browser, who: str
) -> None:
    visitor = Visitor(house, browser, who, "fr")
    if who != NOBODY:
        _sign_in(visitor)
    crawl, wrong, pages = Crawl(app, visitor.page, house.url), [], 0

    for _endpoint, path in crawl.visit("/", urlsplit(visitor.page.url).path or "/fr/", "/sign-in"):
        pages += 1
        wrong += [f"{path} {said}" for said in _looked_at(visitor, path)]

    visited[who] = dict(crawl.seen)
    assert [endpoint for endpoint in crawl.seen if endpoint.startswith("broken link")] == []
    assert wrong == []
    visitor.leave()
    assert pages >= (5 if who == NOBODY else 8)


def test_no_page_was_left_out(app: Flask) -> None:
    """Of all addresses that answer with a page, each was come to by somebody."""
    if len(visited) <= len(ACCOUNTS):
        pytest.fail("run the whole file: it counts what the other tests visited")
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    seen = {endpoint for one in visited.values() for endpoint in one}

    assert pages - seen - NO_PAGE - ONLY_BY_MAIL - BY_A_FORM == set()


def _sign_in(visitor: Visitor) -> None:
    """One click, as the demo offers it."""
    name = next(account.name for account in ACCOUNTS if account.email == visitor.email)
    visitor.open("/sign-in")
    visitor.press(name)


def _looked_at(visitor: Visitor, path: str) -> Iterator[str]:
    """In both languages, both themes, on a desk and on a small telephone."""
    page, language = visitor.page, ""
    for wanted, theme, size in LOOKS:
        if wanted != language:
            response = page.goto(in_language(path, wanted))
            language = wanted
            if response is None or not response.ok:
                yield f"answers {response and response.status}"
                return
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # light or dark
        page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
        yield from (f"{wanted} {theme} {size['width']}: {said}" for said in violations(page))
        if size is NARROW and sideways(page) > 0:
            yield f"{wanted}: {sideways(page)} pixels too wide"
