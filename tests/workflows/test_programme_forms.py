"""Which questions are asked, which still want an answer, which a visitor may try."""

from __future__ import annotations

from typing import Any

import pytest

from incubator.workflows.questions import Question, is_empty
from tests.workflows.eligible import edition, words

CHOICES = [{"key": key, "label": words(key)} for key in ("person", "company")]
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"key": "who", "kind": "choice", "label": words("Who"), "choices": CHOICES},
    {"key": "siren", "kind": "text", "label": words("SIREN"), "shown_when": ["who", "company"]},
    {"key": "lab", "kind": "yes_no", "label": words("Laboratory")},
    {"key": "bench", "kind": "text", "label": words("Bench"), "shown_when": ["lab", True]},
    {"key": "note", "kind": "text", "label": words("Note"), "required": False},
    {
        "key": "raised",
        "kind": "money",
        "label": words("Raised"),
        "fact": "private_funds_eur",
        "self_check": True,
    },
    {"key": "field", "kind": "text", "label": words("Field"), "self_check": True},
)


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, ["who", "lab", "raised", "field"]),
        ({"who": "company", "lab": True}, ["siren", "bench", "raised", "field"]),
        ({"who": "person", "lab": False, "raised": 0, "field": "x"}, []),
        ({"who": "person", "lab": False, "raised": 0, "field": "  "}, ["field"]),
    ],
)
def test_what_is_missing_depends_on_what_was_answered(answers: dict[str, Any], missing: list[str]) -> None:
    form = edition(questions=QUESTIONS)

    assert [question.key for _, question in form.missing(answers)] == missing


@pytest.mark.parametrize(
    ("value", "empty"),
    [
        (None, True),
        ("", True),
        (" \n", True),
        ([], True),
        ({}, True),
        (0, False),
        (False, False),
        ("x", False),
    ],
)
def test_no_and_nought_are_answers(value: object, empty: bool) -> None:
    assert is_empty(value) is empty


@pytest.mark.parametrize(
    ("answer", "shown"), [(["a", "b"], True), (["b"], False), ("a", True), (None, False), (True, False)]
)
def test_a_question_is_shown_when_the_other_has_its_answer(answer: object, shown: bool) -> None:
    question = Question.model_validate(
        {"key": "more", "kind": "text", "label": words("More"), "shown_when": ["topics", "a"]}
    )

    assert question.is_shown({"topics": answer}) is shown


def test_the_self_check_asks_only_what_feeds_a_rule() -> None:
    judged = {"rule": "judgement", "id": "x", "words": words("X")}
    group = {"id": "money", "rule": "any", "of": [{"rule": "private_funds", "at_most": 5}, judged]}

    assert [q.key for q in edition(group, questions=QUESTIONS).self_check()] == ["raised"]
    assert edition(questions=QUESTIONS).self_check() == ()


def test_the_self_check_asks_what_only_the_condition_of_a_part_looks_at() -> None:
    medical = {"rule": "choice", "fact": "field", "is": "medical"}
    young = {"rule": "date", "fact": "registered_on", "under": "3 years", "unless": medical}
    group = {"id": "young", "rule": "all", "of": [young]}

    assert [q.key for q in edition(group, questions=QUESTIONS).self_check()] == ["field"]
