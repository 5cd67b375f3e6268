"""Where I am signed in, ending it, my profile, my dates, invitations and the demo's door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.people import invitations
from incubator.clock import FixedClock
from incubator.store import LetterRow, Person, SignIn
from incubator.web.account.browsers import browser_name
from incubator.web.sign_ins import COOKIE
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing, begin
from tests.web.public_scenes import plain

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0"


def another_browser(app: Flask, writing: Writing, token: str = "another") -> FlaskClient:
    with writing() as session:
        begin(session, cast.founder(session), token).browser = FIREFOX
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    return client


def test_a_copied_cookie_is_dead_after_sign_out(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in(cast.founder)
    held = client.get_cookie(COOKIE)
    assert held is not None
    copy = app.test_client()
    copy.set_cookie(COOKIE, held.decoded_value)
    assert copy.get("/account/profile").status_code == 200

    client.post("/sign-out")

    assert copy.get("/account/profile").status_code == 303
    assert client.get("/account/profile").status_code == 303


def test_i_see_where_i_am_signed_in_and_end_it(app: Flask, sign_in: SignInAs, writing: Writing) -> None:
    here, there = sign_in(cast.founder), another_browser(app, writing)
    page = here.get("/account/sign-ins").text
    assert ("Firefox on Linux" in page, page.count("this browser")) == (True, 1)
    with writing() as session:
        row = session.scalars(select(SignIn).where(SignIn.browser == FIREFOX)).one()

    ended = here.post(f"/account/sign-ins/{row.id}/end")

    assert (ended.status_code, there.get("/account/profile").status_code) == (303, 303)
    assert here.get("/account/sign-ins").text.count("Firefox on Linux") == 0


def test_nobody_ends_the_sign_in_of_somebody_else(app: Flask, sign_in: SignInAs, writing: Writing) -> None:
    there = another_browser(app, writing)
    with writing() as session:
        row = session.scalars(select(SignIn).where(SignIn.browser == FIREFOX)).one()

    answer = sign_in(cast.stranger).post(f"/account/sign-ins/{row.id}/end")

    assert (answer.status_code, there.get("/account/profile").status_code) == (404, 200)


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/156 Safari/537 Edg/156", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/156 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5", "curl/8.5"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(told: str, named: str) -> None:
    assert browser_name(told).en == named


def test_a_sign_in_ends_by_itself_after_thirty_days(app: Flask, writing: Writing, clock: FixedClock) -> None:
    client = another_browser(app, writing)
    with writing() as session:
        session.scalars(select(SignIn)).one().expires_at = NOW + timedelta(days=30)

    clock.set(NOW + timedelta(days=30) - timedelta(seconds=1))
    assert client.get("/account/profile").status_code == 200
    clock.set(NOW + timedelta(days=30))

    assert client.get("/account/profile").status_code == 303


def test_my_name_language_and_zone_are_mine_to_change(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.founder)

    saved = client.post(
        "/account/profile", data={"name": "Inès M.", "language": "en", "zone": "America/Montreal"}
    )

    assert saved.status_code == 303
    with writing() as session:
        me = cast.founder(session)
        assert (me.name, me.language, me.zone) == ("Inès M.", "en", "America/Montreal")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"language": "de"},
        {"language": ""},
        {"zone": "Paris"},
        {"zone": ""},
    ],
)
def test_a_wrong_profile_is_refused_and_nothing_changes(
    sign_in: SignInAs, writing: Writing, wrong: dict[str, str]
) -> None:
    data = {"name": "Other", "language": "en", "zone": "Europe/Paris", **wrong}

    response = sign_in(cast.founder).post("/account/profile", data=data)

    assert (response.status_code, "There is a problem" in response.text) == (422, True)
    with writing() as session:
        assert cast.founder(session).name == "Inès Maurel"


def test_my_dates_are_mine_in_order_and_in_words(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = scenes.call(session, results_on=(NOW + timedelta(days=60)).date())
        venture = scenes.venture(session)
        scenes.application(session, call, venture, state="draft")
        scenes.application(session, scenes.call(session), venture, state="submitted")

    mine, hers = (plain(sign_in(who).get("/account/dates").text) for who in (cast.founder, cast.stranger))

    assert "Wednesday 1 April 2026 at 11:00 (Paris time)" in mine
    assert "deadline." not in mine
    assert "Nothing is due." in hers


def test_no_date_shows_a_code_instead_of_words(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        scenes.call(
            session, committee_on=NOW.date() + timedelta(days=40), results_on=NOW.date() + timedelta(days=50)
        )

    for language in ("en", "fr"):
        text = sign_in(cast.manager, language).get("/account/dates").text
        assert "deadline." not in text


def invited(session: Session, role: str = "mentor") -> str:
    """The path of the link in the mail."""
    invitations.invite(
        session,
        "claire@example.org",
        role=role,
        actor=cast.admin(session),
        at=NOW,
        name="Claire",
        language="en",
    )
    body = session.scalars(select(LetterRow.body_text).order_by(LetterRow.id.desc())).first() or ""
    found = re.search(r"/invitations/[\w-]+", body)
    assert found is not None
    return found[0]


def test_an_invitation_gives_its_role_once(app: Flask, client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        link = invited(session)
    assert "Join Biocluster as Mentor." in plain(client.get(f"{link}?lang=en").text)

    accepted = client.post(link, data={"name": "Claire Osei"})

    assert (accepted.status_code, client.get("/account/profile").status_code) == (303, 200)
    assert [app.test_client().get(link).status_code, app.test_client().post(link).status_code] == [410, 410]
    with writing() as session:
        made = session.scalars(select(Person).where(Person.email == "claire@example.org")).one()
        assert (made.name, [role.role for role in made.roles]) == ("Claire Osei", ["mentor"])


def test_the_demos_door_is_not_there_outside_the_demo(client: FlaskClient, writing: Writing) -> None:
    with writing() as session:
        cast.person(session, "Maude Démo", "manager").email = "manager@demo.example.org"

    answer = client.post("/demo/sign-in", data={"email": "manager@demo.example.org"})

    assert (answer.status_code, "demo/sign-in" in client.get("/sign-in").text) == (404, False)


def test_the_demos_door_lets_in_the_demos_people_alone(app: Flask, writing: Writing) -> None:
    running = app.extensions["incubator.running"]
    running.settings = running.settings.model_copy(update={"demo": True})
    with writing() as session:
        cast.person(session, "Maude Démo", "manager").email = "manager@demo.example.org"
        stranger = cast.stranger(session).email
    emails = ["manager@demo.example.org", stranger, "", "nobody@demo.example.org"]

    answers = [app.test_client().post("/demo/sign-in", data={"email": email}).status_code for email in emails]

    assert answers == [303, 404, 404, 404]
