"""The access table: who may open what, and what is not in it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from incubator.web import access
from incubator.web.access import Unlisted
from incubator.web.predicates import has, public, signed_in
from incubator.web.routes import FORM, Route, add
from incubator.web.site import safe_next
from tests import cast
from tests.web.conftest import SignInAs, plain


@pytest.fixture
def probes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page per predicate, and one that nobody listed."""

    def view() -> ResponseReturnValue:
        return plain("opened")

    predicates = {"public": public, "mine": signed_in, "staff": has("manager", "admin")}
    names = (*predicates, "unlisted")
    add(app, [Route(f"/probe/{name}", f"probe.{name}.show", view, FORM) for name in names])
    rows = {f"probe.{name}.show": predicate for name, predicate in predicates.items()}
    monkeypatch.setattr(access, "ACCESS", {**access.ACCESS, **rows})


@pytest.mark.usefixtures("probes")
def test_anybody_opens_what_is_public(client: FlaskClient) -> None:
    assert client.get("/probe/public").text == "opened"


@pytest.mark.usefixtures("probes")
@pytest.mark.parametrize("page", ["mine", "staff"])
def test_a_stranger_is_sent_to_sign_in_and_back(client: FlaskClient, page: str) -> None:
    response = client.get(f"/probe/{page}?filter=a&b=c")

    assert response.status_code == 303
    assert response.location == f"/sign-in?next=%2Fprobe%2F{page}%3Ffilter%3Da%26b%3Dc"


@pytest.mark.usefixtures("probes")
def test_a_role_opens_its_pages(sign_in: SignInAs) -> None:
    assert sign_in(cast.manager).get("/probe/staff").text == "opened"
    assert sign_in(cast.founder).get("/probe/mine").text == "opened"


@pytest.mark.usefixtures("probes")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_wrong_role_is_told_which_one_opens_the_page(sign_in: SignInAs, method: str) -> None:
    response = sign_in(cast.founder).open("/probe/staff", method=method)

    assert response.status_code == 403
    assert "<strong>Programme manager</strong>, <strong>Administrator</strong>" in response.text


@pytest.mark.usefixtures("probes")
def test_an_unlisted_page_does_not_exist_and_is_loud_while_developing(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in(cast.admin)
    assert client.get("/probe/unlisted").status_code == 404

    running = app.extensions["incubator.running"]
    running.settings = running.settings.model_copy(update={"development": True})
    with pytest.raises(Unlisted, match=r"probe\.unlisted\.show has no row"):
        client.get("/probe/unlisted")


@pytest.mark.parametrize("path", ["/today", "/calls/x?state=a&b=c", "/"])
def test_safe_next_keeps_paths_of_this_site(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "path",
    ["", None, "today", "//evil.org", "/\\evil.org", "https://evil.org", "/a\nb", "/a\\b", "/" + "a" * 500],
)
def test_safe_next_leads_nowhere_else(path: str | None) -> None:
    assert safe_next(path, default="/home") == "/home"
