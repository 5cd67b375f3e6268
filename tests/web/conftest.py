"""An application of its own per test, and a browser that refuses bad HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator import create_app
from incubator.cli.catalogues import compile_catalogues
from incubator.clock import FixedClock
from incubator.ids import SeededIds, digest
from incubator.settings import Settings, load_settings
from incubator.store import Person, SignIn, add
from incubator.store.database import Database
from incubator.web.sign_ins import COOKIE
from tests.conftest import NOW

Writing = Callable[[], AbstractContextManager[Session]]
SignInAs = Callable[..., FlaskClient]


class StrictClient(FlaskClient):
    """Every HTML answer is parsed strictly: a stray tag or a doubled id fails the test."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data:
            check_html(response.text)
        return response


def check_html(text: str) -> Any:
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert doubled == set(), f"the same id twice: {doubled}"
    assert not [e for e in document.iter() if e.get("style") is not None], "an inline style"
    return document


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    compile_catalogues()


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str) -> Settings:
    return load_settings(instance=tmp_path, database_url=sqlite_url, development=False, demo=False)


@pytest.fixture
def app(settings: Settings, clock: FixedClock, ids: SeededIds) -> Iterator[Flask]:
    app = create_app(settings, clock=clock, ids=ids)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = StrictClient
    yield app
    app.extensions["incubator.running"].database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def writing(app: Flask) -> Writing:
    """`with writing() as session:` to prepare what a page will show."""
    database: Database = app.extensions["incubator.running"].database
    return database.writing


@pytest.fixture
def sign_in(app: Flask, writing: Writing) -> SignInAs:
    """`sign_in(cast.manager)`: a client in which this member of the cast is signed in, in English."""

    def signed_in(who: Callable[[Session], Person], language: str = "en") -> FlaskClient:
        with writing() as session:
            person = who(session)
            token = f"token of {person.email}"
            begin(session, person, token)
        client = app.test_client()
        client.set_cookie(COOKIE, token)
        client.set_cookie("incubator_language", language)
        return client

    return signed_in


def plain(text: str, status: int = 200) -> Response:
    """What a probe answers: no page, so nothing to parse."""
    return Response(text, status, mimetype="text/plain")


def begin(session: Session, person: Person, token: str) -> SignIn:
    expires_at = NOW + timedelta(days=3650)  # tests move the clock by years
    found = session.scalars(select(SignIn).where(SignIn.token_digest == digest(token))).one_or_none()
    return found or add(
        session,
        SignIn(person_id=person.id, token_digest=digest(token), signed_in_at=NOW, expires_at=expires_at),
    )
