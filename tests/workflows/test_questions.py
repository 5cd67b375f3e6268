"""The questions of a form: which are shown, which still want an answer, which answers are too long."""

from __future__ import annotations

from typing import Any

import pytest

from incubator.workflows.questions import LONGEST, Excess, Question, Task, is_empty

LABEL = {"en": "Label", "fr": "Libellé"}


def question(key: str = "one", kind: str = "text", **known: object) -> Question:
    return Question.model_validate({"key": key, "kind": kind, "label": LABEL, **known})


def task(*questions: Question) -> Task:
    return Task.model_validate(
        {"key": "task", "step": "check", "title": LABEL, "why": LABEL, "question": questions}
    )


@pytest.mark.parametrize(
    ("asked", "answer", "excess"),
    [
        (question(max_words=3), "one two  three", None),
        (question(max_words=3), "one two\nthree four", Excess("words", 1, 3)),
        (question(max_words=3), "a b c d e", Excess("words", 2, 3)),
        (question(max_chars=5), "abcde", None),
        (question(max_chars=5), "abcdef", Excess("characters", 1, 5)),
        (question(max_words=1, max_chars=5), "abcdefg", Excess("characters", 2, 5)),
        (question(max_words=1, max_chars=1), "ab cd", Excess("words", 1, 1)),
        (question(), "a" * LONGEST["text"], None),
        (question(), "a" * (LONGEST["text"] + 1), Excess("characters", 1, LONGEST["text"])),
        (question(kind="long_text"), "a" * (LONGEST["text"] + 1), None),
        (question(kind="long_text"), "a" * 50_001, Excess("characters", 1, 50_000)),
        (question(kind="number"), "a" * 2_000, None),
        (question(max_chars=1), None, None),
        (question(max_chars=1), 12345, None),
    ],
)
def test_a_text_is_too_long_by_its_words_then_by_its_characters(
    asked: Question, answer: Any, excess: Excess | None
) -> None:
    assert asked.excess(answer) == excess


def test_a_task_names_the_shown_answers_that_are_too_long() -> None:
    first, second = question("first", max_chars=3), question("second", max_chars=3)
    hidden = question("hidden", max_chars=3, shown_when=("first", "yes"))

    found = task(first, second, hidden).too_long({"first": "abc", "second": "abcde", "hidden": "abcde"})

    assert found == ((second, Excess("characters", 2, 3)),)


@pytest.mark.parametrize(
    ("wanted", "answer", "is_shown"),
    [
        ("yes", "yes", True), ("yes", "no", False), ("yes", None, False), ("yes", ["no", "yes"], True),
        ("yes", [], False), (True, True, True), (True, False, False), (True, 1, False), (False, 0, False),
        (False, False, True), (False, None, False),
    ],
)  # fmt: skip
def test_a_question_is_shown_after_the_answer_it_waits_for(
    wanted: str | bool, answer: Any, is_shown: bool
) -> None:
    asked = question(shown_when=("before", wanted))

    assert asked.is_shown({"before": answer}) is is_shown


def test_a_question_that_waits_for_nothing_is_always_shown() -> None:
    assert question().is_shown({}) is True


@pytest.mark.parametrize(
    ("answer", "empty"),
    [
        (None, True), ("", True), (" \n", True), ([], True), ((), True), ({}, True),
        (0, False), (False, False), ("a", False), ([0], False),
    ],
)  # fmt: skip
def test_a_no_and_a_nought_are_answers(answer: Any, empty: bool) -> None:
    assert is_empty(answer) is empty


def test_what_is_missing_is_shown_required_and_empty() -> None:
    needed, optional = question("needed"), question("optional", required=False)
    hidden = question("hidden", shown_when=("needed", "yes"))
    asked = task(needed, optional, hidden)

    assert asked.missing({}) == (needed,)
    assert asked.missing({"needed": "yes"}) == (hidden,)
    assert asked.missing({"needed": "no"}) == ()


def test_a_choice_is_found_by_its_key() -> None:
    asked = question(
        kind="choice", choices=[{"key": "first", "label": LABEL}, {"key": "second", "label": LABEL}]
    )

    assert [asked.choice(key) for key in ("first", "second", "third")] == [*asked.choices, None]


def test_a_fact_is_taken_by_its_present_name() -> None:
    facts = [question(fact=name).fact for name in ("private_funds_eur", "registered_on", None)]

    assert facts == ["private_funds", "registered_on", None]
