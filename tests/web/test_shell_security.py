"""What the browser is told, and what it is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator import create_app
from incubator.settings import load_settings
from incubator.store import SignIn
from incubator.web.site import absolute_url
from tests import cast
from tests.web.conftest import SignInAs


def test_every_answer_says_what_is_allowed(client: FlaskClient) -> None:
    headers = client.get("/nothing-here").headers

    assert {name: headers[name] for name in EXPECTED} == EXPECTED
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


EXPECTED = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Vary": "Cookie, Accept-Language",
}


def test_https_is_remembered_by_the_browser_and_the_cookies(tmp_path: Path, sqlite_url: str) -> None:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, origin="https://in.example.org")
    client = create_app(settings).test_client()

    page = client.get("/nothing-here", base_url="https://in.example.org")
    response = client.post("/preferences", data={"theme": "dark"}, base_url="https://in.example.org")

    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert response.status_code == 400  # no token was sent
    assert all("Secure" in cookie for cookie in page.headers.getlist("Set-Cookie"))
    assert page.headers.getlist("Set-Cookie") != []


def test_a_form_without_its_token_is_refused_kindly(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    response = client.post("/preferences?lang=en", data={"theme": "dark"})

    assert response.status_code == 400
    assert "what you typed is still there" in response.text


def test_a_form_with_its_token_passes(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.get("/nothing-here").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    assert client.post("/preferences", data={"theme": "dark", "csrf_token": token}).status_code == 303


def test_the_host_header_never_becomes_an_address(app: Flask, client: FlaskClient) -> None:
    host = {"Host": "evil.example.com"}

    pages = [client.get(path, headers=host) for path in ("/", "/preferences/", "//x", "/a//b")]

    assert [page.status_code for page in pages] == [400] * 4
    assert [page for page in pages if host["Host"] in page.text + page.headers.get("Location", "")] == []
    with app.test_request_context(headers=host):
        assert absolute_url("shell.healthz") == "http://127.0.0.1:8000/healthz"


def test_machines_may_ask_by_any_name(client: FlaskClient) -> None:
    host = {"Host": "10.0.0.7:8000"}

    assert client.get("/healthz", headers=host).status_code == 200
    assert client.get("/readyz", headers=host).status_code in (200, 503)


@pytest.mark.parametrize("ends", ["ended", "expired", "disabled"])
def test_a_copied_cookie_is_dead_once_the_sign_in_is(app: Flask, sign_in: SignInAs, ends: str) -> None:
    client = sign_in(cast.manager)
    assert "Nadia Rey" in client.get("/nothing-here").text

    with app.extensions["incubator.running"].database.writing() as session:
        person = cast.manager(session)
        (row,) = [row for row in session.scalars(select(SignIn)) if row.person_id == person.id]
        now = app.extensions["incubator.running"].clock.now()
        if ends == "disabled":
            person.disabled_at = now
        else:
            setattr(row, "ended_at" if ends == "ended" else "expires_at", now)

    assert "Nadia Rey" not in client.get("/nothing-here").text
