"""How applications stand: whose eligibility lapses soon, what is to be looked at again, the first filling."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store import Application, AssessmentRow, Call, Standing, add
from incubator.store.database import Database
from incubator.store.queries import standings
from incubator.store.schema import downgrade
from tests import cast, scenes
from tests.conftest import NOW

Counted = Callable[[], AbstractContextManager[list[str]]]
SOON, LATER = date(2026, 3, 14), date(2026, 9, 1)


def kept(session: Session, application: Application, *, days: int = 0, verdict: str = "met") -> AssessmentRow:
    row = AssessmentRow(
        application_id=application.id, at=NOW + timedelta(days=days), occasion="sent", verdict=verdict,
        edition_id=application.call.edition_id, facts={}, findings={"findings": []},
    )  # fmt: skip
    add(session, row)
    session.flush()
    return row


def standing(session: Session, name: str, *, state: str = "submitted", **given: object) -> Application:
    call = session.scalar(select(Application.call_id)) or scenes.call(session).id
    application = scenes.application(
        session, session.get_one(Call, call), scenes.venture(session, name), state=state
    )
    row = kept(session, application)
    values = {"assessment_id": row.id, "assessed_at": NOW, "verdict": "met", **given}
    session.add(Standing(application_id=application.id, **values))
    session.flush()
    return application


def test_who_loses_eligibility_soon_comes_first_and_only_who_still_waits(session: Session) -> None:
    later = standing(session, "Halobiote", lapses_on=SOON + timedelta(days=1))
    soon = standing(session, "Lumen Bio", lapses_on=SOON, state="waitlisted")
    standing(session, "Nuclea", lapses_on=LATER)
    standing(session, "Ostara", lapses_on=SOON, state="entered")
    standing(session, "Perenne")

    found = standings.lapsing(session, cast.director(session), until=SOON + timedelta(days=1))

    assert [(one.application, one.lapses_on) for one in found] == [
        (soon, SOON), (later, SOON + timedelta(days=1))
    ]  # fmt: skip


def test_a_manager_sees_those_of_their_programmes_and_nobody_their_own(session: Session) -> None:
    standing(session, "Lumen Bio", lapses_on=SOON)

    seen = [
        standings.lapsing(session, person, until=SOON)
        for person in (cast.manager(session), cast.other_manager(session), cast.founder(session))
    ]

    assert [len(found) for found in seen] == [1, 0, 0]


def test_the_queue_is_read_page_by_page_from_the_longest_waiting_on(session: Session) -> None:
    late, early, same = (standing(session, name) for name in ("Lumen Bio", "Halobiote", "Nuclea"))
    to_come = standing(session, "Ostara")
    standing(session, "Perenne")
    for application, hours in ((late, -1), (early, -2), (same, -1), (to_come, 1)):
        session.get_one(Standing, application.id).look_at = NOW + timedelta(hours=hours)
    session.flush()

    first = standings.due(session, at=NOW, limit=2)
    second = standings.due(session, at=NOW, after=first[-1], limit=2)

    assert [place[1] for place in (*first, *second)] == [early.id, late.id, same.id]
    assert standings.count_due(session, at=NOW) == 3


def test_the_pages_of_what_waits_for_a_decision_leave_nobody_out(session: Session) -> None:
    made = [standing(session, f"Venture {number}") for number in range(5)]
    standing(session, "Halobiote", state="rejected")

    first = standings.undecided(session, limit=3)
    second = standings.undecided(session, after=first[-1], limit=3)

    assert first + second == sorted(one.id for one in made)
    assert standings.count_undecided(session) == 5
    assert standings.count_undecided(session, call_id="nothing") == 0


def test_reading_whose_eligibility_lapses_costs_one_statement(session: Session, counted: Counted) -> None:
    for number in range(3):
        standing(session, f"Venture {number}", lapses_on=SOON)
    person = cast.director(session)
    session.flush()

    with counted() as statements:
        found = standings.lapsing(session, person, until=SOON)
        named = [(one.application.venture.name, one.application.call.slug) for one in found]

    assert (len(named), len(statements)) == (3, 1)


@pytest.fixture
def postgresql_url(new_postgresql_url: str) -> str:
    """One of these tests changes the tables."""
    return new_postgresql_url


def test_what_was_kept_last_stands_after_the_migration_and_is_due_for_one_look(database: Database) -> None:
    with database.writing() as session:
        application = scenes.application(session, scenes.call(session), scenes.venture(session))
        kept(session, application, days=-2, verdict="unknown")
        newest = kept(session, application, days=-1)
    downgrade(database.engines.writer, "0007")

    database.upgrade()

    with database.reading() as session:
        row = session.scalars(select(Standing)).one()
        assert (row.application_id, row.assessment_id, row.verdict) == (application.id, newest.id, "met")
        assert (row.look_at, row.due_since, row.fingerprint) == (newest.at, None, "")
