"""What a form must not say: a question asked twice, a choice without choices, a condition nobody can meet."""

from __future__ import annotations

from collections.abc import Iterator

from incubator.workflows.definitions import Loc, Problem, nearest
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.sorts import sort_of, sort_of_question
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

LIMITS = {
    "max_words": ("text", "long_text"),
    "max_chars": ("text", "long_text"),
    "min": ("number", "money", "date"),
    "max": ("number", "money", "date"),
    "choices": ("choice", "choices"),
    "accept": ("file",),
    "max_mb": ("file",),
}
NEEDED = {"choice": ("choices",), "choices": ("choices",), "file": ("accept", "max_mb")}
SELF_CHECK_MOST = 7


def form_problems(edition: Edition) -> Iterator[Problem]:
    tasks: set[str] = set()
    asked: dict[str, Question] = {}
    for number, task in enumerate(edition.tasks):
        if task.key in tasks:
            yield ("task", number, "key"), f"two tasks have the key “{task.key}”"
        tasks.add(task.key)
        for position, question in enumerate(task.questions):
            where: Loc = ("task", number, "question", position)
            if question.key in asked:
                yield (*where, "key"), f"two questions have the key “{question.key}”"
            for inner, why in (*_alone(question), *_condition(question, asked), *_feeds(question)):
                yield (*where, inner), why
            asked[question.key] = question
    if len(edition.self_check()) > SELF_CHECK_MOST:
        yield ("task",), f"more than {SELF_CHECK_MOST} questions are marked self_check"


def _alone(question: Question) -> Iterator[tuple[str, str]]:
    """A question by itself: limits of its kind, choices where there must be some."""
    for name, kinds in LIMITS.items():
        is_set = getattr(question, name) not in (None, ())
        if is_set and question.kind not in kinds:
            yield name, f"means nothing for a question of kind {question.kind}"
        elif not is_set and name in NEEDED.get(question.kind, ()):
            yield name, f"is missing: a question of kind {question.kind} needs it"
    keys = [choice.key for choice in question.choices]
    if len(keys) != len(set(keys)):
        yield "choices", "two choices have one key"
    yield from _bounds(question)


def _bounds(question: Question) -> Iterator[tuple[str, str]]:
    low, high = question.min, question.max
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and isinstance(bound, int) == (question.kind == "date"):
            yield name, "must be a date" if question.kind == "date" else "must be a whole number"
            return
    if isinstance(low, int) and isinstance(high, int):
        is_crossed = low > high
    else:
        is_crossed = low is not None and high is not None and str(low) > str(high)
    if is_crossed:
        yield "max", "is below min"


def _condition(question: Question, asked: dict[str, Question]) -> Iterator[tuple[str, str]]:
    """It may only depend on a question asked before it."""
    if question.shown_when is None:
        return
    name, value = question.shown_when
    other = asked.get(name)
    if other is None:
        yield "shown_when", f"no question “{name}” is asked before this one{nearest(name, asked)}"
    elif other.kind == "yes_no" and not isinstance(value, bool):
        yield "shown_when", f"“{name}” is answered by yes or no: write true or false"
    elif other.kind in ("choice", "choices") and not (isinstance(value, str) and other.choice(value)):
        offered = [choice.key for choice in other.choices]
        yield "shown_when", f"“{value}” is no choice of “{name}”{nearest(str(value), offered)}"
    elif other.kind not in ("yes_no", "choice", "choices"):
        yield "shown_when", f"“{name}” has no fixed answers to depend on"


def _feeds(question: Question) -> Iterator[tuple[str, str]]:
    fact = question.fact
    if fact is not None and fact not in FACTS:
        yield "fact", f"unknown fact “{fact}”{nearest(fact, FACTS)}"
    elif fact is not None and sort_of(Facts, fact) != sort_of_question(question):
        yield "fact", f"“{fact}” cannot come from a question of kind {question.kind}"
