"""Every page of the address table asks the database as often for thirty rows as for one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incubator import create_app
from incubator.clock import FixedClock
from incubator.ids import SeededIds
from incubator.settings import load_settings
from incubator.web.access import ACCESS
from incubator.web.sign_ins import COOKIE
from tests.conftest import NOW, _statements
from tests.web import many, matrix

MANY = 30
MOST = 10  # times a page may ask the database, but for these
MORE = {
    "staff.reminders.index": 21, "staff.enrolments.show": 17, "founder.coaching.dispute": 13,
    "staff.today.show": 12, "staff.extensions.show": 12, "staff.coaching.reverse": 12,
    "founder.applications.check": 11,
    "founder.applications.show": 11,
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """Who opens the page; `rows`: it shows more for thirty than for one. `ref`: at which stage."""

    who: str
    rows: bool = True
    ref: str = "ref"
    query: str = ""


def shows_one(who: str = "", *, ref: str = "ref") -> Scene:
    """A form, a text, a number: however many rows there are, it is as long."""
    return Scene(who, rows=False, ref=ref)


SCENES = {
    "public.home.root": shows_one(),
    "public.home.show": Scene(""),
    "public.programmes.index": shows_one(),
    "public.programmes.show": Scene(""),
    "public.calls.index": Scene(""),
    "public.calls.show": Scene(""),
    "public.calls.check": shows_one(),
    "public.calls.rules": Scene(""),
    "public.calls.apply": shows_one("founder"),
    "public.legal.accessibility": shows_one(),
    "public.legal.privacy": shows_one(),
    "public.legal.plan": Scene(""),
    "account.sign_in.ask": shows_one(),
    "account.sign_in.code": shows_one(),
    "account.sign_in.link": shows_one(),
    "account.invitations.show": shows_one(),
    "account.profile.home": shows_one("manager"),
    "account.profile.show": shows_one("manager"),
    "account.sign_ins.index": Scene("founder"),
    "account.dates.index": Scene("founder"),
    "founder.home.show": Scene("founder"),
    "founder.applications.show": shows_one("founder"),
    "founder.tasks.show": shows_one("founder", ref="draft"),
    "founder.applications.check": shows_one("founder", ref="draft"),
    "founder.applications.sent": shows_one("founder"),
    "founder.applications.withdraw": shows_one("founder"),
    "founder.applications.confirm": shows_one("founder", ref="accepted"),
    "founder.applications.decline": shows_one("founder", ref="accepted"),
    "founder.applications.eligibility": Scene("founder"),
    "founder.applications.file": shows_one("founder"),
    "founder.companies.show": shows_one("founder"),
    "founder.programmes.index": Scene("founder"),
    "founder.programmes.show": Scene("founder"),
    "founder.coaching.dispute": shows_one("founder"),
    "founder.extensions.ask": shows_one("founder"),
    "mentor.companies.index": Scene("mentor"),
    "mentor.companies.show": Scene("mentor"),
    "juror.reviews.index": shows_one("juror"),
    "staff.today.show": Scene("director"),
    "staff.calls.index": Scene("director"),
    "staff.calls.new": shows_one("manager"),
    "staff.calls.show": shows_one("manager"),
    "staff.calls.edit": shows_one("manager"),
    "staff.calls.extend": shows_one("manager"),
    "staff.applications.index": Scene("manager"),
    "staff.applications.search": Scene("director", query="search=venture"),
    "staff.standings.index": Scene("director"),
    "staff.applications.summary": Scene("manager"),
    "staff.applications.answers": shows_one("manager"),
    "staff.applications.eligibility": Scene("manager"),
    "staff.applications.history": Scene("manager"),
    "staff.applications.file": shows_one("manager"),
    "staff.moves.preview": Scene("manager", query="move=find_ineligible&{refs}"),
    "staff.batches.show": Scene("manager"),
    "staff.closings.extend": shows_one("manager", ref="draft"),
    "staff.facts.index": shows_one("manager"),
    "staff.facts.edit": shows_one("manager"),
    "staff.enrolments.index": Scene("manager"),
    "staff.enrolments.show": Scene("manager"),
    "staff.enrolments.move": Scene("manager", query="move=complete"),
    "staff.enrolments.pause": Scene("manager"),
    "staff.mentors.name": Scene("manager"),
    "staff.coaching.reverse": shows_one("manager"),
    "staff.extensions.index": Scene("manager"),
    "staff.extensions.show": Scene("manager"),
    "staff.outbox.index": Scene("manager"),
    "staff.outbox.show": shows_one("manager"),
    "staff.reminders.index": Scene("manager"),
    "staff.reminders.log": Scene("manager"),
    "staff.decisions.index": Scene("director"),
    "staff.people.index": Scene("director"),
    "staff.people.invite": Scene("manager"),
    "staff.programmes.index": Scene("director"),
    "staff.programmes.show": shows_one("manager"),
    "staff.programmes.draw": shows_one("manager"),
}
OTHERS = {  # those that lead elsewhere, and the link that nobody was sent
    "public.home.root": 302, "public.calls.apply": 303, "account.profile.home": 303,
    "account.sign_in.code": 303,
    "account.sign_in.link": 410,
}  # fmt: skip
NO_PAGES = {"static", "shell.healthz", "shell.readyz", "shell.metrics"}


@dataclass
class Place:
    """An installation that holds so many rows."""

    app: Flask
    values: dict[str, str]

    def ask(self, endpoint: str, scene: Scene) -> tuple[int, int, int]:
        """The status, how often the database was asked, and how long the page is."""
        client = FlaskClient(self.app)
        if scene.who:
            client.set_cookie(COOKIE, f"token of {scene.who}")
        path = self.path(endpoint, scene)
        self._answer(client, path)  # editions are read once and remembered
        with _statements(self.app.extensions["incubator.running"].database) as statements:
            answer = self._answer(client, path)
        return answer[0], len(statements), answer[1]

    def _answer(self, client: FlaskClient, path: str) -> tuple[int, int]:
        with client.get(path) as response:
            return response.status_code, len(response.data)

    def path(self, endpoint: str, scene: Scene) -> str:
        rule = next(one for one in self.app.url_map.iter_rules() if one.endpoint == endpoint)
        world = matrix.World({**self.values, "ref": self.values[scene.ref]})
        return f"{world.path(rule)}?{scene.query.format(**self.values)}"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Place]:
    yield from _place(tmp_path_factory.mktemp("few"), sqlite_template, 1)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Place]:
    yield from _place(tmp_path_factory.mktemp("full"), sqlite_template, MANY)


def _place(folder: Path, template: Path, number: int) -> Iterator[Place]:
    file = folder / "incubator.sqlite"
    shutil.copyfile(template, file)
    settings = load_settings(instance=folder, database_url=f"sqlite:///{file}", development=False)
    app = create_app(settings, clock=FixedClock(NOW), ids=SeededIds(1))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    database = app.extensions["incubator.running"].database
    with database.writing() as session:
        values = many.build(session, number, settings.uploads)
    yield Place(app, values)
    database.dispose()


def test_every_page_of_the_address_table_has_a_scene(few: Place) -> None:
    pages = {rule.endpoint for rule, method in matrix.rules(few.app) if method == "GET"} - NO_PAGES

    assert pages == set(SCENES)
    assert set(SCENES) <= set(ACCESS)


@pytest.mark.parametrize("endpoint", sorted(SCENES))
def test_a_page_asks_as_often_for_thirty_as_for_one(endpoint: str, few: Place, full: Place) -> None:
    scene = SCENES[endpoint]
    status, asked, length = few.ask(endpoint, scene)

    of_many = full.ask(endpoint, scene)

    assert of_many[:2] == (status, asked)
    assert asked <= MORE.get(endpoint, MOST)
    assert status == OTHERS.get(endpoint, 200)
    assert (of_many[2] > length + MANY) == scene.rows
