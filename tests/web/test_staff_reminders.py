"""What reminders come, to whom and why; and a red note when nobody sends them."""

from __future__ import annotations

from datetime import date, timedelta

from incubator.clock import SystemClock
from incubator.store import Heartbeat
from tests import cast, scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import enrolled


def test_the_forecast_says_who_gets_what_and_why(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolled(session, starts_on=date(2025, 10, 10))
    client = sign_in(cast.manager)

    text = client.get("/reminders").text

    assert "Inès Maurel" in text
    assert "30 days before: the last day" in text
    assert "Lumen Bio" in text


def test_the_forecast_keeps_to_the_managers_programmes(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolled(session, starts_on=date(2025, 10, 10))

    text = sign_in(cast.other_manager).get("/reminders").text

    assert "Lumen Bio" not in text
    assert "No reminder in the next two weeks." in text


def test_the_log_says_what_became_of_each(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        enrolment, person = enrolled(session), cast.founder(session)
        scenes.reminder(session, person, enrolment, kind="end_60", state="suppressed", why="account_closed")

    text = sign_in(cast.manager).get("/reminders/log").text

    assert "The account is closed." in text
    assert "Lumen Bio" in text


def test_a_silent_worker_is_a_red_note(sign_in: SignInAs, writing: Writing) -> None:
    client, real = sign_in(cast.manager), SystemClock().now()
    never = client.get("/reminders").text
    with writing() as session:
        session.add(Heartbeat(name="delivery", at=real - timedelta(minutes=10)))
    silent = client.get("/reminders/log").text
    with writing() as session:
        session.get_one(Heartbeat, "delivery").at = real
    alive = client.get("/reminders").text

    assert "has never run" in never
    assert "was last seen on" in silent
    assert "Nothing is being sent" not in alive
