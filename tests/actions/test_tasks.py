"""Saving a task: what may be changed when, and two people on the same answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import applications
from incubator.errors import NotAllowed, NotFound, Refused, Stale
from incubator.store import Application, Person
from incubator.store.answers import current_answers
from tests import scenes
from tests.actions import stories
from tests.cast import colleague, founder, manager, stranger
from tests.conftest import NOW

LATER, CLOSING = NOW + timedelta(hours=1), NOW + timedelta(days=30)


def drafted(session: Session) -> Application:
    venture, call = scenes.venture(session), stories.call(session)
    return applications.start(session, call, actor=founder(session), at=NOW, venture=venture)


def save(
    session: Session, application: Application, values: dict[str, object], *,
    actor: Person, at: datetime = NOW, seen: datetime | None = None,
) -> frozenset[str]:  # fmt: skip
    return applications.save_task(
        session, application, "science", values, actor=actor, at=at, finished=False, seen=seen
    )


def test_saving_says_what_changed_and_an_empty_answer_is_none(session: Session) -> None:
    application = drafted(session)

    first = save(session, application, {"pitch": "Un capteur.", "science": "  "}, actor=founder(session))
    second = save(session, application, {"pitch": "Un capteur."}, actor=founder(session), at=LATER)

    assert (first, second) == (frozenset({"pitch"}), frozenset())
    assert current_answers(session, application.id) == {"pitch": "Un capteur."}


def test_a_question_of_another_task_is_not_written(session: Session) -> None:
    application = drafted(session)

    changed = save(session, application, {"market": "x", "state": "accepted"}, actor=founder(session))

    assert (changed, current_answers(session, application.id)) == (frozenset(), {})


def test_a_task_that_does_not_exist_is_not_found(session: Session) -> None:
    application = drafted(session)

    with pytest.raises(NotFound):
        applications.save_task(
            session, application, "nothing", {}, actor=founder(session), at=NOW, finished=True
        )


@pytest.mark.parametrize("who", [stranger, manager])
def test_only_the_people_of_the_project_answer(session: Session, who: object) -> None:
    application = drafted(session)

    with pytest.raises(NotAllowed):
        save(session, application, {"pitch": "x"}, actor=who(session))  # type: ignore[operator]  # of the cast


def test_two_people_who_change_the_same_answer_are_told(session: Session) -> None:
    application = drafted(session)
    save(session, application, {"pitch": "La mienne."}, actor=founder(session), at=LATER)

    with pytest.raises(Stale) as refusal:
        save(session, application, {"pitch": "La vôtre."}, actor=colleague(session), at=LATER, seen=NOW)

    assert refusal.value.field == "pitch"
    assert "Inès Maurel" in refusal.value.words.fr
    assert "La mienne." in refusal.value.words.fr
    assert current_answers(session, application.id) == {"pitch": "La mienne."}


def test_two_people_who_change_different_answers_both_keep_theirs(session: Session) -> None:
    application = drafted(session)
    save(session, application, {"pitch": "La mienne."}, actor=founder(session), at=LATER)

    save(
        session,
        application,
        {"pitch": None, "science": "La sienne."},
        actor=colleague(session),
        at=LATER,
        seen=NOW,
    )

    assert current_answers(session, application.id) == {"pitch": "La mienne.", "science": "La sienne."}


def test_the_same_text_twice_is_no_contradiction(session: Session) -> None:
    application = drafted(session)
    save(session, application, {"pitch": "Pareil."}, actor=founder(session), at=LATER)

    assert (
        save(session, application, {"pitch": "Pareil."}, actor=colleague(session), at=LATER, seen=NOW)
        == frozenset()
    )


@pytest.mark.parametrize(
    ("state", "at", "is_editable"),
    [
        ("draft", CLOSING - timedelta(seconds=1), True),
        ("draft", CLOSING + timedelta(minutes=9), True),  # a form opened in time
        ("draft", CLOSING + timedelta(minutes=10), False),
        ("submitted", CLOSING - timedelta(seconds=1), True),
        ("submitted", CLOSING, False),
        ("in_review", NOW, False),
        ("withdrawn", NOW, False),
    ],
)
def test_answers_may_change_while(session: Session, state: str, at: datetime, is_editable: bool) -> None:
    application = drafted(session)
    application.state, application.submitted_at = state, NOW
    session.flush()

    assert applications.is_editable(session, application, at=at) is is_editable
    if not is_editable:
        with pytest.raises(Refused):
            save(session, application, {"pitch": "x"}, actor=founder(session), at=at)


def test_a_task_is_complete_when_answered_and_said_to_be_finished(session: Session) -> None:
    application = drafted(session)
    values = {"market": "Un besoin.", "interviews": 4}
    seen = [_status(session, application)]
    for given, finished in (({"interviews": 4}, False), ({}, True), (values, False), (values, True)):
        applications.save_task(
            session, application, "market", given, actor=founder(session), at=NOW, finished=finished
        )
        seen.append(_status(session, application))

    assert seen == ["not_started", "in_progress", "problem", "in_progress", "completed"]


def _status(session: Session, application: Application) -> str:
    states = applications.task_states(session, application)
    return next(state.status for state in states if state.task == "market")
