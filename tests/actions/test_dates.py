"""My dates: each with what it is about, the next first, and nothing that is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from incubator.actions import applications
from incubator.actions.dates import dates_of
from tests import cast, scenes
from tests.actions import stories
from tests.conftest import NOW


def test_a_draft_is_due_when_its_own_closing_says(session: Session) -> None:
    founder = cast.founder(session)
    application = stories.started(session, founder)
    later = application.call.closes_at + timedelta(days=4)
    applications.more_time(
        session, application, closes_at=later, reason="Ill", actor=cast.manager(session), at=NOW
    )

    closing = next(one for one in dates_of(session, founder, at=NOW) if one.what == "call_closing")

    assert closing.at == later


def test_a_person_in_a_programme_reads_its_last_day(session: Session) -> None:
    founder = cast.founder(session)
    scenes.enrolment(session, scenes.venture(session), edition_id=stories.call(session).edition_id)

    found = [(one.what, one.on.isoformat()) for one in dates_of(session, founder, at=NOW)]

    assert found == [("enrolment_end", "2026-07-31")]


def test_staff_read_the_closings_of_their_calls_alone(session: Session) -> None:
    stories.call(session)

    mine = [one.what for one in dates_of(session, cast.manager(session), at=NOW)]
    others = [one.what for one in dates_of(session, cast.other_manager(session), at=NOW)]

    assert (mine, others) == (["call_closing"], [])
