"""An honest yes, maybe or no before any effort, and nothing kept on our side."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import Writing
from tests.web.public_scenes import plain, real_call

FITS = {"applicant": "natural_person", "sector": "health", "employer_knows": "yes", "time_given": "full"}
OLD = {"applicant": "legal_person", "registered_on": "6/1/2024"}  # 2 years on 6 January 2026: 55 days before

CALLS = ("booster-spring", "shaker-spring")


@pytest.fixture(autouse=True)
def calls(app: Flask, writing: Writing) -> None:
    with writing() as session:
        real_call(app, session, "booster")
        real_call(app, session, "shaker")


def checked(client: FlaskClient, slug: str, language: str = "en", **answers: str) -> str:
    query = urlencode({"done": "1", **{f"q_{key}": value for key, value in answers.items()}})
    return plain(client.get(f"/{language}/calls/{slug}/check?{query}").text)


def test_each_question_feeds_a_rule(app: Flask, client: FlaskClient) -> None:
    text = plain(client.get("/en/calls/shaker-spring/check").text)

    assert "Who is applying?" in text
    assert "Your project in one sentence" not in text


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (FITS, "You can apply"),
        ({**FITS, "applicant": "project_of_company_in_formation"}, "You can apply"),
        ({**FITS, "employer_knows": "no"}, "Probably, to be confirmed"),
        ({"applicant": "natural_person"}, "Probably, to be confirmed"),
        ({**FITS, "sector": "industry"}, "Not this call"),
        ({**FITS, "applicant": "legal_person"}, "Not this call"),
    ],
)
def test_the_answer_is_yes_maybe_or_no(client: FlaskClient, answers: dict[str, str], verdict: str) -> None:
    said = checked(client, "shaker-spring", **answers)

    assert [
        one for one in ("You can apply", "Probably, to be confirmed", "Not this call") if one in said
    ] == [verdict]


def test_a_no_names_the_rule_the_arithmetic_and_never_blocks(client: FlaskClient) -> None:
    said = checked(client, "booster-spring", **OLD)

    assert "Company under 2 years old Not met" in said
    assert "+ 2 years = 6 January 2026" in said
    assert "55 days over" in said
    assert "Apply all the same" in said


def test_a_no_offers_the_open_calls_that_fit(app: Flask, client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        real_call(app, session, "booster", edition="7", slug="booster-7", name_en="Booster, edition 7")

    said = checked(client, "booster-spring", **OLD, sector="health", prototype="yes", private_funds="0")

    assert "Another call for you Booster, edition 7" in said
    assert "Shaker, spring" not in said  # it is for people without a company


def test_a_no_without_another_call_says_so(client: FlaskClient) -> None:
    assert "No other open call fits these answers today." in checked(client, "booster-spring", **OLD)


def test_a_yes_that_time_alone_will_change_says_until_when(client: FlaskClient) -> None:
    said = checked(client, "booster-spring", applicant="legal_person", registered_on="14 March 2024")

    assert "Time alone changes this" in said
    assert "14 March 2026" in said


def test_the_result_reads_in_french(client: FlaskClient) -> None:
    assert "Pas cet appel" in checked(client, "booster-spring", "fr", **OLD)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, "Answer at least one question"),
        ({"registered_on": "the day before"}, "There is a problem"),
        ({"registered_on": "31/2/2025", "applicant": "legal_person"}, "There is a problem"),
        ({"applicant": "a friend"}, "Choose from the list."),
    ],
)
def test_what_cannot_be_understood_is_said_beside_the_question(
    client: FlaskClient, answers: dict[str, str], error: str
) -> None:
    query = urlencode({"done": "1", **{f"q_{key}": value for key, value in answers.items()}})
    response = client.get(f"/en/calls/booster-spring/check?{query}")

    assert response.status_code == 422
    assert error in plain(response.text)


def test_answers_stay_in_this_browser_for_the_next_check(app: Flask, client: FlaskClient) -> None:
    checked(client, "booster-spring", **OLD)

    again = client.get("/en/calls/booster-spring/check").text
    elsewhere = app.test_client().get("/en/calls/booster-spring/check").text

    assert ("6 January 2024" in again, "6 January 2024" in elsewhere) == (True, False)


def test_hostile_answers_are_shown_as_text_and_too_much_is_not_kept(client: FlaskClient) -> None:
    checked(client, "booster-spring", applicant="legal_person")
    client.get("/en/calls/booster-spring/check?" + urlencode({"done": "1", "q_registered_on": "<b>" * 2_000}))

    with client.session_transaction() as kept:
        assert kept["checked"] == {"applicant": "legal_person"}


def test_a_call_still_to_open_is_judged_as_if_sent_when_it_opens(
    app: Flask, client: FlaskClient, writing: Writing
) -> None:
    with writing() as session:
        later = real_call(app, session, "booster", slug="booster-later")
        later.opens_at += timedelta(days=20)
    turns_two = date(2024, 3, 10).strftime("%d/%m/%Y")

    assert "You can apply" in checked(
        client, "booster-spring", applicant="legal_person", registered_on=turns_two
    )
    assert "Not this call" in checked(
        client, "booster-later", applicant="legal_person", registered_on=turns_two
    )


@pytest.mark.parametrize("held", ["abc", 3, True, ["a"], {"a": 1}, "2020-13-45", 1e308])
def test_what_another_call_asked_under_the_same_key_is_no_answer_here(
    client: FlaskClient, held: object
) -> None:
    keys = ("applicant", "registered_on", "sector", "employer_knows", "time_given", "private_funds")
    untouched = [plain(client.get(f"/en/calls/{slug}/check").text) for slug in CALLS]
    with client.session_transaction() as kept:
        kept["checked"] = dict.fromkeys(keys, held)

    shown = [client.get(f"/en/calls/{slug}/check") for slug in CALLS]

    assert [page.status_code for page in shown] == [200, 200]
    assert isinstance(held, int) or [plain(page.text) for page in shown] == untouched
