"""The consequence page over HTTP: it shows, then does, then takes back; the second manager is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator.clock import FixedClock
from incubator.store import Application
from tests import cast
from tests.actions import stories
from tests.web.conftest import SignInAs, Writing


@pytest.fixture
def ref(writing: Writing) -> str:
    with writing() as session:
        return stories.sent(session, cast.founder(session)).ref


@pytest.fixture
def manager(ref: str, sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.manager)


def state_of(writing: Writing, ref: str) -> str:
    with writing() as session:
        return session.scalars(select(Application.state).where(Application.ref == ref)).one()


def ticked(page: str, ref: str) -> dict[str, str]:
    """What the page's form would post for this row, as it stands."""
    version = re.search(rf'name="version-{ref}" value="(\d+)"', page)
    assert version is not None, "the row cannot be ticked"
    return {"ref": ref, f"version-{ref}": version[1]}


def look(client: FlaskClient, ref: str, move: str) -> str:
    response = client.get("/calls/shaker-0/move", query_string={"move": move, "ref": ref})
    assert response.status_code == 200
    return response.text


def do(client: FlaskClient, ref: str, move: str, **more: str) -> str:
    """Look, confirm, and give back the address of what was done."""
    form = {"move": move, **ticked(look(client, ref, move), ref), **more}
    response = client.post("/calls/shaker-0/move/apply", data=form)
    assert response.status_code == 303
    return response.location


def test_who_may_not_move_is_offered_nothing_to_tick(manager: FlaskClient, sign_in: SignInAs) -> None:
    tables = [client.get("/calls/shaker-0/applications").text for client in (manager, sign_in(cast.admin))]

    assert ['name="ref"' in table for table in tables] == [True, False]
    assert ["/calls/shaker-0/move" in table and "Move to…" in table for table in tables] == [True, False]


def test_looking_changes_nothing(manager: FlaskClient, writing: Writing, ref: str) -> None:
    look(manager, ref, "find_eligible")

    assert state_of(writing, ref) == "submitted"


def test_confirming_does_what_was_shown(manager: FlaskClient, writing: Writing, ref: str) -> None:
    where = do(manager, ref, "find_eligible")

    assert state_of(writing, ref) == "eligible"
    assert "1 application moved" in manager.get(where).text


def test_undo_gives_it_back(manager: FlaskClient, writing: Writing, ref: str) -> None:
    where = do(manager, ref, "find_eligible")

    manager.post(f"{where}/undo")

    assert state_of(writing, ref) == "submitted"


def test_after_the_hold_undo_is_a_sentence(
    manager: FlaskClient, writing: Writing, ref: str, clock: FixedClock
) -> None:
    where = do(manager, ref, "find_eligible")
    clock.move(minutes=15)

    response = manager.post(f"{where}/undo")

    assert response.status_code in (403, 409, 422)
    assert "The time to undo is over" in response.text
    assert state_of(writing, ref) == "eligible"


def test_the_second_of_two_managers_is_told(
    manager: FlaskClient, sign_in: SignInAs, writing: Writing, ref: str
) -> None:
    other = sign_in(cast.manager_of_all)
    seen_by_both = {"move": "find_eligible", **ticked(look(manager, ref, "find_eligible"), ref)}

    first = manager.post("/calls/shaker-0/move/apply", data=seen_by_both)
    second = other.post("/calls/shaker-0/move/apply", data=seen_by_both)

    assert "1 application moved" in manager.get(first.location).text
    told = other.get(second.location).text
    assert "It changed since you looked, by Nadia Rey on Monday 2 March 2026 at 10:00" in told
    assert ("To check" in told, "becomes" in told, "Eligible" in told) == (True, True, True)


def test_nothing_ticked_is_a_sentence(manager: FlaskClient, ref: str) -> None:
    response = manager.post("/calls/shaker-0/move/apply", data={"move": "find_eligible"})

    assert response.status_code in (409, 422)
    assert "Choose at least one application" in response.text


def test_a_move_nobody_knows_moves_nothing(manager: FlaskClient, writing: Writing, ref: str) -> None:
    page = look(manager, ref, "<script>")

    assert "<script>" not in page.replace('<script type="module"', "")
    assert state_of(writing, ref) == "submitted"


def test_letters_are_shown_before_they_are_written(manager: FlaskClient, ref: str) -> None:
    do(manager, ref, "find_eligible")

    page = look(manager, ref, "start_review")

    assert "Inès Maurel" in page
    assert "1 letter will be written" in page


def test_every_stage_to_the_notified_decision(manager: FlaskClient, writing: Writing, ref: str) -> None:
    for move in ("find_eligible", "start_review", "accept", "notify"):
        do(manager, ref, move)

    assert state_of(writing, ref) == "accepted"


def test_the_table_filters_and_finds(manager: FlaskClient, ref: str) -> None:
    found = manager.get("/calls/shaker-0/applications", query_string={"search": ref}).text
    empty = manager.get("/calls/shaker-0/applications", query_string={"search": "nothing like it"}).text

    assert ref in found
    assert "No application matches" in empty


def test_pages_of_an_application_open(manager: FlaskClient, ref: str) -> None:
    statuses = {
        tab: manager.get(f"/a/{ref}/{tab}").status_code
        for tab in ("summary", "answers", "eligibility", "history", "more-time")
    }

    assert set(statuses.values()) == {200}


def test_more_time_moves_only_this_closing(manager: FlaskClient, ref: str, writing: Writing) -> None:
    with writing() as session:
        other = stories.started(session, cast.stranger(session), code="SHK-27Y", slug="later")
        later = (other.call.closes_at + timedelta(days=3)).strftime("%Y-%m-%d 14:00")
        other_ref = other.ref

    response = manager.post(
        f"/a/{other_ref}/more-time", data={"closes_at": later, "reason": "The server was down."}
    )

    assert response.status_code == 303


@pytest.mark.parametrize(
    ("move", "field"), [("find_ineligible", "reason"), ("request_information", "due_on")]
)
def test_what_a_move_needs_is_not_called_optional(
    manager: FlaskClient, ref: str, move: str, field: str
) -> None:
    text = manager.get(f"/calls/shaker-0/move?ref={ref}&move={move}").text

    label = re.search(rf'<label for="{field}">(.*?)</label>', text)

    assert label is not None
    assert "optional" not in label[1]
    assert 'class="btn btn-primary"' in text
