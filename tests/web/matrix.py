"""Somebody in every role, and one of everything, so that each address can be asked for by each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from incubator.actions import files
from incubator.ids import digest
from incubator.store import Application, Person, Role, SignIn
from incubator.store.editions import edition_of
from tests import cast, scenes
from tests.actions import stories
from tests.cast import add_to
from tests.conftest import NOW
from tests.web.conftest import begin

UNKNOWN = "00000000000000000000000000"
OF_EVERYBODY = frozenset({"key", "filename", "token", "fact"})  # arguments that name nothing of anybody's
ANONYMOUS = "nobody signed in"
ENDED = "a sign-in that was ended"
LAPSED = "a sign-in that is over"
CLOSED = "an account that was closed"
NOT_IN = frozenset({ANONYMOUS, ENDED, LAPSED, CLOSED})


def _mentor_elsewhere(session: Session) -> Person:
    return cast.person(session, "Wen Arnaud", "mentor")


def _two_roles(first: str, second: str) -> Callable[[Session], Person]:
    def build(session: Session) -> Person:
        person = cast.person(session, f"Alix {first} {second}", first)
        if len(person.roles) == 1:
            person.roles.append(add_to(session, Role(role=second, granted_at=NOW)))
        return person

    return build


PEOPLE: dict[str, Callable[[Session], Person]] = {
    "founder": cast.founder,
    "founder of something else": cast.stranger,
    "manager of the Shaker": cast.manager,
    "manager of the Booster": cast.other_manager,
    "manager of all": cast.manager_of_all,
    "mentor": cast.mentor,
    "mentor of something else": _mentor_elsewhere,
    "juror": cast.juror,
    "director": cast.director,
    "admin": cast.admin,
    "manager and mentor": _two_roles("manager", "mentor"),
    "founder and juror": _two_roles("founder", "juror"),
    ENDED: lambda session: cast.person(session, "Ida Finie", "manager"),
    LAPSED: lambda session: cast.person(session, "Luc Perime", "manager"),
    CLOSED: lambda session: cast.person(session, "Odile Close", "manager"),
}


@dataclass(frozen=True)
class World:
    """What each argument of an address stands for."""

    values: dict[str, str]

    def path(self, rule: Rule, unknown: frozenset[str] = frozenset()) -> str:
        """The address of something that is there, or of nothing where `unknown` says so."""
        text = rule.rule
        for part in list(rule.arguments):
            value = UNKNOWN if part in unknown else self.values[part]
            text = text.replace(_placeholder(text, part), value)
        return text


def _placeholder(rule: str, argument: str) -> str:
    return next(
        piece for piece in (f"<{kind}{argument}>" for kind in ("", "lang:", "path:")) if piece in rule
    )


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address with every method it answers, HEAD and OPTIONS left to GET."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def build(session: Session, uploads: Path) -> World:
    """One of everything, all of it the founder's and in the Shaker; everybody has a browser signed in."""
    people = {name: make(session) for name, make in PEOPLE.items()}
    for name, person in people.items():
        sign_in = begin(session, person, token_of(name))
        if name == ENDED:
            sign_in.ended_at = NOW
        if name == LAPSED:
            sign_in.expires_at = NOW
        if name == CLOSED:
            person.disabled_at = NOW
    session.flush()
    return World(_one_of_everything(session, uploads))


def token_of(name: str) -> str:
    return f"token of {name}"


def _one_of_everything(session: Session, uploads: Path) -> dict[str, str]:
    founder, mentor = cast.founder(session), cast.mentor(session)
    application = stories.sent(session, founder)
    venture = application.venture
    enrolment = scenes.enrolment(session, venture, edition_id=application.call.edition_id)
    scenes.mentorship(session, mentor, venture)
    _elsewhere(session)
    digest_of_founder = digest(token_of("founder"))
    sign_in = session.scalars(select(SignIn).where(SignIn.token_digest == digest_of_founder)).one()
    return {
        "lang": "en", "key": "shaker", "filename": "css/shell.css", "token": "x" * 43, "task": "files",
        "fact": "holdings",
        "slug": application.call.slug, "ref": application.ref, "venture_id": venture.id,
        "file_id": _file(session, application, uploads), "enrolment_id": enrolment.id,
        "day_id": scenes.coaching_day(session, enrolment, mentor).id,
        "extension_id": scenes.extension(session, enrolment).id,
        "waiver_id": scenes.waiver(session, application, "field").id,
        "letter_id": scenes.letter(session, founder, application).id,
        "batch_id": scenes.batch(session, cast.manager(session), application.call, application).id,
        "sign_in_id": sign_in.id,
    }  # fmt: skip


def _elsewhere(session: Session) -> None:
    """Those of something else have something of their own, so that their pages are not empty."""
    theirs = scenes.venture(session, "Autre chose", members=(cast.stranger(session),))
    scenes.enrolment(session, theirs, "booster")
    scenes.mentorship(session, _mentor_elsewhere(session), theirs)


def _file(session: Session, application: Application, uploads: Path) -> str:
    _, edition = edition_of(session, application.call.edition_id)
    question = next(q for task in edition.tasks for q in task.questions if q.kind == "file")
    kept = files.store_file(
        session, application, question, folder=uploads, stream=stories.pdf(), name="cv.pdf",
        actor=application.lead, at=NOW,
    )  # fmt: skip
    return kept.id
