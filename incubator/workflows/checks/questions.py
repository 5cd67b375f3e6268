"""What a form must not say: a question asked twice, a choice without choices, a condition nobody can meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incubator.workflows.checks.names import Named
from incubator.workflows.definitions import Hint, Loc, Problem
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.sorts import sort_of, sort_of_question
from incubator.workflows.problems import EXAMPLES, Why, one_of, shown
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


def form_problems(edition: Edition, named: Named) -> Iterator[Problem]:
    """`named`: questions of the file that may be too broken to be read."""
    tasks: set[str] = set()
    asked: dict[str, Question] = {}
    for number, task in enumerate(edition.tasks):
        if task.key in tasks:
            yield ("task", number, "key"), f"two tasks have the key “{task.key}” — give this one another"
        tasks.add(task.key)
        for position, question in enumerate(task.questions):
            where: Loc = ("task", number, "question", position)
            if question.key in asked:
                yield (*where, "key"), f"two questions have the key “{question.key}” — give this one another"
            for inner, why in (*_alone(question), *_condition(question, asked, named), *_feeds(question)):
                yield (*where, inner), why
            asked[question.key] = question
    yield from _self_check(edition)


def _self_check(edition: Edition) -> Iterator[Problem]:
    most, marked = SELF_CHECK_MOST, 0
    for number, task in enumerate(edition.tasks):
        for position, question in enumerate(task.questions):
            marked += question.self_check
            if question.self_check and marked == most + 1:
                why = f"more than {most} questions are marked self_check — keep the {most} that decide most"
                yield ("task", number, "question", position, "self_check"), why


def _alone(question: Question) -> Iterator[tuple[str, Why]]:
    """A question by itself: limits of its kind, choices where there must be some."""
    for name, kinds in LIMITS.items():
        is_set = getattr(question, name) not in (None, ())
        if is_set and question.kind not in kinds:
            yield name, f"means nothing for a question of kind {question.kind} — remove it"
        elif not is_set and name in NEEDED.get(question.kind, ()):
            example = EXAMPLES[name]
            yield name, f"is missing: a question of kind {question.kind} needs it — write {example}"
    seen: set[str] = set()
    for choice in question.choices:
        if choice.key in seen:
            yield "choices", f"two choices have the key “{choice.key}” — give one of them another"
        seen.add(choice.key)
    yield from _bounds(question)


def _bounds(question: Question) -> Iterator[tuple[str, Why]]:
    low, high = question.min, question.max
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and isinstance(bound, int) == (question.kind == "date"):
            wanted = "a date — write 2027-03-30" if question.kind == "date" else "a whole number — write 10"
            yield name, f"must be {wanted}"
            return
    if isinstance(low, int) and isinstance(high, int):
        is_crossed = low > high
    else:
        is_crossed = low is not None and high is not None and str(low) > str(high)
    if is_crossed:
        yield "max", f"{high} is below min, {low} — exchange the two"


def _condition(question: Question, asked: Mapping[str, Question], named: Named) -> Iterator[tuple[str, Why]]:
    """It may only depend on a question asked before it."""
    if question.shown_when is None:
        return
    name, value = question.shown_when
    other = asked.get(name)
    if other is None:
        if name not in named or name == question.key:
            yield "shown_when", Hint(f"no question “{name}” is asked before this one", name, tuple(asked))
    elif other.kind == "yes_no" and not isinstance(value, bool):
        yield "shown_when", f"“{name}” is answered by yes or no — write true or false"
    elif other.kind in ("choice", "choices") and not (isinstance(value, str) and other.choice(value)):
        offered = {choice.key for choice in other.choices} | named.get(name, frozenset())
        if offered and value not in offered:
            yield "shown_when", Hint(f"{shown(value)} is no choice of “{name}”", str(value), offered)
    elif other.kind not in ("yes_no", "choice", "choices"):
        why = f"“{name}” has no fixed answers to depend on"
        yield "shown_when", f"{why} — name a question of kind yes_no, choice or choices"


def _feeds(question: Question) -> Iterator[tuple[str, Why]]:
    fact = question.fact
    if fact is not None and fact not in FACTS:
        yield "fact", Hint(f"unknown fact “{fact}”", fact, FACTS)
    elif fact is not None and sort_of(Facts, fact) != (sort := sort_of_question(question)):
        fitting = [name for name in FACTS if sort_of(Facts, name) == sort]
        yield "fact", f"“{fact}” cannot come from a question of kind {question.kind} — {one_of(fitting)}"
