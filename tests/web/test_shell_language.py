"""The reader's language: the address, ?lang=, the cookie, the person, the browser."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from incubator.web import access
from incubator.web.language import COOKIE, current_language
from incubator.web.predicates import public
from incubator.web.routes import Route, add
from tests import cast
from tests.web.conftest import SignInAs, plain


@pytest.fixture(autouse=True)
def pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(slug: str = "") -> ResponseReturnValue:
        return plain(f"{current_language()} {slug} {url_for('probe.public.show', slug='x')}")

    inner = Route("/probe", "probe.inner.show", told)
    rows = (inner, Route("/<lang:lang>/probe/<slug>", "probe.public.show", told))
    add(app, rows)
    listed = {row.endpoint: public for row in rows}
    monkeypatch.setattr(access, "ACCESS", {**access.ACCESS, **listed})


def test_french_unless_something_says_otherwise(client: FlaskClient) -> None:
    assert client.get("/probe").text == "fr  /fr/probe/x"


@pytest.mark.parametrize(
    ("header", "language"),
    [("en-GB,en;q=0.9,fr;q=0.8", "en"), ("de,fr;q=0.5", "fr"), ("de", "fr"), ("*", "fr"), (";;q=", "fr")],
)
def test_the_browser_is_asked(client: FlaskClient, header: str, language: str) -> None:
    assert client.get("/probe", headers={"Accept-Language": header}).text.startswith(language)


def test_the_person_comes_before_the_browser(sign_in: SignInAs) -> None:
    client = sign_in(cast.mentor)
    client.delete_cookie(COOKIE)

    assert client.get("/probe", headers={"Accept-Language": "fr"}).text.startswith("en")


def test_a_switch_is_kept_in_the_browser_alone(sign_in: SignInAs) -> None:
    client = sign_in(cast.mentor)
    client.delete_cookie(COOKIE)

    assert client.get("/probe?lang=fr").text.startswith("fr")
    assert client.get("/probe").text.startswith("fr")


def test_the_address_comes_first(client: FlaskClient) -> None:
    client.set_cookie(COOKIE, "fr")

    assert client.get("/en/probe/y").text == "en y /en/probe/x"


@pytest.mark.parametrize("value", ["de", "", "fr<script>", "en,fr"])
def test_an_unknown_language_is_neither_used_nor_kept(client: FlaskClient, value: str) -> None:
    response = client.get("/probe", query_string={"lang": value})

    assert response.text.startswith("fr")
    assert response.headers.getlist("Set-Cookie") == []
    assert client.get(f"/{value or 'de'}/probe/y").status_code == 404


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/nothing?state=a&state=b&page=2", "/nothing?state=a&amp;state=b&amp;page=2&amp;lang=fr"),
        ("/nothing?lang=en", "/nothing?lang=fr"),
    ],
)
def test_the_switch_keeps_the_page_and_its_filters(client: FlaskClient, here: str, there: str) -> None:
    client.set_cookie(COOKIE, "en")

    assert f'hreflang="fr" href="{there}"' in client.get(here).text
