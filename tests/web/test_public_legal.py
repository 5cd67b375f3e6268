"""Accessibility, personal data and the plan of the site."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.web.conftest import SignInAs
from tests.web.public_scenes import plain

MENTIONS = {
    "none": ("Accessibilité : non conforme", "ce site est non conforme"),
    "partial": ("Accessibilité : partiellement conforme", "ce site est partiellement conforme"),
    "full": ("Accessibilité : totalement conforme", "ce site est totalement conforme"),
}


@pytest.mark.parametrize("state", MENTIONS)
def test_the_mention_and_the_statement_follow_the_setting(
    app: Flask, client: FlaskClient, state: str
) -> None:
    running = app.extensions["incubator.running"]
    running.settings = running.settings.model_copy(update={"accessibility": state})
    mention, sentence = MENTIONS[state]

    assert mention in plain(client.get("/fr/").text)
    assert sentence in plain(client.get("/fr/accessibility").text)


def test_the_page_on_personal_data_names_every_cookie(client: FlaskClient) -> None:
    text = client.get("/en/privacy").text

    assert re.findall(r"<code>(\w+)</code>", text) == [
        "incubator_sign_in", "incubator_form", "incubator_language", "incubator_theme",
    ]  # fmt: skip


def test_no_other_cookie_is_set(client: FlaskClient) -> None:
    for path in ("/en/", "/fr/calls/?lang=en", "/sign-in"):
        client.get(path)
    client.post("/preferences", data={"theme": "dark", "next": "/"})

    found = {cookie.key for cookie in client._cookies.values()}

    assert found <= {"incubator_form", "incubator_language", "incubator_theme"}


def test_every_link_of_the_plan_opens(sign_in: SignInAs) -> None:
    client = sign_in(cast.founder)
    main = client.get("/en/plan").text.partition("<main")[2].partition("</main>")[0]

    answers = {path: client.get(path).status_code for path in re.findall(r'href="(/[^"]*)"', main)}

    assert answers
    assert {path: status for path, status in answers.items() if status != 200} == {}
