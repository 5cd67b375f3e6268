"""One unit of work per request: GET cannot write, the rest is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from incubator.errors import Refused
from incubator.store import Person
from incubator.web import access
from incubator.web.predicates import public
from incubator.web.routes import FORM, Route, add
from incubator.web.work import actor, now, session, unit_of_work
from tests import cast
from tests.web.conftest import SignInAs, Writing, plain

Ending = Callable[[], ResponseReturnValue]


def refuse() -> ResponseReturnValue:
    raise Refused("No.")


ENDINGS: dict[str, Ending] = {
    "well": lambda: plain("done"),
    "redirected": lambda: ("", 303, {"Location": "/"}),
    "shown_again": lambda: plain("look again", 422),
    "refused": refuse,
}


@pytest.fixture(autouse=True)
def pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page adds a person, then ends in its own way."""

    def write() -> None:
        cast.person(session(), "Zoé Nouvelle")

    @unit_of_work
    def kept(how: str) -> ResponseReturnValue:
        write()
        return ENDINGS[how]()

    @unit_of_work(keep_when_refused=True)
    def counted(how: str) -> ResponseReturnValue:
        write()
        return ENDINGS[how]()

    def forgotten(how: str) -> ResponseReturnValue:
        write()
        return ENDINGS[how]()

    views = {"kept": kept, "counted": counted, "forgotten": forgotten}
    add(app, [Route(f"/{name}/<how>", f"probe.{name}.do", view, FORM) for name, view in views.items()])
    rows = {f"probe.{name}.do": public for name in views}
    monkeypatch.setattr(access, "ACCESS", {**access.ACCESS, **rows})


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("/kept/well", True),
        ("/kept/redirected", True),
        ("/kept/shown_again", False),
        ("/kept/refused", False),
        ("/counted/shown_again", True),
        ("/counted/refused", True),
        ("/forgotten/well", False),
    ],
)
def test_what_is_kept(client: FlaskClient, writing: Writing, address: str, stays: bool) -> None:
    client.post(address)

    with writing() as held:
        found = held.scalars(select(Person.name)).all()
    assert found == (["Zoé Nouvelle"] if stays else [])


def test_a_get_that_writes_is_refused_by_the_database(client: FlaskClient) -> None:
    with pytest.raises(DBAPIError, match="readonly"):
        client.get("/kept/well")


def test_a_request_has_one_now_and_one_person(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in(cast.manager)

    with client:
        client.get("/nothing")
        first = now()
        app.extensions["incubator.running"].clock.move(days=1)

        assert now() == first
        person = actor()
        assert person is not None
        assert person.name == "Nadia Rey"
