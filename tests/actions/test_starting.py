"""Apply: one draft however often it is pressed, and nothing asked twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import applications, files
from incubator.errors import Gone, NotFound, Refused
from incubator.store import Application, File, Venture
from incubator.store.answers import current_answers
from incubator.store.database import Database
from incubator.store.editions import edition_of
from incubator.store.replay import disagreements
from tests import scenes
from tests.actions import stories
from tests.cast import colleague, founder, person, stranger
from tests.conftest import NOW


def test_pressing_apply_twice_opens_the_same_draft(session: Session) -> None:
    call = stories.call(session)

    first = applications.start(session, call, actor=founder(session), at=NOW)
    second = applications.start(session, call, actor=founder(session), at=NOW + stories.days(3))

    assert second is first
    assert (first.ref, first.state, first.venture.kind) == (f"{call.code}-0001", "draft", "project")
    assert disagreements(session) == []


def test_references_count_up_within_a_call(session: Session) -> None:
    call = stories.call(session, code="SHK-27A")

    people = (founder(session), stranger(session), person(session, "Noé Adam"))
    refs = [applications.start(session, call, actor=one, at=NOW).ref for one in people]

    assert refs == ["SHK-27A-0001", "SHK-27A-0002", "SHK-27A-0003"]


def test_a_newcomer_becomes_a_founder(session: Session) -> None:
    newcomer = person(session, "Noé Adam")

    application = stories.started(session, newcomer)

    assert [role.role for role in newcomer.roles] == ["founder"]
    assert application.venture.name == "Projet de Noé Adam"


def test_a_colleague_opens_the_draft_of_their_venture(session: Session) -> None:
    venture, call = scenes.venture(session), stories.call(session)

    mine = applications.start(session, call, actor=founder(session), at=NOW, venture=venture)
    theirs = applications.start(session, call, actor=colleague(session), at=NOW)

    assert theirs is mine


def test_the_venture_of_somebody_else_does_not_exist(session: Session) -> None:
    venture, call = scenes.venture(session), stories.call(session)

    with pytest.raises(NotFound):
        applications.start(session, call, actor=stranger(session), at=NOW, venture=venture)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"state": "draft"}, NotFound),
        ({"opens_at": NOW + timedelta(seconds=1)}, Refused),
        ({"closes_at": NOW}, Gone),
    ],
)
def test_a_call_that_is_not_open_starts_nothing(
    session: Session, given: dict[str, object], error: type[Exception]
) -> None:
    call = stories.call(session, **given)

    with pytest.raises(error):
        applications.start(session, call, actor=founder(session), at=NOW)

    assert session.scalar(select(func.count()).select_from(Application)) == 0
    assert session.scalar(select(func.count()).select_from(Venture)) == 0


def test_the_booster_asks_nothing_the_shaker_asked(session: Session) -> None:
    shaker = stories.sent(session, founder(session))
    shaker.venture.kind, shaker.venture.registered_on = "company", date(2026, 2, 1)
    booster = stories.call(session, "booster", edition="2019")

    application = applications.start(session, booster, actor=founder(session), at=NOW)

    answers = current_answers(session, application.id)
    _programme, edition = edition_of(session, booster.edition_id)
    asked_before = current_answers(session, shaker.id).keys() & {q.key for q in edition.questions}
    assert application.venture is shaker.venture
    assert asked_before - answers.keys() == {"honest"}  # a declaration is made anew
    assert (answers["applicant"], answers["registered_on"]) == ("legal_person", "2026-02-01")


def test_a_file_given_before_is_given_again(session: Session, tmp_path: Path) -> None:
    shaker = stories.started(session, founder(session))
    question = edition_of(session, shaker.call.edition_id)[1].question("cv")
    assert question is not None
    first = files.store_file(
        session, shaker, question, folder=tmp_path, stream=stories.pdf(), name="cv.pdf",
        actor=founder(session), at=NOW,
    )  # fmt: skip
    applications.save_task(
        session, shaker, "files", {"cv": {"file": first.id}}, actor=founder(session), at=NOW, finished=True
    )

    again = stories.started(session, founder(session))

    copy = session.get_one(File, current_answers(session, again.id)["cv"]["file"])
    assert (copy.application_id, copy.digest, copy.name) == (again.id, first.digest, "cv.pdf")


@pytest.mark.parametrize("held", ["abc", "2020-13-45", "9999999-01-01", 3, True, ["2024-02-03"]])
def test_what_was_asked_in_another_way_is_asked_again(session: Session, held: object) -> None:
    """Another call may use the same key for a text: a field of dates could never show it."""
    actor, booster = founder(session), stories.call(session, "booster", edition="2019")
    application = applications.start(session, booster, actor=actor, at=NOW)

    assert applications.prefill(session, application, {"registered_on": held}, actor=actor, at=NOW) == ()
    day = {"registered_on": "2024-02-03"}
    assert applications.prefill(session, application, day, actor=actor, at=NOW) == ("registered_on",)


def test_two_presses_at_once_are_one_draft(database: Database) -> None:
    with database.writing() as session:
        call_id, person_id = stories.call(session).id, founder(session).id
    for _ in range(2):
        with database.writing() as session:
            call = session.get_one(scenes.Call, call_id)
            applications.start(session, call, actor=session.get_one(scenes.Person, person_id), at=NOW)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Application)) == 1
