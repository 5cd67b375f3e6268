"""The frame around every page."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests import cast
from tests.web.conftest import SignInAs


def test_the_process_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_an_unknown_address_is_a_full_page(client: FlaskClient) -> None:
    response = client.get("/nothing-here")

    assert response.status_code == 404
    assert "<main" in response.text


def test_a_form_keeps_the_theme_in_a_cookie(client: FlaskClient) -> None:
    response = client.post("/preferences", data={"theme": "dark", "next": "/healthz"})

    assert (response.status_code, response.location) == (303, "/healthz")
    assert 'data-theme="dark"' in client.get("/nothing-here").text


def test_the_person_signed_in_is_named(sign_in: SignInAs) -> None:
    assert "Nadia Rey" in sign_in(cast.manager).get("/nothing-here").text
