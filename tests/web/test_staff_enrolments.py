"""Companies in their programmes, as managers see and move them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from incubator.store import Enrolment, Entry, Mentorship
from tests import cast, scenes
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import edition_id, enrolled


def test_the_list_tells_term_days_left_and_coaching(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment = enrolled(session, "booster")
        scenes.coaching_day(session, enrolment, cast.mentor(session), half_days=2)

    text = sign_in(cast.other_manager).get("/enrolments").text

    assert "Lumen Bio" in text
    assert "1 Oct 2025 – 30 Sep 2026" in text
    assert ">212<" in text
    assert "1\u00a0day of 20\u00a0days" in text


def test_the_list_filters_by_programme_and_state(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolled(session, name="Alba")
        enrolled(session, "booster", name="Corvo", state="left", ended_on=date(2026, 1, 5))
    client = sign_in(cast.manager_of_all)

    found = {
        query: [name for name in ("Alba", "Corvo") if name in client.get(f"/enrolments?{query}").text]
        for query in ("", "programme=booster", "state=active", "programme=booster&state=active", "state=odd")
    }

    assert found == {
        "": ["Alba", "Corvo"], "programme=booster": ["Corvo"], "state=active": ["Alba"],
        "programme=booster&state=active": [], "state=odd": ["Alba", "Corvo"],
    }  # fmt: skip


def test_the_list_asks_as_often_for_many_as_for_one(app: Flask, sign_in: SignInAs, writing: Writing) -> None:
    client, counts = sign_in(cast.manager_of_all), []
    for names in ("A", "BCDEFGHIJKLM"):
        with writing() as session:
            for name in names:
                enrolment = enrolled(session, name=f"{name} Bio")
                scenes.coaching_day(session, enrolment, cast.mentor(session))
                scenes.extension(session, enrolment)
        client.get("/enrolments")
        with statements_of(app.extensions["incubator.running"].database) as statements:
            client.get("/enrolments")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 15


def test_another_programmes_company_does_not_exist(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client = sign_in(cast.other_manager)

    paths = ("", "/move?move=leave", "/pause", "/mentors")
    assert [client.get(f"/enrolments/{enrolment_id}{path}").status_code for path in paths] == [404] * 4


def test_the_page_says_the_arithmetic_and_what_comes_next(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id

    text = sign_in(cast.manager).get(f"/enrolments/{enrolment_id}").text

    assert "From 1 October 2025: 6 months. The last day is 31 March 2026." in text
    assert "What may come next" in text
    assert "Edition 7, judged as if they applied today and entered on 1 April 2026." in text


def test_a_term_is_not_completed_before_its_end(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client = sign_in(cast.manager)

    shown = client.get(f"/enrolments/{enrolment_id}/move?move=complete")
    done = client.post(f"/enrolments/{enrolment_id}/move", data={"move": "complete", "confirm": "yes"})

    assert "The term runs until 31 March 2026" in shown.text
    assert done.status_code == 422
    with writing() as session:
        assert session.get_one(Enrolment, enrolment_id).state == "active"


def test_leaving_needs_a_reason_that_the_history_keeps(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client, address = sign_in(cast.manager), f"/enrolments/{enrolment_id}/move"

    silent = client.post(address, data={"move": "leave", "confirm": "yes", "reason": ""})
    told = client.post(address, data={"move": "leave", "confirm": "yes", "reason": "A job elsewhere."})

    assert (silent.status_code, told.status_code) == (422, 303)
    with writing() as session:
        entry = session.scalars(
            select(Entry).where(Entry.subject_id == enrolment_id, Entry.action == "leave")
        ).one()
        assert (entry.to_state, entry.reason) == ("left", "A job elsewhere.")


def test_looking_at_a_move_changes_nothing(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client = sign_in(cast.manager)

    looked = client.post(f"/enrolments/{enrolment_id}/move", data={"move": "leave", "reason": "Perhaps."})

    assert looked.status_code == 200
    with writing() as session:
        assert session.get_one(Enrolment, enrolment_id).state == "active"


@pytest.mark.parametrize("move", ["", "fly", "resume"])
def test_a_move_that_is_not_possible_is_refused_in_a_page(
    move: str, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id

    answer = sign_in(cast.manager).get(f"/enrolments/{enrolment_id}/move?move={move}")

    assert answer.status_code == 409
    assert "This cannot be done any more, or not yet" in answer.text


def test_a_pause_is_seen_before_it_is_set(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client, address = sign_in(cast.manager), f"/enrolments/{enrolment_id}/pause"
    pause = {"from_on": "2026-03-09", "to_on": "2026-03-18", "reason": "Laboratory works."}

    seen = client.post(address, data=pause)
    client.get(f"/enrolments/{enrolment_id}")
    set_ = client.post(address, data={**pause, "confirm": "yes"})

    assert "The last day is 10 April 2026." in seen.text
    assert set_.status_code == 303
    assert "The last day is 10 April 2026." in client.get(f"/enrolments/{enrolment_id}").text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-18", "2026-03-09", "swap the two dates"),
        ("2026-09-01", "2026-09-10", "is outside the term"),
        ("soon", "2026-03-10", "Write the date like"),
    ],
)
def test_an_impossible_pause_says_why(
    first: str, last: str, said: str, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id

    data = {"from_on": first, "to_on": last, "reason": "Works."}
    answer = sign_in(cast.manager).post(f"/enrolments/{enrolment_id}/pause", data=data)

    assert answer.status_code == 422
    assert said in answer.text


def test_a_manager_names_a_mentor(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment, mentor_id = enrolled(session), cast.mentor(session).id
        enrolment_id, venture_id, juror_id = enrolment.id, enrolment.venture_id, cast.juror(session).id
    client, address = sign_in(cast.manager), f"/enrolments/{enrolment_id}/mentors"

    wrong = client.post(address, data={"mentor": juror_id})
    named = client.post(address, data={"mentor": mentor_id})

    assert (wrong.status_code, named.status_code) == (422, 303)
    with writing() as session:
        rows = session.scalars(select(Mentorship).where(Mentorship.venture_id == venture_id)).all()
        assert [row.mentor_id for row in rows] == [mentor_id]


def test_a_confirmed_day_is_taken_back_with_a_reason(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment = enrolled(session)
        day_id = scenes.coaching_day(session, enrolment, cast.mentor(session), state="confirmed").id
    client = sign_in(cast.manager)

    silent = client.post(f"/coaching/{day_id}/reverse", data={"reason": " "})
    told = client.post(f"/coaching/{day_id}/reverse", data={"reason": "Logged twice."})

    assert (silent.status_code, told.status_code) == (422, 303)
    assert "Reversed" in client.get(told.location).text


def test_starting_shows_that_the_former_programme_ends_well(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        former = enrolled(session)
        given = {"edition_id": edition_id(session, "booster"), "previous_id": former.id, "state": "planned"}
        later = scenes.enrolment(session, former.venture, "booster", **given, starts_on=date(2026, 3, 2))
        former_id, later_id = former.id, later.id
    client = sign_in(cast.manager_of_all)

    seen = client.get(f"/enrolments/{later_id}/move?move=start").text
    client.post(f"/enrolments/{later_id}/move", data={"move": "start", "confirm": "yes"})

    assert "Shaker is completed: the venture goes on to Booster on 2 March 2026." in seen
    assert "ines.maurel@example.org" in seen
    with writing() as session:
        states = [session.get_one(Enrolment, one).state for one in (former_id, later_id)]
    assert states == ["completed", "active"]


def test_resuming_shows_the_new_last_day(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment_id = enrolled(session).id
    client = sign_in(cast.manager)
    pause = {"from_on": "2026-02-23", "to_on": "2026-03-24", "reason": "Works.", "confirm": "yes"}
    client.post(f"/enrolments/{enrolment_id}/pause", data=pause)

    seen = client.get(f"/enrolments/{enrolment_id}/move?move=resume").text
    client.post(f"/enrolments/{enrolment_id}/move", data={"move": "resume", "confirm": "yes"})

    assert "The last day moves from 30 April 2026 to 7 April 2026." in seen
    assert "The last day is 7 April 2026." in client.get(f"/enrolments/{enrolment_id}").text
