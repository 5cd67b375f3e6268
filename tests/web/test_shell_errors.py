"""Refusals are full pages, kind, in the reader's language."""

from __future__ import annotations

import logging

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from incubator import errors
from incubator.web import access
from incubator.web.predicates import public
from incubator.web.routes import FORM, Route, add
from incubator.words import Words
from tests import cast
from tests.web.conftest import SignInAs

WHY = Words("The call is closed.", "L’appel est clos.")
RAISED: dict[str, Exception] = {
    "refused": errors.Refused(WHY, reasons=[WHY, Words("And it is full.", "Et il est complet.")]),
    "forbidden": errors.NotAllowed(WHY),
    "missing": errors.NotFound(WHY),
    "stale": errors.Stale(WHY),
    "gone": errors.Gone(WHY),
    "many": errors.TooMany(WHY),
    "silent": errors.Unreachable(WHY),
    "broken": ValueError("a bug"),
    "locked": OperationalError("SELECT 1", {}, Exception("database is locked")),
}
STATUS = {
    "refused": 409, "forbidden": 403, "missing": 404, "stale": 409, "gone": 410, "many": 429,
    "silent": 503, "broken": 500, "locked": 503,
}  # fmt: skip


@pytest.fixture(autouse=True)
def pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address per error, and one per status of Werkzeug's own."""

    def fail(name: str) -> ResponseReturnValue:
        if name.isdigit():
            abort(int(name))
        from incubator.web.work import session

        session()
        raise RAISED[name]

    add(app, [Route("/fail/<name>", "probe.fail.show", fail, FORM)])
    monkeypatch.setattr(access, "ACCESS", {**access.ACCESS, "probe.fail.show": public})
    app.testing = False


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", RAISED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_refusal_is_a_full_page(sign_in: SignInAs, name: str, method: str, language: str) -> None:
    response = sign_in(cast.manager).open(f"/fail/{name}?lang={language}", method=method)

    assert response.status_code == STATUS[name]
    assert f'<html lang="{language}"' in response.text
    assert "Nadia Rey" in response.text
    if name not in ("missing", "broken", "locked", "silent"):
        assert WHY[language] in response.text


def test_every_reason_is_shown_once(client: FlaskClient) -> None:
    text = client.get("/fail/refused?lang=en").text

    assert (text.count("The call is closed."), text.count("And it is full.")) == (1, 1)


def test_what_is_not_yours_and_what_does_not_exist_look_the_same(client: FlaskClient) -> None:
    client.get("/fail/missing?lang=en")  # the first page sets the cookie of the forms
    missing, nowhere = client.get("/fail/missing?lang=en"), client.get("/fail/nowhere?lang=en")
    never = client.get("/none/missing?lang=en")

    assert never.text.replace("/none/", "/fail/") == missing.text
    assert sorted(missing.headers.keys()) == sorted(never.headers.keys())
    assert nowhere.status_code == 500  # the probe itself knows no such name


@pytest.mark.parametrize("status", [400, 405, 413, 415, 429, 503])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_servers_own_refusals_are_pages_too(client: FlaskClient, status: int, language: str) -> None:
    response = client.get(f"/fail/{status}?lang={language}")

    assert response.status_code == status
    assert "<main" in response.text


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.get("/preferences")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_bug_is_logged_under_the_reference_shown(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "incubator.web"):
        response = client.get("/fail/broken?lang=en")
        text = response.text

    (record,) = caplog.records
    reference = record.__dict__["request_id"]
    assert f'<strong class="ref">{reference}</strong>' in text
    assert response.headers["X-Request-Id"] == reference
    assert record.exc_info is not None
    assert "a bug" not in text


def test_which_machine_is_silent_is_told_to_us_alone(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    text = client.get("/fail/silent?lang=en").text

    (record,) = caplog.records
    assert record.getMessage() == f"unreachable: {WHY.en}"
    assert WHY.en not in text
    assert f'<strong class="ref">{record.__dict__["request_id"]}</strong>' in text


def test_a_bug_is_never_swallowed_by_tests(app: Flask, client: FlaskClient) -> None:
    app.testing = True

    with pytest.raises(ValueError, match="a bug"):
        client.get("/fail/broken")
