"""Every address, by every method, as everybody: the table holds, and what is not yours is not there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from incubator import create_app
from incubator.clock import FixedClock
from incubator.ids import SeededIds
from incubator.settings import load_settings
from incubator.store.database import Database
from incubator.store.people import Person
from incubator.web.access import ACCESS
from incubator.web.labels import label
from incubator.web.sign_ins import COOKIE
from tests.conftest import NOW
from tests.web import matrix
from tests.web.matrix import NOT_IN, OF_EVERYBODY, PEOPLE, UNKNOWN, World

EVERYBODY = (matrix.ANONYMOUS, *PEOPLE)
# who has nothing of what the founder of the Shaker has, by the folder of the page
STRANGERS = {
    "founder": ("founder of something else", "manager of the Shaker", "mentor"),
    "staff": ("manager of the Booster",),
    "mentor": ("mentor of something else", "manager and mentor"),
    "account": ("founder of something else", "admin"),
    "juror": ("juror",),
}


@dataclass
class Stage:
    """An application whose database returns to what it was, and that says what it wrote."""

    app: Flask
    world: World
    kept: Path
    file: Path
    written: list[str]

    def reset(self) -> None:
        self.database.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)
        self.written.clear()

    @property
    def database(self) -> Database:
        found = self.app.extensions["incubator.running"].database
        assert isinstance(found, Database)
        return found

    def browser(self, who: str) -> FlaskClient:
        client = FlaskClient(self.app)
        client.set_cookie("incubator_language", "en")
        if who != matrix.ANONYMOUS:
            client.set_cookie(COOKIE, matrix.token_of(who))
        return client


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("matrix")
    file, kept = folder / "incubator.sqlite", folder / "kept.sqlite"
    shutil.copyfile(sqlite_template, file)
    settings = load_settings(instance=folder, database_url=f"sqlite:///{file}", demo=True)
    app = create_app(settings, clock=FixedClock(NOW), ids=SeededIds(1))
    app.config.update(WTF_CSRF_ENABLED=False)  # not TESTING: what breaks is a 500, as for people
    database: Database = app.extensions["incubator.running"].database
    with database.writing() as session:
        world = matrix.build(session, settings.uploads)
    database.dispose()
    shutil.copyfile(file, kept)
    stage = Stage(app, world, kept, file, [])
    event.listen(database.engines.writer, "begin", lambda _connection: stage.written.append("began"))
    yield stage
    database.dispose()


def person(session: Session, who: str) -> Person | None:
    return None if who in NOT_IN else PEOPLE[who](session)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_address_opens_to_whom_the_table_says(stage: Stage, who: str) -> None:
    stage.reset()
    with stage.database.writing() as session:
        me = person(session, who)
        allowed = {endpoint: row.allows(me) for endpoint, row in ACCESS.items()}

    wrong = []
    for rule, method in sorted(matrix.rules(stage.app), key=lambda row: row[1]):  # all that only reads first
        if method != "GET":
            stage.reset()
        response = stage.browser(who).open(stage.world.path(rule), method=method, buffered=True)
        expected = "opened" if allowed[rule.endpoint] else "ask to sign in" if me is None else "other role"
        if outcome(stage.app, rule, response) != expected or response.status_code == 500:
            wrong.append((method, rule.rule, expected, response.status_code, response.location))

    assert wrong == []


def outcome(app: Flask, rule: Rule, response: TestResponse) -> str:
    """What the access table made of a request; a page's own refusals are another matter."""
    if response.status_code == 303 and (response.location or "").startswith("/sign-in?next="):
        return "ask to sign in"
    if response.status_code == 403 and "This page is for:" in response.text:
        with app.test_request_context("/?lang=en"):
            named = [label(f"role.{role}") for role in ACCESS[rule.endpoint].roles]
        assert re.findall("<strong>(.*?)</strong>", response.text) == named
        return "other role"
    return "opened"


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_never_writes(stage: Stage, who: str) -> None:
    stage.reset()
    with stage.database.reading() as session:
        refuses = session.connection().exec_driver_sql("PRAGMA query_only").scalar()

    pages = [rule for rule, method in matrix.rules(stage.app) if method == "GET"]
    for rule in pages:
        for method in ("GET", "HEAD"):
            stage.browser(who).open(stage.world.path(rule), method=method, buffered=True)

    assert (refuses, stage.written) == (1, [])
    assert len(pages) > 40


def test_what_is_not_yours_is_not_there(stage: Stage) -> None:
    stage.reset()
    wrong, asked = [], 0
    for rule, method in matrix.rules(stage.app):
        for who in STRANGERS.get(rule.endpoint.partition(".")[0], ()):
            if not whose(rule) or not _may_open(stage, rule, who):
                continue
            theirs = seen(stage, who, rule, method, frozenset())
            nothing = seen(stage, who, rule, method, whose(rule))
            asked += 1
            if theirs[0] != 404 or theirs != nothing:
                wrong.append((method, rule.rule, who, theirs[0], nothing[0]))

    assert (wrong, asked > 60) == ([], True)


def test_what_is_yours_does_not_lead_to_what_is_not(stage: Stage) -> None:
    """An address with two names in it: the second is looked for within the first."""
    stage.reset()
    wrong = []
    for rule, method in matrix.rules(stage.app):
        who = {"founder": "founder", "staff": "manager of the Shaker", "mentor": "mentor"}
        names = sorted(whose(rule) - {"ref", "slug"}) if len(whose(rule)) > 1 else []
        for name in names:
            status, _ = seen(stage, who[rule.endpoint.partition(".")[0]], rule, method, frozenset({name}))
            if status != 404:
                wrong.append((method, rule.rule, name, status))

    assert wrong == []


def whose(rule: Rule) -> frozenset[str]:
    """The arguments that name something of somebody's."""
    return frozenset(rule.arguments) - OF_EVERYBODY - {"lang", "task"}


def seen(stage: Stage, who: str, rule: Rule, method: str, unknown: frozenset[str]) -> tuple[int, str]:
    """Status and bytes, without what only repeats the question: the address itself, the form's token."""
    path = stage.world.path(rule, unknown)
    response = stage.browser(who).open(path, method=method, buffered=True)
    text = response.text.replace(path, "PATH")
    return response.status_code, re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1TOKEN", text)


def _may_open(stage: Stage, rule: Rule, who: str) -> bool:
    with stage.database.reading() as session:
        return ACCESS[rule.endpoint].allows(person(session, who))


def test_no_form_is_taken_without_its_token(stage: Stage) -> None:
    stage.reset()
    stage.app.config["WTF_CSRF_ENABLED"] = True
    forms = [rule for rule, method in matrix.rules(stage.app) if method == "POST"]
    try:
        answers = {
            (rule.rule, who): stage.browser(who).post(stage.world.path(rule)).status_code
            for rule in forms
            for who in (matrix.ANONYMOUS, "founder", "manager of the Shaker", "director", "admin", "mentor")
        }
    finally:
        stage.app.config["WTF_CSRF_ENABLED"] = False

    assert {key: status for key, status in answers.items() if status != 400} == {}
    assert stage.written == []
    assert len(forms) > 20


def test_an_address_nobody_listed_opens_to_nobody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.reset()
    listed = "staff.today.show"
    assert stage.browser("admin").get("/today").status_code == 200

    monkeypatch.delitem(ACCESS, listed)

    assert stage.browser("admin").get("/today").status_code == 404
    assert UNKNOWN not in stage.world.values.values()
