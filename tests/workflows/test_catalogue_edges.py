"""Programmes, editions, tasks and rules found by their key, or not found with the nearest one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incubator.errors import NotFound
from incubator.words import Words
from incubator.workflows.catalogue import Catalogue
from incubator.workflows.programme import Programme
from tests.workflows.eligible import edition, words

AGE = {"id": "age", "rule": "date", "fact": "registered_on", "under": "2 years"}
SEAT = {"id": "seat", "rule": "date", "fact": "activity_started_on", "by": "2027-01-01"}
FIRST = edition(AGE, SEAT)


def programme(key: str, *editions: str, order: int = 0, after: tuple[str, ...] = ()) -> Programme:
    dated = [FIRST.model_copy(update={"key": name}) for name in editions or ("1",)]
    named = {"name": words(key), "summary": words("Short"), "audience": words("All")}
    return Programme.model_validate({"key": key, "order": order, "next": after, **named, "edition": dated})


BOTH = Catalogue([programme("shaker", "1", "2", after=("booster",)), programme("booster", "7")])


def test_programmes_are_shown_by_their_order_and_then_by_their_key() -> None:
    shown = Catalogue([programme("c", order=1), programme("b", order=2), programme("a", order=2)])

    assert [one.key for one in shown.programmes] == ["c", "a", "b"]


def test_what_is_there_is_found_by_its_key() -> None:
    assert (BOTH.programme("booster").key, BOTH.edition("shaker", "2").key) == ("booster", "2")
    assert (FIRST.rule("seat"), FIRST.rule("age")) == (FIRST.rules[1], FIRST.rules[0])
    assert (FIRST.task("check"), FIRST.question("pitch")) == (FIRST.tasks[0], FIRST.questions[0])


def test_what_is_not_there_is_nothing() -> None:
    assert (FIRST.rule("none"), FIRST.task("none"), FIRST.question("none")) == (None, None, None)


@pytest.mark.parametrize(
    ("find", "said"),
    [
        (
            lambda: BOTH.programme("boster"),
            Words(
                "There is no programme “boster”: did you mean “booster”?",
                "« boster » : programme inconnu : vouliez-vous dire « booster » ?",
            ),
        ),
        (
            lambda: BOTH.edition("shaker", "x"),
            Words(
                "There is no edition of shaker “x” (known: 1, 2)",
                "« x » : édition de shaker inconnue (existe : 1, 2)",
            ),
        ),
    ],
)
def test_what_is_not_found_is_told_with_what_there_is(find: Callable[[], object], said: Words) -> None:
    with pytest.raises(NotFound) as refused:
        find()

    assert refused.value.words == said
