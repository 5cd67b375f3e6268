"""Apply opens the one draft there is, with what was answered before signing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from incubator.clock import FixedClock
from incubator.store import Application
from incubator.store.answers import current_answers
from incubator.store.queries.calls import by_slug
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.public_scenes import plain, real_call

APPLY = "/en/calls/shaker-spring/apply"
CHECK = "/en/calls/shaker-spring/check?done=1&q_applicant=natural_person&q_employer_knows=no&q_sector=health"


@pytest.fixture(autouse=True)
def shaker(app: Flask, writing: Writing) -> None:
    with writing() as session:
        real_call(app, session, "shaker")


def test_signed_out_goes_by_way_of_sign_in_and_back(client: FlaskClient) -> None:
    response = client.get(APPLY)

    assert (response.status_code, response.location) == (
        303,
        "/sign-in?next=%2Fen%2Fcalls%2Fshaker-spring%2Fapply",
    )


def test_signed_in_there_is_one_button(sign_in: SignInAs) -> None:
    page = sign_in(cast.founder).get(APPLY)

    assert page.text.count("btn-primary") == 1
    assert "Start my application" in page.text


def test_pressing_apply_twice_opens_the_same_draft(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.founder)

    first, second, looked = client.post(APPLY), client.post(APPLY), client.get(APPLY)

    assert (first.status_code, first.location) == (303, second.location)
    assert (looked.status_code, looked.location) == (303, first.location)
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == 1


def test_the_self_check_fills_the_draft_in(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.founder)
    client.get(CHECK)

    client.post(APPLY)

    with writing() as session:
        draft = session.scalars(select(Application)).one()
        assert current_answers(session, draft.id) == {
            "applicant": "natural_person", "employer_knows": False, "sector": "health",
        }  # fmt: skip
    with client.session_transaction() as kept:
        assert "checked" not in kept


def test_the_self_check_never_replaces_an_answer(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.founder)
    client.get(CHECK)
    client.post(APPLY)
    client.get(CHECK.replace("health", "environment").replace("employer_knows=no", "employer_knows=yes"))

    client.post(APPLY)

    with writing() as session:
        draft = session.scalars(select(Application)).one()
        assert current_answers(session, draft.id)["sector"] == "health"


@pytest.mark.parametrize("state", ["submitted", "in_review", "withdrawn"])
def test_what_was_sent_is_opened_and_not_touched(sign_in: SignInAs, writing: Writing, state: str) -> None:
    with writing() as session:
        made = scenes.application(
            session, by_slug(session, "shaker-spring"), scenes.venture(session), state=state
        )
    client = sign_in(cast.founder)
    client.get(CHECK)

    response = client.post(APPLY)

    assert response.location == f"/applications/{made.ref}"
    with writing() as session:
        assert current_answers(session, made.id) == {}


@pytest.mark.parametrize(
    ("days", "status", "said"), [(-5, 409, "This call opens on"), (40, 410, "This call has closed")]
)
def test_a_call_that_is_not_open_starts_nothing(
    sign_in: SignInAs, writing: Writing, clock: FixedClock, days: int, status: int, said: str
) -> None:
    clock.set(NOW + timedelta(days=days))
    client = sign_in(cast.founder)

    looked, pressed = client.get(APPLY), client.post(APPLY)

    assert (looked.status_code, "Start my application" in looked.text) == (200, False)
    assert (pressed.status_code, said in plain(pressed.text)) == (status, True)
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == 0
