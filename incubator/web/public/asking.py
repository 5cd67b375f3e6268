"""What a visitor is asked before applying: the form’s own questions, and facts that the form asks nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from incubator.workflows.checks.questions import SELF_CHECK_MOST
from incubator.workflows.eligibility.amounts import PERCENT, Amount
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.sorts import called, sort_of
from incubator.workflows.eligibility.wording import titled
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

PLAIN = ("choice", "choices", "yes_no", "date", "money", "number")  # no file, and nothing to write


def asked(edition: Edition) -> tuple[Question, ...]:
    """Those marked for it, then what blocks: as many as one page may hold."""
    marked = list(edition.self_check())
    more = [question for question in _others(edition) if question not in marked]
    chosen = [*marked, *more[: max(0, SELF_CHECK_MOST - len(marked))]]
    order = list(edition.questions)
    return tuple(sorted(chosen, key=lambda one: order.index(one) if one in order else len(order)))


def own_facts(edition: Edition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to what no question of the form asks: they are facts by their name."""
    keys = {question.key for question in edition.questions}
    told = {key: value for key, value in answers.items() if key in FACTS and key not in keys}
    return {**told, "sources": dict.fromkeys(told, "typed")}


def _others(edition: Edition) -> Iterator[Question]:
    """Whatever else a blocking rule looks at and a plain form can ask."""
    blocking = [rule for rule in edition.rules if rule.severity == "block"]
    for question in edition.questions:
        is_looked_at = question.kind in PLAIN and any(rule.looks_at(question) for rule in blocking)
        if is_looked_at and _can_be_shown(question, edition):
            yield question
    yield from _of_facts(edition, blocking)


def _can_be_shown(question: Question, edition: Edition) -> bool:
    """The answer that it hangs on is asked for too."""
    shown_when = question.shown_when
    marked = {one.key for one in edition.self_check()}
    return shown_when is None or shown_when.question in marked


def _of_facts(edition: Edition, rules: Iterable[Rule]) -> Iterator[Question]:
    given = {name for question in edition.questions for name in (question.key, question.fact)}
    for name in dict.fromkeys(name for rule in rules for name in rule.needs()):
        kind = _kind(name) if name in FACTS and name not in given else None
        if kind is not None:
            label = titled(called(Facts, name))
            words = {"en": label.en, "fr": label.fr}
            yield Question.model_validate({"key": name, "fact": name, "label": words, **kind})


def _kind(name: str) -> dict[str, Any] | None:
    """None for a list, and for a choice whose words nobody wrote: the team checks those."""
    sort = sort_of(Facts, name)
    if sort == "date":
        return {"kind": "date"}
    return KINDS.get(_unit(name)) if sort == "amount" else None


def _unit(name: str) -> str:
    """What a plain number is counted in."""
    read: Amount = getattr(Facts.model_validate({name: 1}), name)
    return read.unit


KINDS: Mapping[str, dict[str, Any]] = {
    "EUR": {"kind": "money", "min": 0},
    "": {"kind": "number", "min": 0},
    PERCENT: {
        "kind": "number", "min": 0, "max": 100,
        "hint": {"en": "In percent, for example 54.", "fr": "En pourcentage, par exemple 54."},
    },
}  # fmt: skip
