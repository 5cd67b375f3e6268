"""Answers are revisions: any past instant can be read again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from incubator.store import Application
from incubator.store.answers import answers_as_of, current_answers, revisions, write_answers
from tests import scenes
from tests.cast import colleague, founder
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def application(session: Session) -> Application:
    return scenes.application(session, scenes.call(session), scenes.venture(session), state="draft")


def test_only_what_changed_becomes_a_revision(session: Session, application: Application) -> None:
    first = write_answers(session, application.id, {"b": "x", "a": [1, 2]}, by=founder(session), at=NOW)
    second = write_answers(session, application.id, {"b": "y", "a": [1, 2]}, by=None, at=NOW + HOUR)
    third = write_answers(session, application.id, {"b": "y"}, by=None, at=NOW + 2 * HOUR)

    assert (first, second, third) == (("a", "b"), ("b",), ())
    assert current_answers(session, application.id) == {"a": [1, 2], "b": "y"}
    assert [row.value for row in revisions(session, application.id, "b")] == ["x", "y"]


def test_every_past_instant_can_be_read(session: Session, application: Application) -> None:
    for number, value in enumerate(("x", "y", None, "z")):
        write_answers(session, application.id, {"b": value}, by=None, at=NOW + number * HOUR)

    seen = [
        answers_as_of(session, application.id, NOW + delay)
        for delay in (-HOUR, 0 * HOUR, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR, 99 * HOUR)
    ]

    assert seen == [{}, {"b": "x"}, {"b": "x"}, {"b": "y"}, {"b": None}, {"b": "z"}, {"b": "z"}]


def test_who_wrote_a_revision_is_kept(session: Session, application: Application) -> None:
    write_answers(session, application.id, {"b": "x"}, by=founder(session), at=NOW)
    write_answers(session, application.id, {"b": "y"}, by=colleague(session), at=NOW + HOUR)

    written = [(row.written_by, row.written_at) for row in revisions(session, application.id, "b")]

    assert written == [(founder(session).id, NOW), (colleague(session).id, NOW + HOUR)]


def test_two_revisions_at_one_instant_leave_one_answer(session: Session, application: Application) -> None:
    write_answers(session, application.id, {"b": "x"}, by=None, at=NOW)
    write_answers(session, application.id, {"b": "y"}, by=None, at=NOW)

    assert answers_as_of(session, application.id, NOW) == {"b": "y"}


@pytest.mark.parametrize("value", ["é “quoted” 💡", "", 0, 7, False, True, [], ["a"], {"file": "01x"}])
def test_a_value_comes_back_as_it_was(session: Session, application: Application, value: Any) -> None:
    write_answers(session, application.id, {"b": value}, by=None, at=NOW)
    session.expire_all()

    held = current_answers(session, application.id)["b"]

    assert (held, type(held)) == (value, type(value))


def test_true_and_one_are_two_answers(session: Session, application: Application) -> None:
    write_answers(session, application.id, {"b": 1}, by=None, at=NOW)

    assert write_answers(session, application.id, {"b": True}, by=None, at=NOW + HOUR) == ("b",)


def test_an_empty_answer_never_given_is_no_revision(session: Session, application: Application) -> None:
    assert write_answers(session, application.id, {"b": None}, by=None, at=NOW) == ()
    assert current_answers(session, application.id) == {}
