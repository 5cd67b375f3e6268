"""The frame around every page."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from incubator.clock import DemoClock
from incubator.store import Person, Role
from incubator.web import navigation
from incubator.web.chrome import initials
from tests import cast
from tests.web.conftest import SignInAs

KILO = 1024


def test_the_process_answers_without_the_database(app: Flask, client: FlaskClient) -> None:
    app.extensions["incubator.running"].database.dispose()

    assert client.get("/healthz").json == {"status": "ok"}


def test_readiness_names_what_fails_and_no_path(client: FlaskClient) -> None:
    response = client.get("/readyz")

    assert response.status_code == 503  # no worker has ever run here
    assert response.json == {
        "status": "failing",
        "checks": {"database": "ok", "migrations": "ok", "folder": "ok", "worker": "failing"},
    }


def test_a_form_keeps_the_theme_in_a_cookie(client: FlaskClient) -> None:
    response = client.post("/preferences", data={"theme": "dark", "next": "/healthz"})

    assert (response.status_code, response.location) == (303, "/healthz")
    assert 'data-theme="dark"' in client.get("/nothing-here").text


@pytest.mark.parametrize("theme", ["", "blue", "dark\r\nSet-Cookie: a=b"])
def test_an_unknown_theme_is_not_kept(client: FlaskClient, theme: str) -> None:
    client.post("/preferences", data={"theme": theme})

    assert 'data-theme="auto"' in client.get("/nothing-here").text


def test_the_person_signed_in_is_named(sign_in: SignInAs) -> None:
    assert "Nadia Rey" in sign_in(cast.manager).get("/nothing-here").text


def test_somebody_with_two_roles_finds_the_other_door(sign_in: SignInAs) -> None:
    def both(session: Session) -> Person:
        person = cast.manager(session)
        person.roles.append(cast.add_to(session, Role(role="mentor", granted_at=cast.JOINED)))
        return person

    text = sign_in(both).get("/nothing-here").text

    assert "Working as: Programme manager" in text
    assert '<a href="/mentor">Go to my work as: Mentor</a>' in text


def test_somebody_with_one_role_has_no_door_to_choose(sign_in: SignInAs) -> None:
    assert "Go to my work as" not in sign_in(cast.mentor).get("/nothing-here").text


@pytest.mark.parametrize("role", [*navigation.ENTRIES])
def test_a_role_has_at_most_seven_entries(role: str) -> None:
    assert len(navigation.ENTRIES[role]) <= 7
    assert len({entry.endpoint for entry in navigation.ENTRIES[role]}) == len(navigation.ENTRIES[role])


def test_the_demo_says_so_and_shows_a_moved_clock(app: Flask, client: FlaskClient) -> None:
    running = app.extensions["incubator.running"]
    running.settings = running.settings.model_copy(update={"demo": True})
    running.clock = DemoClock(running.settings.instance / "clock.json")
    (running.settings.instance / "clock.json").write_text('{"fixed": "2027-03-30T12:00:00+00:00"}')

    text = client.get("/nothing-here?lang=en").text

    assert "invented people and companies" in text
    assert "here it is Tuesday 30 March 2027 at 14:00 (Paris time)" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Inès Maurel", "IM"), ("Bertrand de la Tour", "BT"), ("Ada", "A"), ("", "?"), ("42 (x)", "?")],
)
def test_initials_are_the_first_and_last(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_styles_and_scripts_keep_to_their_budget(app: Flask) -> None:
    sizes = {kind: _zipped(app, kind) for kind in ("css", "js")}

    assert sizes["css"] <= 15 * KILO
    assert sizes["js"] <= 6 * KILO


def test_assets_carry_their_fingerprint_and_stay(client: FlaskClient) -> None:
    page = client.get("/nothing-here").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]

    with client.get(address) as named, client.get(address.partition("?")[0]) as bare:
        kept = [answer.headers["Cache-Control"] for answer in (named, bare)]

    assert kept == ["public, max-age=31536000, immutable", "no-cache"]


def _zipped(app: Flask, kind: str) -> int:
    files = Path(app.static_folder or "", kind).glob(f"*.{kind}")
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


@pytest.mark.parametrize(
    ("endpoint", "entry", "is_current"),
    [
        ("staff.calls.edit", "staff.calls.index", True),
        ("staff.applications.summary", "staff.calls.index", True),
        ("staff.outbox.index", "staff.calls.index", False),
        ("founder.tasks.show", "founder.home.show", True),
        ("account.dates.index", "account.dates.index", True),
    ],
)
def test_an_entry_stays_current_on_the_pages_under_it(endpoint: str, entry: str, is_current: bool) -> None:
    assert navigation.is_under(endpoint, entry) == is_current
