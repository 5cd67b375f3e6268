"""Every list asks the database as often for 30 rows as for one, and no more than it says here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from incubator.store import Application, Extension, Person, SignIn, add
from incubator.store.database import Database
from incubator.store.queries import (
    applications,
    batches,
    calls,
    decisions,
    dossiers,
    enrolments,
    extensions,
    journal,
    letters,
    people,
    reminders,
    ventures,
    waivers,
)
from tests import cast, scenes
from tests.conftest import NOW

Counted = Callable[[], AbstractContextManager[list[str]]]


@dataclass
class Scene:
    """Who asks, and about what."""

    director: Person
    founder: Person
    mentor: Person
    first: Application


def filled(session: Session, number: int) -> Scene:
    """As many rows in every list, each of a venture, a person and a coach of its own."""
    call = scenes.call(session, edition_id=scenes.edition(session, more='signs = "director"').id)
    applied = [_one(session, call, one) for one in range(number)]
    for one in range(number):
        lead, coach = applied[one].lead, _coach(session, one)
        scenes.waiver(session, applied[0], f"r{one}", state="refused", decided_at=NOW, asked_by=coach.id)
        scenes.letter(session, lead, applied[0])
        scenes.reminder(session, lead, applied[0], state="queued")
    scenes.steps(session, applied[0], *(["decided"] * number))
    return Scene(cast.director(session), cast.founder(session), cast.mentor(session), applied[0])


def _one(session: Session, call: Any, one: int) -> Application:
    mate, coach = cast.person(session, f"Mate {one}", "founder"), _coach(session, one)
    venture = scenes.venture(session, f"Venture {one}", members=(cast.founder(session), mate))
    application = scenes.application(session, call, venture, state="decided", lead_id=mate.id)
    enrolment = scenes.enrolment(session, venture)
    scenes.mentorship(session, cast.mentor(session), venture)
    scenes.extension(session, enrolment)
    scenes.coaching_day(session, enrolment, coach)
    scenes.waiver(session, application, asked_by=mate.id)
    scenes.batch(session, coach, call, application)
    scenes.call(session, "booster", slug=f"b{one}", code=f"B{one}")
    sign_in = SignIn(person_id=cast.director(session).id, token_digest=str(one), signed_in_at=NOW)
    sign_in.expires_at = NOW + timedelta(days=1)
    add(session, sign_in)
    session.flush()
    return application


def _coach(session: Session, one: int) -> Person:
    return cast.person(session, f"Coach {one}", "juror")


def applied(rows: Iterable[Application]) -> list[Any]:
    """What a line of the table shows."""
    return [(row.ref, row.venture.name, row.lead.name, row.call.slug) for row in rows]


def enrolled(session: Session, rows: Iterable[Any]) -> list[Any]:
    """What a line shows: company, term, coaching."""
    listed = list(rows)
    days = enrolments.coaching_days(session, [row.id for row in listed])
    return [
        (row.venture.name, len(row.extensions), len(row.pauses), [day.mentor.name for day in days[row.id]])
        for row in listed
    ]


def terms(rows: Iterable[Extension]) -> list[Any]:
    held = [row.enrolment for row in rows]
    return [(one.venture.name, len(one.extensions), len(one.pauses)) for one in held]


def posted(rows: Iterable[Any]) -> list[Any]:
    return [(row.title, row.person.name, row.state) for row in rows]


LISTS: dict[str, tuple[int, Callable[[Session, Scene], Any]]] = {
    "applications.table": (4, lambda s, x: applied(applications.table(s, x.director, search="venture").rows)),
    "applications.mine": (1, lambda s, x: applied(applications.mine(s, x.founder))),
    "applications.waiting": (1, lambda s, x: applied(applications.waiting_for_staff(s, x.director, 50))),
    "calls.open": (1, lambda s, x: [c.slug for c in calls.open_calls(s, NOW)][1:]),
    "calls.staff": (1, lambda s, x: [c.slug for c in calls.all_for_staff(s, x.director)][1:]),
    "enrolments.staff": (4, lambda s, x: enrolled(s, enrolments.for_staff(s, x.director).rows)),
    "enrolments.mine": (4, lambda s, x: enrolled(s, enrolments.mine(s, x.founder))),
    "enrolments.mentor": (4, lambda s, x: enrolled(s, enrolments.for_mentor(s, x.mentor))),
    "extensions": (3, lambda s, x: terms(extensions.waiting(s, x.director))),
    "waivers.waiting": (1, lambda s, x: [w.application.ref for w in waivers.waiting(s, x.director)]),
    "waivers.of": (1, lambda s, x: [w.asker.name for w in waivers.of_application(s, x.first.id)][1:]),
    "decisions.to_sign": (3, lambda s, x: applied(decisions.to_sign(s, x.director))),
    "letters.outbox": (1, lambda s, x: posted(letters.outbox(s, x.director).rows)),
    "letters.of": (1, lambda s, x: posted(letters.of_subject(s, "application", x.first.id))),
    "reminders.log": (1, lambda s, x: [(r.person.name, r.letter) for r in reminders.log(s, x.director).rows]),
    "journal": (1, lambda s, x: [e.actor for e in journal.history(s, "application", x.first.id).rows]),
    "people.staff": (2, lambda s, x: [m.roles[0].role for m in people.staff(s, role="juror").rows]),
    "people.sign_ins": (1, lambda s, x: people.sign_ins(s, x.director, at=NOW)),
    "batches": (1, lambda s, x: [b.by.name for b in batches.latest(s, x.director).rows]),
    "ventures.mine": (2, lambda s, x: [v.members[1].person.name for v in ventures.mine(s, x.founder)]),
}


@pytest.mark.parametrize("number", [1, 30])
def test_lists_ask_as_often_for_one_row_as_for_thirty(
    database: Database, counted: Counted, number: int
) -> None:
    with database.writing() as session:
        scene = filled(session, number)

    asked, shown = {}, {}
    for name, (_, ask) in LISTS.items():
        with database.reading() as session, counted() as statements:
            shown[name] = len(ask(session, scene))
        asked[name] = len(statements)

    assert shown == dict.fromkeys(LISTS, number)
    assert asked == {name: most for name, (most, _) in LISTS.items()}


@pytest.mark.parametrize(("most", "few"), [(3, {"decided": 3}), (2, None)])
def test_counts_by_state_are_two_statements_and_stop_at_many(
    database: Database, counted: Counted, most: int, few: dict[str, int] | None
) -> None:
    with database.writing() as session:
        scene = filled(session, 3)
    call_id = scene.first.call_id

    with database.reading() as session, counted() as statements:
        counts = applications.counts_by_state(session, scene.director, [call_id, "another"], most)
        verdicts = dossiers.verdicts(session, [scene.first.id])

    assert counts == {call_id: few, "another": {}}
    assert (verdicts, len(statements)) == ({}, 3)
