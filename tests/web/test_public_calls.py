"""Everything one needs to decide to apply, before signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incubator.clock import FixedClock
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.public_scenes import plain, real_call

CLOSES = timedelta(days=28, hours=3)
MINUTE = timedelta(minutes=1)
APPLY = "/en/calls/shaker-spring/apply"


@pytest.fixture
def shaker(app: Flask, writing: Writing) -> None:
    with writing() as session:
        real_call(app, session, "shaker")


@pytest.mark.parametrize(
    ("at", "state", "said", "may_apply"),
    [
        (NOW - timedelta(days=3), "Opens soon", "Opens Sunday 1 March 2026 at 10:00 (Paris time)", False),
        (NOW, "Open", "Closes Monday 30 March 2026 at 14:00 (Paris time)", True),
        (NOW + CLOSES - MINUTE, "Open", "1 minute left", True),
        (NOW + CLOSES - 90 * MINUTE, "Open", "1 hour left", True),
        (NOW + CLOSES - timedelta(hours=47), "Open", "47 hours left", True),
        (NOW + CLOSES - timedelta(hours=48), "Open", "2 days left", True),
        (NOW + CLOSES, "Late sendings accepted", "can still be sent until", False),
        (NOW + CLOSES + 11 * MINUTE, "Closed", "Results: Monday 4 May 2026", False),
    ],
)
def test_a_call_says_where_it_stands(
    client: FlaskClient, shaker: None, clock: FixedClock, at: Any, state: str, said: str, may_apply: bool
) -> None:
    clock.set(at)

    page = client.get("/en/calls/shaker-spring")
    text = plain(page.text)

    assert (state in text, said in text, APPLY in page.text) == (True, True, may_apply)


def test_an_extension_strikes_the_first_date(app: Flask, client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        extended = NOW + CLOSES + timedelta(days=7)
        real_call(app, session, "shaker", extended_to=extended, extension_reason="A holiday.")

    page = client.get("/en/calls/shaker-spring")

    assert "<s>Monday 30 March 2026 at 14:00 (Paris time)</s>" in page.text
    assert "Closes Monday 6 April 2026 at 14:00 (Paris time) 35 days left" in plain(page.text)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Paris", False), ("Europe/Berlin", False), ("America/Montreal", True)],
)
def test_a_reader_elsewhere_sees_her_own_hour(
    sign_in: SignInAs, writing: Writing, shaker: None, zone: str, shown: bool
) -> None:
    with writing() as session:
        cast.founder(session).zone = zone

    text = plain(sign_in(cast.founder).get("/en/calls/shaker-spring").text)

    assert ("Your time: Monday 30 March 2026 at 08:00 (Montreal time)" in text) is shown


def test_every_question_and_document_is_there_before_signing_in(
    app: Flask, client: FlaskClient, shaker: None
) -> None:
    programme = app.extensions["incubator.running"].catalogue.programme("shaker")

    for language in ("en", "fr"):
        text = plain(client.get(f"/{language}/calls/shaker-spring").text)
        missing = [one.key for one in programme.latest.questions if plain(one.label[language]) not in text]
        assert missing == []
    assert "Your CV PDF, 5 MB at most." in plain(client.get("/en/calls/shaker-spring").text)


def test_the_dates_of_the_road_are_in_words(client: FlaskClient, shaker: None) -> None:
    text = plain(client.get("/en/calls/shaker-spring").text)

    assert "The committee meets Monday 20 April 2026 You receive the decision Monday 4 May 2026" in text
    assert "The programme starts Monday 1 June 2026 6 months, and 6 months more if needed" in text
    assert "Last day Monday 30 November 2026 An extension of 6 months may be asked for." in text


def test_the_rule_book_names_its_edition(client: FlaskClient, shaker: None) -> None:
    text = plain(client.get("/en/calls/shaker-spring/rules").text)

    assert "Shaker, edition 1" in text
    assert "Required — Who applies: A person, without a company or A person" in text


def test_a_draft_is_for_those_who_manage_it(
    app: Flask, sign_in: SignInAs, writing: Writing, client: FlaskClient
) -> None:
    with writing() as session:
        real_call(app, session, "shaker", state="draft")
    address = "/en/calls/shaker-spring"

    seen = {
        "nobody": client.get(address).status_code,
        "a founder": sign_in(cast.founder).get(address).status_code,
        "her manager": sign_in(cast.manager).get(address).status_code,
        "another's manager": sign_in(cast.other_manager).get(address).status_code,
    }

    assert seen == {"nobody": 404, "a founder": 404, "her manager": 200, "another's manager": 404}
    assert "shaker-spring" not in client.get("/en/calls/").text


def test_calls_are_listed_as_open_coming_and_closed(
    app: Flask, client: FlaskClient, writing: Writing
) -> None:
    with writing() as session:
        for name, opens, closes in (
            ("coming", 5, 20),
            ("open", -5, 5),
            ("over", -20, -5),
            ("old", -200, -150),
        ):
            real_call(
                app, session, "shaker", slug=name, name_en=f"The {name} one",
                opens_at=NOW + timedelta(days=opens), closes_at=NOW + timedelta(days=closes),
            )  # fmt: skip

    text = plain(client.get("/en/calls/").text)
    places = [text.find(f"The {name} one") for name in ("open", "coming", "over")]

    assert places == sorted(places)
    assert -1 not in places
    assert "The old one" not in text


def test_who_has_applied_goes_on_from_the_call(app: Flask, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = real_call(app, session, "shaker")
        made = scenes.application(session, call, scenes.venture(session), state="draft")

    page = sign_in(cast.founder).get("/en/calls/shaker-spring")

    assert f"Open your application {made.ref}" in page.text
    assert APPLY not in page.text


@pytest.mark.parametrize("key", ["shaker", "booster", "growth-hub"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_programme_says_all_about_itself(app: Flask, client: FlaskClient, key: str, language: str) -> None:
    programme = app.extensions["incubator.running"].catalogue.programme(key)

    text = plain(client.get(f"/{language}/programmes/{key}").text)

    told = [programme.name, programme.summary, programme.audience, *programme.offers]
    assert [words.en for words in told if plain(words[language]) not in text] == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("shaker", "6 months, and 6 months more if needed. To be asked for within 60 days of the last day."),
        ("booster", "12 months, and 12 months more if needed."),
        ("growth-hub", "No end is set. A review is held every 12 months."),
    ],
)
def test_a_programme_draws_and_says_how_long_it_lasts(client: FlaskClient, key: str, said: str) -> None:
    assert said in plain(client.get(f"/en/programmes/{key}").text)


@pytest.mark.parametrize(
    "path", ["/en/programmes/nothing", "/en/calls/nothing", "/en/calls/nothing/check", "/de/calls/"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
