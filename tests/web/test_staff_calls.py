"""Calls are made, published when ready and given more time; today shows what waits."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from incubator.store import Call
from incubator.web.staff import calls
from tests import cast, scenes
from tests.actions import stories
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import edition_id, enrolled


def facts(edition: str, **given: Any) -> dict[str, Any]:
    values = {
        "edition": edition, "code": "SHK-27B", "name_fr": "Appel de mai", "name_en": "May call",
        "opens_at": "2026-05-01T09:00", "closes_at": "15/6/2026 14:00", "grace_minutes": "10",
        "places": "8",
        "committee_on": "", "results_on": "1 July 2026", "entry_on": "2026-09-01",
        "contact_name": "Nadia Rey", "contact_email": "nadia.rey@example.org",
    }  # fmt: skip
    return {**values, **given}


def test_a_call_is_made_and_published(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition = edition_id(session, "shaker")
    client = sign_in(cast.manager)

    made = client.post("/calls/new", data=facts(edition))
    ready = client.get(made.location).text
    published = client.post(f"{made.location}/publish")

    assert (made.status_code, published.status_code) == (303, 303)
    assert "Ready to publish?" in ready
    assert "Monday 15 June 2026 at 14:00 (Paris time)" in ready
    with writing() as session:
        assert session.scalars(select(Call.state)).one() == "published"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "Shaker 27"}, "Write it like SHK-27A."),
        ({"name_en": ""}, "Fill this in."),
        ({"closes_at": "tomorrow"}, "Give the day and the hour"),
        ({"closes_at": "2026-04-01T09:00"}, "There is a problem"),
        ({"places": "-1"}, "There is a problem"),
    ],
)
def test_a_call_with_a_mistake_says_which(
    given: dict[str, str], said: str, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        edition = edition_id(session, "shaker")

    answer = sign_in(cast.manager).post("/calls/new", data=facts(edition, **given))

    assert answer.status_code == 422
    assert said in answer.text
    with writing() as session:
        assert session.scalars(select(Call)).all() == []


def test_a_call_without_its_first_day_is_not_published(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition = edition_id(session, "shaker")
    client = sign_in(cast.manager)
    made = client.post("/calls/new", data=facts(edition, entry_on=""))

    refused = client.post(f"{made.location}/publish")

    assert refused.status_code == 409
    assert "The first day of the programme is given." in client.get(made.location).text


def test_more_time_for_everybody_is_seen_first(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = stories.call(session)
        stories.started(session, cast.founder(session))
        address, version = f"/calls/{call.slug}/extend", str(call.version)
    client = sign_in(cast.manager)
    more = {"closes_at": "2026-04-20T14:00", "reason": "A holiday.", "version": version}

    seen = client.post(address, data=more)
    with writing() as session:
        untouched = session.scalars(select(Call.extended_to).where(Call.slug == address.split("/")[2])).one()
    done = client.post(address, data={**more, "confirm": "yes"})

    assert "What will happen" in seen.text
    assert untouched is None
    assert done.status_code == 303
    assert "Monday 20 April 2026 at 14:00" in client.get(done.location).text


def test_a_call_with_many_applications_is_not_counted(
    sign_in: SignInAs, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than the limit: the page says so instead of counting."""
    with writing() as session:
        slug = stories.started(session, cast.founder(session)).call.slug
    client = sign_in(cast.manager)
    counted = client.get("/calls").text, client.get(f"/calls/{slug}").text
    monkeypatch.setattr(calls, "COUNTED", 0)

    several, one = client.get("/calls").text, client.get(f"/calls/{slug}").text

    assert ["ore than 0" in text for text in (*counted, several, one)] == [False, False, True, True]
    assert "More than 0 applications." in one


def test_a_change_of_an_old_page_is_not_taken(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = stories.call(session, state="draft")
        slug, given = call.slug, facts("", code=call.code, version=str(call.version))
    client = sign_in(cast.manager)

    first = client.post(f"/calls/{slug}/edit", data={**given, "places": "9"})
    second = client.post(f"{first.location}/edit", data={**given, "places": "10"})

    assert (first.status_code, second.status_code) == (303, 409)


def test_today_shows_what_waits_and_how_long(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.manager)
    empty = client.get("/today").text
    with writing() as session:
        stories.sent(session, cast.founder(session))
        scenes.extension(session, enrolled(session, name="Corvo"))

    text = client.get("/today").text

    assert "All clear." in empty
    assert [word for word in ("Corvo", "To check", "Extensions to decide") if word not in text] == []


@pytest.mark.parametrize("address", ["/today", "/calls", "/calls/{slug}/applications"])
def test_lists_ask_as_often_for_many_as_for_one(
    address: str, app: Flask, sign_in: SignInAs, writing: Writing
) -> None:
    client, counts = sign_in(cast.manager_of_all), []
    with writing() as session:
        call = scenes.call(session, edition_id=edition_id(session, "shaker"))
        call_id, slug = call.id, call.slug
    for names in ("A", "BCDEFGHIJKLM"):
        with writing() as session:
            for name in names:
                call = session.get_one(Call, call_id)
                scenes.application(session, call, scenes.venture(session, f"{name} Bio"))
                scenes.extension(session, enrolled(session, name=f"{name} Dx"))
                scenes.call(session)
        client.get(address.format(slug=slug))
        with statements_of(app.extensions["incubator.running"].database) as statements:
            client.get(address.format(slug=slug))
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 15
