"""What no page of ours would send: an answer with a sentence, never a broken page, nothing kept."""

from __future__ import annotations

import pytest
from flask import Flask

from incubator.store import Application
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing

VERSIONS = ("²", "٣", "-1", "1e3", "9" * 5000, "99999999999999999999", "abc")
DAYS = ("\x01", "   ", "0001-01-01", "9999-12-31", "31/12/9999")


@pytest.fixture(autouse=True)
def broken_pages_are_answered(app: Flask) -> None:
    app.config["TESTING"] = False


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_that_is_none_breaks_no_page(sign_in: SignInAs, writing: Writing, version: str) -> None:
    with writing() as session:
        call = scenes.call(session)
        made = scenes.application(session, call, scenes.venture(session))
        edition = scenes.edition(session, "booster", more='term = "12 months"')
        enrolment = scenes.enrolment(session, made.venture, "shaker", edition_id=edition.id)
        extension = scenes.extension(session, enrolment)
    manager, director, founder = sign_in(cast.manager), sign_in(cast.director), sign_in(cast.founder)
    facts = {"name": "Lumen Bio", "seen": version, "version": version, "closes_at": "30/5/2026 14:00"}
    chosen = {"ref": made.ref, f"version-{made.ref}": version, "move": "find_eligible"}

    answers = [
        founder.post(f"/company/{made.venture_id}", data=facts),
        manager.post(f"/calls/{call.slug}/extend", data={**facts, "reason": "More.", "confirm": "yes"}),
        manager.post(f"/calls/{call.slug}/edit", data=_fields(version)),
        manager.post(f"/extensions/{extension.id}", data={"version": version, "decision": "refuse"}),
        manager.post(f"/calls/{call.slug}/move/apply", data=chosen),
        director.post("/decisions/sign", data=chosen),
    ]

    assert [answer.request.path for answer in answers if answer.status_code >= 500] == []


def _fields(version: str) -> dict[str, str]:
    return {
        "version": version, "code": "SHA-27A", "name_fr": "Appel", "name_en": "Call", "slug": "shaker-0",
        "opens_at": "2026-03-01T09:00", "closes_at": "2026-05-30T14:00", "contact_name": "Nadia Rey",
        "contact_email": "nadia.rey@example.org",
    }  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_a_day_that_is_none_is_asked_for_again(sign_in: SignInAs, writing: Writing, day: str) -> None:
    with writing() as session:
        call = scenes.call(session)
        venture = scenes.venture(session)
        made = scenes.application(session, call, venture, state="accepted")
        enrolment = scenes.enrolment(session, venture)
        scenes.mentorship(session, cast.mentor(session), venture)
    manager, mentor = sign_in(cast.manager), sign_in(cast.mentor)
    where = f"/enrolments/{enrolment.id}"
    session_of_work = {"on": day, "half_days": "1", "topic": "Patents", "mode": "remote"}

    refused = [
        mentor.post(f"/mentor/{enrolment.id}", data=session_of_work),
        manager.post(f"{where}/pause", data={"from_on": day, "to_on": day, "reason": "Rest."}),
        manager.post(f"/calls/{call.slug}/extend", data={"closes_at": f"{day} 14:00", "reason": "More."}),
        manager.post(f"/a/{made.ref}/more-time", data={"closes_at": f"{day}T14:00", "reason": "More."}),
    ]
    shown = [
        manager.post(f"{where}/move?move=leave", data={"on": day, "reason": "Gone.", "confirm": ""}),
        manager.post(f"/calls/{call.slug}/move", data={"ref": made.ref, "move": "enter", "starts_on": day}),
    ]

    assert [answer.status_code for answer in refused] == [422] * 4
    assert [answer.request.path for answer in shown if answer.status_code >= 500] == []


def test_a_very_long_search_is_only_a_search(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = scenes.call(session)
    manager = sign_in(cast.manager)
    where = f"/calls/{call.slug}/move"

    long = manager.post(where, data={"all": "yes", "search": "%a_" * 200_000, "move": "find_eligible"})
    many = manager.post(where, data={"all": "yes", "state": [f"s{n}" for n in range(100_000)], "move": "x"})
    signed = sign_in(cast.director).post("/decisions/sign", data={"ref": [f"R{n}" for n in range(100_000)]})

    assert [answer.status_code for answer in (long, many, signed)] == [200, 200, 303]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_that_is_too_large_is_refused_kindly(sign_in: SignInAs, kind: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n%s\r\n--x--\r\n'
    name = b"x" * 3_000_000
    body = part % name if "boundary" in kind else b"name=" + name

    answer = sign_in(cast.founder).post("/account/profile", data=body, content_type=kind)

    assert answer.status_code == 413
    assert "<main" in answer.text


@pytest.mark.parametrize("path", ["/sign-in?next=%00", "/a/%00/summary", "/fr/calls/?%00=x"])
def test_a_nul_in_an_address_is_no_request(sign_in: SignInAs, path: str) -> None:
    assert sign_in(cast.manager).get(path).status_code == 400


def test_a_nul_in_a_form_is_no_request(sign_in: SignInAs) -> None:
    assert sign_in(cast.manager).post("/account/profile", data={"name": "a\0b"}).status_code == 400


def test_columns_nobody_asked_about_stay_as_they_are(sign_in: SignInAs, writing: Writing) -> None:
    more = {"role": "admin", "roles": "admin", "id": "x", "state": "accepted", "outcome": "accepted"}
    more |= {"email": "other@example.org", "version": "9", "disabled_at": "", "programme": "booster"}
    with writing() as session:
        venture = scenes.venture(session)
        made = scenes.application(session, scenes.call(session), venture, state="draft")
        before = (made.state, made.outcome, made.lead_id)
    client = sign_in(cast.founder)

    client.post("/account/profile", data={"name": "Inès", "language": "fr", "zone": "Europe/Paris", **more})
    client.post(f"/applications/{made.ref}/tasks/project", data={"q_pitch": "A", "finished": "yes", **more})
    client.post(f"/company/{venture.id}", data={"name": "Lumen Bio", "seen": "1", **more, "kind": "company"})

    with writing() as session:
        founder = cast.founder(session)
        assert (founder.name, founder.email) == ("Inès", "ines.maurel@example.org")
        assert [role.role for role in founder.roles] == ["founder"]
        kept = session.get_one(Application, made.id)
        assert (kept.state, kept.outcome, kept.lead_id) == before
        assert kept.created_at == NOW
