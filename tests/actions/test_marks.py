"""Which acts mark which applications for a new look, and which leave them alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import calls, journal, moves, ventures
from incubator.actions.applications import answer_information, save_task
from incubator.actions.calls.fields import fields_of
from incubator.actions.eligibility import judgements, standings, waivers
from incubator.actions.enrolments import begin
from incubator.actions.enrolments.lives import complete
from incubator.actions.files import store_file
from incubator.actions.moves import MoveRequest
from incubator.actions.people import give_role
from incubator.store import Application, InformationRequest, Standing, add
from incubator.store.database import Database
from incubator.store.editions import edition_of
from tests import cast, scenes
from tests.actions import standing_scenes, stories
from tests.actions.cohorts import HOLD
from tests.actions.standing_scenes import standing, waiting
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)
Act = Callable[[Session, Application], object]


def answer(session: Session, application: Application) -> object:
    values = {"pitch": "Une autre phrase."}
    actor = cast.founder(session)
    return save_task(session, application, "project", values, actor=actor, at=LATER, finished=None)


def asked_answer(session: Session, application: Application) -> object:
    application.state = "info_requested"
    request = InformationRequest(
        application_id=application.id, questions=["pitch"], message="", due_on=LATER.date(), asked_at=NOW
    )
    add(session, request)
    answer(session, application)
    marked = standing(session, application).due_because
    answer_information(session, application, actor=cast.founder(session), at=LATER)
    assert standing(session, application).due_because is None, "it was assessed with the answer"
    standings.mark(session, [application.id], because=str(marked), at=LATER)
    return None


def venture(session: Session, application: Application) -> object:
    facts = replace(ventures.facts_of(application.venture), private_funds_eur=70_000)
    return ventures.edit(session, application.venture, facts, actor=cast.founder(session), at=LATER)


def judge(session: Session, application: Application) -> object:
    actor = cast.manager(session)
    return judgements.judge(
        session, application, rule="growth", holds=True, reason="Oui.", actor=actor, at=LATER
    )


def waive(session: Session, application: Application) -> object:
    row = scenes.waiver(session, application, "money")
    scenes.steps(session, row, "asked")
    return waivers.grant(session, row, reason="Soit.", actor=cast.director(session), at=LATER)


def new_dates(session: Session, application: Application) -> object:
    values = replace(fields_of(application.call), committee_on=date(2026, 5, 1))
    return calls.edit(session, application.call, values, actor=cast.manager(session), at=LATER)


def extend(session: Session, application: Application) -> object:
    closes_at = application.call.closes_at + timedelta(days=7)
    return calls.extend(
        session, application.call, closes_at=closes_at, reason="Une panne.", actor=cast.manager(session),
        at=LATER,
    )  # fmt: skip


def new_juror(session: Session, application: Application) -> object:
    person = cast.person(session, "Olivier Tran", "founder")
    return give_role(session, person, "juror", programme="shaker", actor=cast.admin(session), at=LATER)


def other_entered(session: Session, application: Application) -> Application:
    """The same venture in another call."""
    other = scenes.call(session, "booster")
    return scenes.application(session, other, application.venture, state="entered")


def enrolled(session: Session, application: Application) -> object:
    other = other_entered(session, application)
    return begin(session, other, starts_on=date(2026, 6, 1), actor=cast.manager_of_all(session), at=LATER)


def completed(session: Session, application: Application) -> object:
    row = scenes.enrolment(
        session, application.venture, "booster", application_id=other_entered(session, application).id
    )
    scenes.steps(session, row, "planned", "active")
    actor = cast.other_manager(session)
    return complete(session, row, on=LATER.date(), actor=actor, at=LATER)


@pytest.mark.parametrize(
    ("act", "because"),
    [
        (answer, "answers"), (asked_answer, "answers"), (venture, "venture"), (judge, "judgement"),
        (waive, "waiver"), (new_dates, "dates"), (extend, "dates"), (new_juror, "jury"),
        (enrolled, "programmes"), (completed, "programmes"),
    ],
)  # fmt: skip
def test_a_change_marks_the_applications_it_touches_and_no_other(
    session: Session, act: Act, because: str
) -> None:
    application = waiting(session)
    draft = scenes.application(session, application.call, scenes.venture(session, "Nuclea"), state="draft")

    act(session, application)

    row = standing(session, application)
    assert (row.due_because, row.due_since, row.look_at) == (because, LATER, LATER)
    assert session.get(Standing, draft.id) is None


def rename(session: Session, application: Application) -> object:
    facts = replace(ventures.facts_of(application.venture), name="Lumen Biotech")
    return ventures.edit(session, application.venture, facts, actor=cast.founder(session), at=LATER)


def more_places(session: Session, application: Application) -> object:
    values = replace(fields_of(application.call), places=12)
    return calls.edit(session, application.call, values, actor=cast.manager(session), at=LATER)


def new_mentor(session: Session, application: Application) -> object:
    person = cast.person(session, "Olivier Tran", "founder")
    return give_role(session, person, "mentor", programme="shaker", actor=cast.admin(session), at=LATER)


def juror_elsewhere(session: Session, application: Application) -> object:
    person = cast.person(session, "Olivier Tran", "founder")
    return give_role(session, person, "juror", programme="booster", actor=cast.admin(session), at=LATER)


def own_enrolment(session: Session, application: Application) -> object:
    return begin(
        session, application, starts_on=date(2026, 6, 1), actor=cast.manager_of_all(session), at=LATER
    )


@pytest.mark.parametrize("act", [rename, more_places, new_mentor, juror_elsewhere, own_enrolment])
def test_what_no_rule_looks_at_marks_nothing(session: Session, act: Act) -> None:
    application = waiting(session)

    act(session, application)

    assert standing(session, application).due_because is None


def test_a_file_given_later_marks_its_application(database: Database, tmp_path: object) -> None:
    with database.writing() as session:
        application = stories.sent(session, cast.founder(session))
        _programme, edition = edition_of(session, application.call.edition_id)
        question = next(one for one in edition.questions if one.kind == "file")
        store_file(
            session, application, question, folder=tmp_path, stream=stories.pdf(), name="a.pdf",
            actor=cast.founder(session), at=LATER,
        )  # fmt: skip

        assert standing(session, application).due_because == "files"


def test_only_open_applications_of_a_venture_are_marked(session: Session) -> None:
    application = waiting(session, state="rejected")

    venture(session, application)

    assert standing(session, application).due_because is None


def test_what_came_of_another_application_marks_where_a_rule_asks_for_the_past(session: Session) -> None:
    """Of the same venture, and of another venture of the same people."""
    edition = scenes.edition(session, key="past", more=PAST)
    asking = standing_scenes.call(session, edition_id=edition.id)
    mine, theirs = (waiting(session, name) for name in ("Lumen Bio", "Halobiote"))
    other = scenes.application(session, scenes.call(session, "booster"), mine.venture, state="withdrawn")

    record(session, other, "submitted", "withdrawn")

    assert asking.edition_id == edition.id
    assert [standing(session, one).due_because for one in (mine, theirs)] == ["programmes"] * 2


PAST = """
[[edition.eligibility]]
id = "first_time"
rule = "count"
of = "participations"
at_most = 0
"""


def record(session: Session, application: Application, before: str, after: str) -> None:
    entry = journal.entry(
        application, action="move", actor=cast.manager_of_all(session), at=LATER, from_state=before,
        to_state=after,
    )  # fmt: skip
    journal.record_all(session, [entry])


def test_the_first_reason_stays_until_somebody_has_looked(session: Session) -> None:
    application = waiting(session)

    venture(session, application)
    judge(session, application)

    assert standing(session, application).due_because == "venture"


def test_what_waits_for_a_decision_again_is_looked_at_again(session: Session) -> None:
    application = waiting(session, state="ineligible")
    application.decided_at = NOW

    moves.act(
        session, application, request=MoveRequest("withdraw_decision", reason="Une erreur."),
        actor=cast.director(session), at=LATER, hold=HOLD,
    )  # fmt: skip

    assert (application.state, standing(session, application).due_because) == ("submitted", "back")


def test_an_entry_taken_back_marks_the_other_applications_of_its_venture(session: Session) -> None:
    application = waiting(session)
    other = other_entered(session, application)
    entry = journal.entry(
        other, action="undo", actor=cast.manager_of_all(session), at=LATER, from_state="entered",
        to_state="confirmed",
    )  # fmt: skip
    journal.record_all(session, [entry])

    assert standing(session, application).due_because == "programmes"
