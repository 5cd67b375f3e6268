"""A mentor's companies: days logged, counted and undone; the jury's page while it is empty."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from incubator.store import CoachingDay, Enrolment
from tests import cast, scenes
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import enrolled

DAY = {"on": "2026-02-27", "half_days": "1", "topic": "Patents", "mode": "remote", "note": "Go on."}


def followed(writing: Writing, programme: str = "booster", **given: Any) -> str:
    with writing() as session:
        enrolment = enrolled(session, programme, **given)
        scenes.mentorship(session, cast.mentor(session), enrolment.venture)
        return enrolment.id


def test_a_session_is_logged_and_counts(sign_in: SignInAs, writing: Writing) -> None:
    enrolment_id = followed(writing)
    client = sign_in(cast.mentor)

    answer = client.post(f"/mentor/{enrolment_id}", data=DAY)

    assert answer.status_code == 303
    with writing() as session:
        day = session.scalars(select(CoachingDay)).one()
        assert (day.half_days, day.topic, day.mode, day.state) == (1, "Patents", "remote", "logged")
    text = client.get(f"/mentor/{enrolment_id}").text
    assert "19.5\u00a0days" in text
    assert "Go on." in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-03-09"}, "This day is still to come"),
        ({"on": "2025-09-01"}, "The programme begins on 1 October 2025"),
        ({"on": "never"}, "Write the date like"),
        ({"half_days": "9"}, "Not a valid choice"),
        ({"mode": "moon"}, "Not a valid choice"),
        ({"topic": " "}, "Say what it was about."),
        ({"topic": "x" * 300}, "200"),
    ],
)
def test_a_wrong_session_says_why(
    wrong: dict[str, str], said: str, sign_in: SignInAs, writing: Writing
) -> None:
    enrolment_id = followed(writing)

    answer = sign_in(cast.mentor).post(f"/mentor/{enrolment_id}", data={**DAY, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    with writing() as session:
        assert session.scalars(select(CoachingDay)).all() == []


def test_the_budget_is_a_limit(sign_in: SignInAs, writing: Writing) -> None:
    enrolment_id = followed(writing)
    with writing() as session:
        row = session.get_one(Enrolment, enrolment_id)
        scenes.coaching_day(session, row, cast.mentor(session), half_days=40, state="confirmed")

    answer = sign_in(cast.mentor).post(f"/mentor/{enrolment_id}", data=DAY)

    assert answer.status_code == 422
    assert "No coaching days are left in the budget" in answer.text


def test_ones_own_unconfirmed_entry_is_undone(sign_in: SignInAs, writing: Writing) -> None:
    enrolment_id = followed(writing)
    client = sign_in(cast.mentor)
    client.post(f"/mentor/{enrolment_id}", data=DAY)
    with writing() as session:
        day_id = session.scalars(select(CoachingDay)).one().id

    client.post(f"/mentor/{enrolment_id}/days/{day_id}/undo")

    with writing() as session:
        assert session.get_one(CoachingDay, day_id).state == "reversed"


def test_a_confirmed_or_anothers_entry_stays(sign_in: SignInAs, writing: Writing) -> None:
    enrolment_id = followed(writing)
    with writing() as session:
        row = session.get_one(Enrolment, enrolment_id)
        own = scenes.coaching_day(session, row, cast.mentor(session), state="confirmed").id
        other = scenes.coaching_day(session, row, cast.person(session, "Ada Byron", "mentor")).id
    client = sign_in(cast.mentor)

    statuses = [client.post(f"/mentor/{enrolment_id}/days/{day}/undo").status_code for day in (own, other)]

    assert statuses == [403, 404]


def test_a_company_one_does_not_follow_does_not_exist(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client = sign_in(cast.mentor)

    assert client.get(f"/mentor/{enrolment_id}").status_code == 404
    assert "You follow no company yet." in client.get("/mentor").text


def test_my_companies_ask_as_often_for_many_as_for_one(
    app: Flask, sign_in: SignInAs, writing: Writing
) -> None:
    client, counts = sign_in(cast.mentor), []
    for names in ("A", "BCDEFGHIJ"):
        for name in names:
            followed(writing, name=f"{name} Bio")
        client.get("/mentor")
        with statements_of(app.extensions["incubator.running"].database) as statements:
            client.get("/mentor")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 15


def test_a_juror_without_reviews_reads_what_will_come(sign_in: SignInAs) -> None:
    assert "Nothing to review yet." in sign_in(cast.juror).get("/reviews").text
