"""Sending once, in time, with a receipt; what may still change afterwards."""

from __future__ import annotations

from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from incubator.clock import FixedClock
from incubator.store import Application, InformationRequest, LetterRow, add
from incubator.store.answers import current_answers
from tests import cast
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import PDF, SCIENCE, main_of, ready, upload

CLOSING = NOW + timedelta(days=30)


def complete(client: FlaskClient, ref: str) -> None:
    assert upload(client, f"/applications/{ref}/tasks/files", PDF).status_code == 303


def state_of(writing: Writing, ref: str) -> str | None:
    with writing() as session:
        return session.scalar(select(Application.state).where(Application.ref == ref))


def test_sent_once_however_often_the_button_is_pressed(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = ready(session).ref
    client = sign_in(cast.founder)
    complete(client, ref)

    answers = [client.post(f"/applications/{ref}/send") for _press in range(3)]

    assert [answer.location for answer in answers] == [f"/applications/{ref}/sent"] * 3
    receipt = client.get(f"/applications/{ref}/sent").text
    assert ref in receipt
    assert "Monday 2 March 2026 at 10:00 (Paris time)" in receipt
    assert "nadia.rey@example.org" in receipt
    with writing() as session:
        query = select(func.count()).where(LetterRow.kind == "received")
        assert session.scalar(query) == 2  # one to each of the two founders


def test_without_everything_there_is_no_button_and_no_way_round(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = ready(session).ref
    client = sign_in(cast.founder)

    check, forced = client.get(f"/applications/{ref}/check"), client.post(f"/applications/{ref}/send")

    assert "Send application" not in check.text
    assert forced.status_code == 409
    assert "Your CV" in forced.text
    assert state_of(writing, ref) == "draft"


def test_one_second_late_says_when_it_closed_and_loses_nothing(
    sign_in: SignInAs, writing: Writing, clock: FixedClock
) -> None:
    with writing() as session:
        ref = ready(session, grace_minutes=0).ref
    client = sign_in(cast.founder)
    complete(client, ref)
    clock.set(CLOSING + timedelta(seconds=1))

    response = client.post(f"/applications/{ref}/send")

    assert response.status_code == 409
    assert "The call closed on Wednesday 1 April 2026 at 11:00 (Paris time)." in response.text
    assert "Five words and no more" in response.text
    assert state_of(writing, ref) == "draft"


def test_within_the_grace_it_is_accepted_and_marked_late(
    sign_in: SignInAs, writing: Writing, clock: FixedClock
) -> None:
    with writing() as session:
        ref = ready(session, grace_minutes=10).ref
    client = sign_in(cast.founder)
    complete(client, ref)
    clock.set(CLOSING + timedelta(minutes=9))

    page, sent = client.get(f"/applications/{ref}"), client.post(f"/applications/{ref}/send")

    assert "The call has just closed" in page.text
    assert sent.status_code == 303
    assert "It arrived just after the closing" in client.get(sent.location).text


def test_a_sent_application_changes_until_the_closing(
    sign_in: SignInAs, writing: Writing, clock: FixedClock
) -> None:
    with writing() as session:
        ref = ready(session).ref
    client, task = sign_in(cast.founder), f"/applications/{ref}/tasks/science"
    complete(client, ref)
    client.post(f"/applications/{ref}/send")
    clock.set(NOW + timedelta(hours=1))

    too_long = client.post(task, data={**SCIENCE, "q_idea": "one two three four five six"})
    changed = client.post(task, data={**SCIENCE, "q_pitch": "A better test"})
    standing, check = client.get(f"/applications/{ref}"), client.get(f"/applications/{ref}/check")
    client.post(f"/applications/{ref}/send")
    again, receipt = client.get(f"/applications/{ref}"), client.get(f"/applications/{ref}/sent").text
    clock.set(CLOSING)
    closed = client.post(task, data={**SCIENCE, "q_pitch": "Too late"})

    assert (too_long.status_code, changed.status_code, closed.status_code) == (422, 303, 422)
    assert changed.location == f"/applications/{ref}/check"
    assert "Send your changes" in check.text
    unsent = "You have changed answers since you sent them"
    assert (unsent in standing.text, unsent in again.text) == (True, False)
    assert "Latest changes sent on Monday 2 March 2026 at 11:00" in receipt
    assert "You can still change your answers until" in receipt
    with writing() as session:
        made = session.scalars(select(Application).where(Application.ref == ref)).one()
        answers = current_answers(session, made.id)
    assert (answers["pitch"], answers["idea"]) == ("A better test", "Five words and no more")


def test_only_what_the_team_names_is_open(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = ready(session)
        made.state, made.submitted_at, made.sent_at = "info_requested", NOW, NOW
        request = InformationRequest(
            application_id=made.id, questions=["pitch"], message="Which disease?", due_on=date(2026, 3, 9),
            asked_at=NOW,
        )  # fmt: skip
        add(session, request)
    client, url = sign_in(cast.founder), f"/applications/{made.ref}"

    shown, task = client.get(url), client.get(f"{url}/tasks/science")
    client.post(f"{url}/tasks/science", data={"q_pitch": "A test for one", "q_idea": "Something else"})
    sent = client.post(f"{url}/send")

    assert "Which disease?" in shown.text
    assert "Monday 9 March 2026" in shown.text
    assert ('name="q_pitch"' in task.text, 'name="q_idea"' in task.text) == (True, False)
    assert (sent.status_code, state_of(writing, made.ref)) == (303, "submitted")
    with writing() as session:
        answers = current_answers(session, made.id)
    assert (answers["pitch"], answers["idea"]) == ("A test for one", "Five words and no more")


def test_withdrawn_and_taken_up_again(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = ready(session).ref
    client = sign_in(cast.founder)
    complete(client, ref)
    client.post(f"/applications/{ref}/send")

    asked = client.get(f"/applications/{ref}/withdraw")
    client.post(f"/applications/{ref}/withdraw", data={"why": "Another job"})
    withdrawn = state_of(writing, ref)
    client.post(f"/applications/{ref}/reopen")

    assert "until Wednesday 1 April 2026 at 11:00 (Paris time)" in asked.text
    assert (withdrawn, state_of(writing, ref)) == ("withdrawn", "draft")
    assert "3 of 3 sections completed" in main_of(client.get(f"/applications/{ref}"))
