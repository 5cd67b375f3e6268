"""The front page sends each visitor to the right door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import NOW
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.public_scenes import plain, real_call

KEYS = ["shaker", "booster", "growth-hub"]
CLOSING = "Closes on Monday 30 March 2026 at 14:00 (Paris time)"


@pytest.mark.parametrize(
    ("accepts", "opened"), [("fr-FR", "/fr/"), ("en-GB", "/en/"), ("de", "/fr/"), ("", "/fr/")]
)
def test_the_bare_address_goes_to_the_readers_language(
    client: FlaskClient, accepts: str, opened: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepts})

    assert (response.status_code, response.location) == (302, opened)


@pytest.mark.parametrize(
    ("language", "doors"),
    [
        ("en", ["I have an idea (Shaker)", "I have a young company (Booster)", "I am growing (Growth Hub)"]),
        (
            "fr",
            [
                "J’ai une idée (Shaker)",
                "J’ai une jeune entreprise (Booster)",
                "Je suis en croissance (Growth Hub)",
            ],
        ),
    ],
)  # fmt: skip
def test_there_is_a_door_for_each_programme(client: FlaskClient, language: str, doors: list[str]) -> None:
    page = client.get(f"/{language}/")

    assert [door for door in doors if door in plain(page.text)] == doors
    assert [key for key in KEYS if f'"/{language}/programmes/{key}"' in page.text] == KEYS


def test_open_calls_say_until_when_in_words(app: Flask, client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        real_call(app, session, "shaker")

    text = plain(client.get("/en/").text)

    assert CLOSING in text
    assert "28 days left" in text


def test_without_an_open_call_the_next_opening_is_told(
    app: Flask, client: FlaskClient, writing: Writing
) -> None:
    with writing() as session:
        real_call(app, session, "shaker", opens_at=NOW + timedelta(days=7), state="published")

    assert "The next one opens on Monday 9 March 2026 at 10:00 (Paris time)." in plain(
        client.get("/en/").text
    )


def test_without_any_call_there_is_somebody_to_write_to(client: FlaskClient) -> None:
    assert "No call is open today. Write to us" in plain(client.get("/en/").text)


def test_the_accessibility_mention_is_on_the_front_page(client: FlaskClient) -> None:
    assert "Accessibilité : non conforme" in plain(client.get("/fr/").text)


def test_the_front_page_is_the_same_for_somebody_signed_in(sign_in: SignInAs) -> None:
    assert "I have an idea" in sign_in(cast.manager).get("/en/").text


@pytest.mark.parametrize(
    "path", ["/en/", "/en/calls/", "/en/programmes/", "/en/programmes/shaker", "/en/plan"]
)
def test_however_many_calls_a_page_asks_as_often(
    app: Flask, client: FlaskClient, writing: Writing, path: str
) -> None:
    counts = []
    for number in (1, 30):
        with writing() as session:
            for one in range(number):
                real_call(app, session, "shaker", slug=f"call-{number}-{one}", code=f"C{number}-{one}")
        client.get(path)  # editions are read once and remembered
        with statements_of(app.extensions["incubator.running"].database) as statements:
            assert client.get(path).status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 4
