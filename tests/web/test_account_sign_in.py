"""Signing in over HTTP: a link or a code, once, for fifteen minutes, and the same for everybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator.clock import FixedClock
from incubator.store import LetterRow, Person, SignIn
from incubator.web.sign_ins import COOKIE
from tests import cast
from tests.conftest import NOW
from tests.web.conftest import Writing
from tests.web.public_scenes import plain

NEW = "nouvelle@example.org"
MINUTE = timedelta(minutes=1)


def ask(client: FlaskClient, email: str = NEW, **more: str) -> tuple[int, str]:
    response = client.post("/sign-in", data={"email": email, **more}, headers={"Accept-Language": "en"})
    return response.status_code, response.location or ""


def mailed(writing: Writing) -> tuple[str, str]:
    """The path of the link and the code in the newest mail."""
    with writing() as session:
        body = session.scalars(select(LetterRow.body_text).order_by(LetterRow.id.desc())).first() or ""
    link = re.search(r"/auth/[\w-]{43}", body)
    code = re.search(r"\b\d{6}\b", re.sub(r"/auth/\S+", "", body))
    assert link is not None
    assert code is not None
    return link[0], code[0]


def is_in(client: FlaskClient) -> bool:
    return client.get("/account/profile").status_code == 200


def test_a_link_signs_in_by_its_button_and_only_once(
    app: Flask, client: FlaskClient, writing: Writing
) -> None:
    ask(client)
    link, _code = mailed(writing)

    opened = [client.get(link).status_code for _scanner in range(3)]
    assert not is_in(client)
    pressed = client.post(link)

    assert (opened, pressed.status_code, is_in(client)) == ([200, 200, 200], 303, True)
    assert app.test_client().post(link).status_code == 410
    assert client.get(link).status_code == 410


def test_a_self_check_is_still_known_after_signing_in(client: FlaskClient, writing: Writing) -> None:
    """It goes into the application that is opened next; nothing else of before stays."""
    with client.session_transaction() as browser:
        browser["checked"], browser["other"] = {"sector": "health"}, "forgotten"
    ask(client)

    client.post(mailed(writing)[0])

    with client.session_transaction() as browser:
        assert dict(browser) == {"checked": {"sector": "health"}}


def test_a_link_lasts_fifteen_minutes(client: FlaskClient, writing: Writing, clock: FixedClock) -> None:
    ask(client)
    link, _code = mailed(writing)

    clock.set(NOW + 15 * MINUTE - timedelta(seconds=1))
    assert client.get(link).status_code == 200
    clock.set(NOW + 15 * MINUTE)

    assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)
    assert "/sign-in" in client.get(link).text  # the way to a new one


def test_an_invented_link_is_over_like_a_used_one(client: FlaskClient) -> None:
    assert client.get("/auth/" + "x" * 43).status_code == 410


def test_a_code_signs_in_the_browser_that_asked(app: Flask, client: FlaskClient, writing: Writing) -> None:
    ask(client)
    _link, code = mailed(writing)
    other = app.test_client()

    elsewhere = other.post("/sign-in/code", data={"code": code})
    here = client.post("/sign-in/code", data={"code": f" {code[:3]} {code[3:]} "})

    assert (elsewhere.location, is_in(other)) == ("/sign-in", False)
    assert (here.status_code, is_in(client)) == (303, True)


def test_wrong_codes_are_counted_even_when_the_page_is_refused(client: FlaskClient, writing: Writing) -> None:
    ask(client)
    _link, code = mailed(writing)
    wrong = "000000" if code != "000000" else "111111"

    answers = [client.post("/sign-in/code", data={"code": wrong}).status_code for _try in range(5)]
    after = client.post("/sign-in/code", data={"code": code}).status_code

    assert (answers, after, is_in(client)) == ([422] * 5, 410, False)


@pytest.mark.parametrize("code", ["", "12", "abcdef", "1" * 30, "<script>"])
def test_nonsense_is_no_code(client: FlaskClient, code: str) -> None:
    ask(client)

    assert client.post("/sign-in/code", data={"code": code}).status_code == 422


@pytest.mark.parametrize(
    "email", ["", "nobody", "a b@example.org", "x@" + "y" * 300, "a@example.org\r\nBcc: b@c.org"]
)
def test_nonsense_is_no_address(client: FlaskClient, writing: Writing, email: str) -> None:
    status, _location = ask(client, email)

    assert status == 422
    with writing() as session:
        assert session.scalars(select(LetterRow)).all() == []


def test_known_and_unknown_addresses_read_alike(app: Flask, writing: Writing) -> None:
    with writing() as session:
        known = cast.founder(session).email
        closed = cast.stranger(session)
        closed.disabled_at = NOW
        gone = closed.email
    pages = {}

    for email in (known, NEW, gone):
        client = app.test_client()
        answer = ask(client, email)
        page = plain(client.get("/sign-in/code", headers={"Accept-Language": "en"}).text)
        assert email in page
        pages[email] = (answer, page.replace(email, "…"))

    assert len({str(page) for page in pages.values()}) == 1


def test_only_using_the_link_makes_an_account(client: FlaskClient, writing: Writing) -> None:
    ask(client)
    with writing() as session:
        before = session.scalars(select(Person).where(Person.email == NEW)).one_or_none()
    link, _code = mailed(writing)
    client.post(link)
    with writing() as session:
        after = session.scalars(select(Person).where(Person.email == NEW)).one()

    assert (before, [role.role for role in after.roles]) == (None, ["founder"])


def test_too_many_mails_to_one_address_is_a_page_that_says_when(
    client: FlaskClient, clock: FixedClock
) -> None:
    for _mail in range(5):
        assert ask(client)[0] == 303

    refused = client.post("/sign-in", data={"email": NEW}, headers={"Accept-Language": "en"})
    assert refused.status_code == 429
    assert "Please try again in 15 minutes" in plain(refused.text)
    clock.move(minutes=15)

    assert ask(client)[0] == 303


def test_thirty_addresses_from_one_network_are_enough(app: Flask) -> None:
    answers = [ask(app.test_client(), f"person{number}@example.org")[0] for number in range(31)]

    assert answers == [303] * 30 + [429]


@pytest.mark.parametrize(
    ("asked_for", "opened"),
    [
        ("/fr/calls/shaker-27a", "/fr/calls/shaker-27a"),
        ("/account/dates?x=1", "/account/dates?x=1"),
        ("", "/account"),
        ("https://evil.example/", "/account"),
        ("//evil.example/", "/account"),
        ("/\\evil.example", "/account"),
        ("/a\r\nSet-Cookie: x=y", "/account"),
    ],
)
def test_the_way_on_stays_on_this_site(
    client: FlaskClient, writing: Writing, asked_for: str, opened: str
) -> None:
    ask(client, next=asked_for)
    link, _code = mailed(writing)

    assert client.post(link).location == opened


def test_a_page_behind_sign_in_is_come_back_to(client: FlaskClient, writing: Writing) -> None:
    sent = client.get("/account/dates?lang=en").location or ""
    form = client.get(sent).text
    wanted = re.search(r'name="next" value="([^"]*)"', form)
    assert wanted is not None

    ask(client, next=wanted[1])

    assert client.post(mailed(writing)[0]).location == "/account/dates?lang=en"


def test_somebody_signed_in_needs_no_second_sign_in(client: FlaskClient, writing: Writing) -> None:
    ask(client)
    client.post(mailed(writing)[0])

    assert client.get("/sign-in?next=/account/dates").location == "/account/dates"
    assert client.get("/sign-in?next=//evil.example").location == "/"


def test_the_cookie_is_a_secret_the_store_does_not_hold(client: FlaskClient, writing: Writing) -> None:
    ask(client)
    response = client.post(mailed(writing)[0])
    handed = next(line for line in response.headers.getlist("Set-Cookie") if line.startswith(COOKIE))
    token = handed.partition("=")[2].partition(";")[0]

    assert ("HttpOnly" in handed, "SameSite=Lax" in handed) == (True, True)
    with writing() as session:
        row = session.scalars(select(SignIn)).one()
        assert token not in (row.id, row.token_digest)
