"""Signing in under attack: guessed codes, planted cookies, foreign hosts, forged forms, crowded proxies."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator import create_app
from incubator.actions.people import accounts, invitations
from incubator.actions.people.accounts import Welcome, WrongCode
from incubator.actions.people.limits import CODE_PER_ADDRESS
from incubator.clock import FixedClock
from incubator.errors import Gone, Refused, TooMany
from incubator.settings import load_settings
from incubator.store import LetterRow, SignInLink
from incubator.web.site import safe_next
from tests import cast
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing

VICTIM = "victime@example.org"
QUARTER = timedelta(minutes=15)
AWAY = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "https://evil.example", "http:evil.example", "javascript:alert(1)", " //evil.example",
    "/%0d%0aSet-Cookie: a=b\r\nX: y", "/a\\..\\\\evil.example", "/\u2028/evil.example", "evil.example", "",
    "/" + "x" * 600,
)  # fmt: skip


def guess(session: Session, *, round_: int) -> list[WrongCode | Welcome]:
    at = NOW + round_ * QUARTER
    asked = accounts.ask_link(session, VICTIM, language="fr", next_path="", at=at, network=str(round_))
    found = []
    for _ in range(accounts.WRONG_CODES):
        try:
            found.append(accounts.sign_in_with_code(session, asked.link_id, "none", at=at))
        except Gone:
            break
    return found


def test_mail_after_mail_gives_no_more_codes_to_guess(session: Session) -> None:
    tries = sum(len(guess(session, round_=number)) for number in range(4))
    assert tries == CODE_PER_ADDRESS.tries

    with pytest.raises(TooMany, match="Open the link in the mail instead"):
        guess(session, round_=5)


def test_the_link_still_works_when_codes_are_used_up(session: Session) -> None:
    for number in range(4):
        guess(session, round_=number)
    at = NOW + 5 * QUARTER
    asked = accounts.ask_link(session, VICTIM, language="fr", next_path="", at=at, network="home")
    body = session.scalars(select(LetterRow.body_text).where(LetterRow.subject_id == asked.link_id)).one()
    token = re.search(r"/auth/([\w-]{43})", body)
    assert token is not None

    assert accounts.sign_in_with_link(session, token[1], at=at).person.email == VICTIM


@pytest.mark.parametrize("path", AWAY)
def test_nothing_leads_to_another_host(app: Flask, client: FlaskClient, path: str) -> None:
    assert safe_next(path) == "/"
    assert accounts.inside(path) in ("", "/" + "x" * 600)
    assert client.post("/preferences", data={"next": path}).location == "/"


def test_what_the_browser_held_before_is_forgotten(app: Flask, writing: Writing) -> None:
    """A planted cookie would let its planter know the token of every form."""
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    planted = token_in(client.get("/sign-in").text)
    client.post("/sign-in", data={"email": VICTIM, "csrf_token": planted})
    with writing() as session:
        body = session.scalars(select(LetterRow.body_text)).one()
    link = re.search(r"/auth/[\w-]{43}", body)
    assert link is not None
    entered = client.post(link[0], data={"csrf_token": planted})

    forged = client.post("/account/profile", data={"csrf_token": planted, "name": "Eve"})

    assert (entered.status_code, forged.status_code) == (303, 400)
    assert client.post("/preferences", data={"csrf_token": token_in(forged.text)}).status_code == 303


def token_in(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def test_every_cookie_is_kept_from_scripts_and_neighbours(tmp_path: Path, sqlite_url: str) -> None:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, origin="https://in.example.org")
    app = create_app(settings, clock=FixedClock(NOW))
    app.config["WTF_CSRF_ENABLED"] = False
    client, base = app.test_client(), "https://in.example.org"

    cookies = [
        *client.get("/sign-in?lang=en", base_url=base).headers.getlist("Set-Cookie"),
        *client.post("/preferences", data={"theme": "dark"}, base_url=base).headers.getlist("Set-Cookie"),
        *client.post("/sign-in", data={"email": VICTIM}, base_url=base).headers.getlist("Set-Cookie"),
    ]
    database = app.extensions["incubator.running"].database
    with database.reading() as session:
        link = re.search(r"/auth/[\w-]{43}", session.scalars(select(LetterRow.body_text)).one())
    assert link is not None
    signed_in = client.post(link[0], base_url=base).headers.getlist("Set-Cookie")
    database.dispose()

    for cookie in cookies + signed_in:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")), cookie
        assert "Domain" not in cookie
    named = {cookie.partition("=")[0] for cookie in cookies + signed_in}
    assert named >= {"__Host-incubator_form", "__Host-incubator_sign_in"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_posts_nothing(client: FlaskClient, writing: Writing, site: str) -> None:
    answer = client.post("/sign-in", data={"email": VICTIM}, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 400
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(SignInLink)) == 0
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": site}).status_code == 200  # a link may lead here


def test_every_form_asks_for_its_token(app: Flask, sign_in: SignInAs) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client, answers = sign_in(cast.manager_of_all), {}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = re.sub(r"<[^>]+>", "x", rule.rule.replace("<lang:lang>", "fr"))
            answers[path] = {
                client.post(path).status_code,
                client.post(path, data={"csrf_token": "x.y.z"}).status_code,
            }

    assert len(answers) > 30
    assert {path: codes for path, codes in answers.items() if codes != {400}} == {}


def ask_from(client: FlaskClient, number: int, forwarded: str) -> int:
    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Host": "evil.example"}
    return client.post("/sign-in", data={"email": f"n{number}@example.org"}, headers=headers).status_code


def test_a_forged_address_does_not_lift_the_limit(client: FlaskClient, writing: Writing) -> None:
    answers = [ask_from(client, number, f"203.0.113.{number}") for number in range(31)]

    assert answers == [303] * 30 + [429]
    with writing() as session:
        assert [body for body in session.scalars(select(LetterRow.body_text)) if "evil.example" in body] == []


def test_behind_a_proxy_each_visitor_counts_alone(tmp_path: Path, sqlite_url: str) -> None:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, proxies=1)
    app = create_app(settings, clock=FixedClock(NOW))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()

    one = [ask_from(client, number, f"10.9.8.{number}, 203.0.113.7") for number in range(31)]
    other = ask_from(client, 40, "203.0.113.8")

    assert (one, other) == ([303] * 30 + [429], 303)
    app.extensions["incubator.running"].database.dispose()


def test_a_manager_of_one_programme_names_no_jury_for_all(session: Session) -> None:
    with pytest.raises(Refused, match="Choose the programme you manage"):
        invitations.invite(session, VICTIM, role="juror", actor=cast.manager(session), at=NOW)

    made = invitations.invite(
        session, VICTIM, role="juror", actor=cast.manager(session), at=NOW, programme="shaker"
    )
    assert made.programme == "shaker"


def test_invitations_of_another_programme_are_not_listed(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        for who, programme in ((cast.manager, "shaker"), (cast.other_manager, "booster")):
            email = f"{programme}.jury@example.org"
            invitations.invite(session, email, role="juror", actor=who(session), at=NOW, programme=programme)

    listed = {
        who.__name__: re.findall(r"(\w+)\.jury@example", sign_in(who).get("/people").text)
        for who in (cast.manager, cast.other_manager, cast.director)
    }

    assert listed == {"manager": ["shaker"], "other_manager": ["booster"], "director": ["booster", "shaker"]}
