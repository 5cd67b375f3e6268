"""The demo with a crowd: many applications in one call, acts to take back, letters with links, newcomers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import applications, moves, people
from incubator.actions import ventures as venture_actions
from incubator.actions.moves import MoveRequest
from incubator.actions.people import accounts, invitations
from incubator.actions.people.demo_accounts import ACCOUNTS, STAFF, Account
from incubator.actions.ventures import VentureFacts
from incubator.cli.demo.companies import Company
from incubator.cli.demo.stage import HOLD, Stage
from incubator.cli.prepare import prepare
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.words import Words
from tests.journeys.installation import Installation, installed
from tests.shots.viewers import VIEWERS

BEGINNINGS = ("Albi", "Cyto", "Enzo", "Myco", "Nano", "Phyto", "Vivo")
ENDINGS = ("gène", "lia", "mer", "nova", "scan", "zyme")
PITCH = Words("Enzymes that work in the cold", "Des enzymes qui travaillent à froid")
NEWCOMER, INVITED = "newcomer@demo.example.org", "invited@demo.example.org"
NOTE = "Le comité a trouvé la question importante ; il manque encore des mesures sur un second modèle."
# who of the crowd is somebody to look at, and what happened to them
KNOWN = {0: "waiting", 1: "asked", 2: "rejected"}


@dataclass
class Scene:
    """What the addresses of the pages are made of."""

    refs: dict[str, str] = field(default_factory=dict)  # company → reference of its application
    enrolments: dict[str, str] = field(default_factory=dict)  # company → what it is in now
    calls: dict[str, str] = field(default_factory=dict)  # programme → address of its call with most to see
    crowd: list[str] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)  # whom no button signs in → the cookie that does
    letters: dict[str, str] = field(default_factory=dict)  # kind → the path in it


@contextmanager
def furnished(folder: Path) -> Iterator[tuple[Installation, Scene]]:
    """Furnished before the doors open: nobody writes beside a worker that has work to do."""
    with installed(folder) as house:
        scene = set_up(house)
        with house.started(with_demo=True):
            for email, kind in ((NEWCOMER, "sign_in"), (INVITED, "invitation")):
                scene.letters[kind] = _link(house.letter(email, kind), house.url)
            yield house, scene


def set_up(house: Installation) -> Scene:
    """What happened before anybody looks."""
    scene, at = Scene(), house.running.clock.now()
    prepare(house.running)
    with house.running.database.writing() as session:
        stage = Stage(session, at, house.folder / "uploads", Random(7))
        call = _busy_call(session)
        crowd = list(_crowd(stage, call))
        _stories(stage, crowd)
        scene.crowd = [application.ref for application in crowd]
        _newcomers(stage, scene)
    for name, undone in (("find_eligible", False), ("start_review", True)):
        scene.batches.append(_act(house, name, undone=undone))
    with house.running.database.reading() as session:
        scene.refs = {one.venture.name: one.ref for one in session.scalars(select(Application))}
        scene.enrolments = {one.venture.name: one.id for one in session.scalars(select(Enrolment))}
        is_open = (Call.opens_at <= at, Call.closes_at > at)
        scene.calls = {one.programme: one.slug for one in session.scalars(select(Call).where(*is_open))}
        scene.calls["busy"] = _busy_call(session).slug
    return scene


def _busy_call(session: Session) -> Call:
    """The Shaker whose call has closed and whose decisions are not all told."""
    query = select(Call).where(Call.code.like("SHK-%A")).order_by(Call.closes_at)
    return session.scalars(query).first() or session.scalars(select(Call)).one()


def _crowd(stage: Stage, call: Call) -> Iterator[Application]:
    """Sent in time; one in eight by a company, which this programme is not for."""
    for number, (beginning, ending) in enumerate(product(BEGINNINGS, ENDINGS)):
        key, name = KNOWN.get(number, f"crowd{number}"), f"{beginning}{ending}"
        founder = stage.person(Account(f"{beginning} Démo", f"{key}@demo.example.org", (("founder", None),)))
        venture = venture_actions.create(
            stage.session, VentureFacts(name=name, sector="health"), lead=founder, at=stage.at(-30)
        )
        application = applications.start(
            stage.session, call, actor=founder, at=stage.at(-30), venture=venture
        )
        given = _a_company(stage.on(-400)) if number % 8 == 3 else {}
        stage.fill(application, Company(name, PITCH), at=stage.at(-29), **given)
        applications.send(stage.session, application, actor=founder, at=stage.at(-24))
        if number % 8 == 5:
            founder.bounced_at = stage.at(-8)
        yield application


def _a_company(registered_on: date) -> dict[str, Any]:
    return {"applicant": "legal_person", "registered_on": registered_on.isoformat()}


def _stories(stage: Stage, crowd: list[Application]) -> None:
    """One waits, one is asked for more, one is refused; the last ones are already being read."""
    manager = stage.person(STAFF[0])
    asked = {"questions": ("science", "market"), "due_on": stage.on(6), "note": "Pouvez-vous préciser ?"}
    stage.move(crowd[1], "request_information", manager, at=stage.at(-5), **asked)
    for application in (crowd[0], crowd[2], *crowd[-4:]):
        stage.move(application, "find_eligible", manager, at=stage.at(-14))
        stage.move(application, "start_review", manager, at=stage.at(-13))
    stage.move(crowd[2], "reject", manager, at=stage.at(-4), note=NOTE)
    stage.move(crowd[2], "notify", manager, at=stage.at(-3))


def _newcomers(stage: Stage, scene: Scene) -> None:
    """People with nothing yet, and letters whose links open a page."""
    buttons = {account.email for account in ACCOUNTS}
    for viewer in VIEWERS:
        if viewer.email and viewer.email not in buttons:
            name = viewer.key.partition("-")[2].capitalize()
            person = people.find_or_make(
                stage.session, viewer.email, language="fr", at=stage.now, name=f"{name} Démo"
            )
            people.give_role(stage.session, person, viewer.role, actor=None, at=stage.now)
            scene.tokens[viewer.key] = accounts.sign_in_as_demo(stage.session, viewer.email, stage.now).token
    accounts.ask_link(stage.session, NEWCOMER, language="fr", next_path="", at=stage.now, network="127.0.0.1")
    invitations.invite(stage.session, INVITED, role="mentor", actor=stage.person(STAFF[0]), at=stage.now)


def _act(house: Installation, move: str, *, undone: bool) -> str:
    """An act on many rows: some move, some need something first; its letters wait."""
    at, database = house.running.clock.now(), house.running.database
    with database.writing() as session:
        manager = session.scalars(select(Person).where(Person.email == STAFF[0].email)).one()
        query = select(Application).where(Application.call_id == _busy_call(session).id)
        found = [
            one for one in session.scalars(query.order_by(Application.ref)) if one.state != "info_requested"
        ]
        chosen = found[-14:]
        versions = {one.id: one.version for one in chosen}
        batch = moves.open_batch(
            session, chosen, request=MoveRequest(move), versions=versions, actor=manager, at=at,
            hold=HOLD + timedelta(minutes=15),
        )  # fmt: skip
        batch_id, manager_id = batch.id, manager.id
    moves.apply_batch(database, batch_id, at=at)
    if undone:
        moves.undo(database, batch_id, actor_id=manager_id, at=at + timedelta(minutes=1))
    return batch_id


def _link(text: str, url: str) -> str:
    found = re.search(rf"{re.escape(url)}(/(?:auth|invitations)/[\w-]+)", text)
    assert found, text
    return found[1]
