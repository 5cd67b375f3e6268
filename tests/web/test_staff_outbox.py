"""Letters that wait, that left and that failed; what a person may still do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from incubator.store import LetterRow
from tests import cast, scenes
from tests.conftest import NOW
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import enrolled


def written(writing: Writing, **given: object) -> str:
    with writing() as session:
        letter = scenes.letter(session, cast.founder(session), enrolled(session), **given)
        return str(letter.id)


def test_every_letter_is_in_its_tab(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment, person = enrolled(session), cast.founder(session)
        for state in ("queued", "sent", "failed", "cancelled"):
            scenes.letter(session, person, enrolment, state=state, title=f"Letter {state}")
    client = sign_in(cast.manager)

    pages = {
        tab: client.get(f"/outbox?tab={tab}").text for tab in ("waiting", "sent", "failed", "stopped", "odd")
    }

    states = ("queued", "sent", "failed", "cancelled")
    assert {tab: [s for s in states if f"Letter {s}" in text] for tab, text in pages.items()} == {
        "waiting": ["queued"], "sent": ["sent"], "failed": ["failed"], "stopped": ["cancelled"],
        "odd": ["queued"],
    }  # fmt: skip


def test_a_letter_is_shown_as_it_will_leave(sign_in: SignInAs, writing: Writing) -> None:
    text = sign_in(cast.manager).get(f"/outbox/{written(writing, body_text='Bonjour Inès')}").text

    assert "Bonjour Inès" in text
    assert "Monday 2 March 2026 at 10:15 (Paris time)" in text


def test_a_letter_with_a_sign_in_link_is_never_shown(sign_in: SignInAs, writing: Writing) -> None:
    letter_id = written(
        writing, kind="sign_in", is_secret=True, body_text="https://…/auth/abc", title="Code 123456"
    )
    client = sign_in(cast.admin)

    pages = client.get(f"/outbox/{letter_id}").text + client.get("/outbox").text

    assert "auth/abc" not in pages
    assert "123456" not in pages
    assert "This letter holds a personal link" in pages


def test_a_letter_leaves_now_when_asked(sign_in: SignInAs, writing: Writing) -> None:
    letter_id = written(writing)

    answer = sign_in(cast.manager).post(f"/outbox/{letter_id}/send")

    assert answer.status_code == 303
    with writing() as session:
        assert session.get_one(LetterRow, letter_id).send_after == NOW


def test_a_failed_letter_is_sent_once_more(sign_in: SignInAs, writing: Writing) -> None:
    letter_id = written(writing, state="failed", attempts=5, why="550 no such user")
    client = sign_in(cast.manager)

    shown = client.get(f"/outbox/{letter_id}").text
    client.post(f"/outbox/{letter_id}/send")

    assert "550 no such user" in shown
    with writing() as session:
        row = session.get_one(LetterRow, letter_id)
        assert (row.state, row.attempts) == ("queued", 0)


def test_a_letter_is_taken_back_with_a_reason(sign_in: SignInAs, writing: Writing) -> None:
    letter_id = written(writing)
    client = sign_in(cast.manager)

    silent = client.post(f"/outbox/{letter_id}/cancel", data={"reason": ""})
    told = client.post(f"/outbox/{letter_id}/cancel", data={"reason": "I phoned them."})
    again = client.post(f"/outbox/{letter_id}/cancel", data={"reason": "Twice."})

    assert (silent.status_code, told.status_code, again.status_code) == (422, 303, 422)
    assert "I phoned them." in client.get(f"/outbox/{letter_id}").text


@pytest.mark.parametrize("tab", ["waiting", "sent"])
def test_the_outbox_asks_as_often_for_many_as_for_one(
    tab: str, app: Flask, sign_in: SignInAs, writing: Writing
) -> None:
    client, counts = sign_in(cast.manager_of_all), []
    state = "queued" if tab == "waiting" else "sent"
    for number in (1, 12):
        for _each in range(number):
            with writing() as session:
                call = scenes.call(session)
                venture = scenes.venture(session)
                application = scenes.application(session, call, venture)
                later = NOW + timedelta(hours=1)
                scenes.letter(session, cast.founder(session), application, state=state, send_after=later)
        client.get(f"/outbox?tab={tab}")
        with statements_of(app.extensions["incubator.running"].database) as statements:
            client.get(f"/outbox?tab={tab}")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 15


def test_another_programmes_letter_does_not_exist(sign_in: SignInAs, writing: Writing) -> None:
    letter_id = written(writing)

    assert sign_in(cast.other_manager).get(f"/outbox/{letter_id}").status_code == 404
