"""What the rules of an edition may name: facts, the questions it asks, and the choices these offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from incubator.workflows.definitions import Hint, Loc, Problem
from incubator.workflows.eligibility.amounts import PERCENT, Amount
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.items import Item, Money, Number, Share
from incubator.workflows.eligibility.measuring import SAID, WHOLE, AmountLimits
from incubator.workflows.eligibility.sorts import Sort, sort_of, sort_of_question
from incubator.workflows.problems import Why, one_of
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

Unit = Literal["money", "share", "number", ""]
Named = Mapping[
    str, frozenset[str]
]  # questions of a file and their choices, even those too broken to be read
UNITS: dict[Unit, object] = {"money": Money, "share": Share, "number": Number}
CALLED: dict[Sort, str] = {"date": "a date", "amount": "an amount", "choice": "a choice", "list": "a list"}


class Form:
    """`elsewhere`: which other edition asks a question."""

    def __init__(self, edition: Edition, named: Named, elsewhere: Mapping[str, str]) -> None:
        self.questions = {question.key: question for question in edition.questions}
        self._asking: dict[str, list[Question]] = {}
        for question in edition.questions:
            for name in {question.key, question.fact} - {None}:
                self._asking.setdefault(str(name), []).append(question)
        self._known = (*FACTS, *self.questions)
        self._named, self._elsewhere = named, elsewhere

    def asking(self, name: str) -> list[Question]:
        """The questions by this key, and those whose answer gives this fact."""
        return self._asking.get(name, [])

    def offered(self, name: str) -> set[str]:
        keys = (self._named.get(question.key, frozenset()) for question in self.asking(name))
        return {choice.key for q in self.asking(name) for choice in q.choices}.union(*keys)

    def is_known(self, name: str) -> bool:
        return name in FACTS or name in self.questions or name in self._named

    def unknown(self, name: str) -> Why:
        return self.removed(name) or Hint(f"unknown fact or question “{name}”", name, self._known)

    def removed(self, name: str) -> str:
        """A question that only another edition asks."""
        if name in self._named or name not in self._elsewhere:
            return ""
        other = self._elsewhere[name]
        return (
            f"this edition does not ask “{name}” any more, edition “{other}” does — "
            "ask it in a task of this edition, or remove the rule"
        )

    def sort(self, name: str) -> Sort | None:
        """None for a question too broken to be read."""
        if name in FACTS:
            return sort_of(Facts, name)
        return sort_of_question(self.questions[name]) if name in self.questions else None

    def unit(self, name: str) -> Unit:
        question = self.questions.get(name)
        if question is not None and name not in FACTS:
            return "money" if question.kind == "money" else "number" if question.kind == "number" else ""
        return unit_of(Facts, name) if name in FACTS else ""

    def fits(self, where: Loc, name: str, wanted: Sort) -> Iterator[Problem]:
        """A name beside the main one: of what a share is taken, by what a limit is extended."""
        if not self.is_known(name):
            yield where, self.unknown(name)
        elif (found := self.sort(name)) is not None and found != wanted:
            names = [one for one in self._known if self.sort(one) == wanted]
            yield where, f"“{name}” is {CALLED[found]}, not {CALLED[wanted]} — {one_of(names)}"


def unit_of(model: type[Facts | Item], name: str) -> Unit:
    inner = get_args(model.model_fields[name].annotation)
    return next((unit for unit, sort in UNITS.items() if sort in inner), "")


def limit_problems(
    where: Loc, limits: AmountLimits, unit: Unit, form: Form, *, of_all: bool = False
) -> Iterator[Problem]:
    """Each limit is counted in what the fact is counted in; a share names what it is a share of."""
    for name in SAID:
        for number, limit in enumerate(getattr(limits, name) or ()):
            at: Loc = (*where, name, number)
            if limit.value is not None and (why := _of_unit(limit.value, unit)):
                yield at, why
            if limit.of is not None and not (limit.of == WHOLE and of_all):
                yield from form.fits((*at, "of"), limit.of, "amount")


def _of_unit(value: Amount, unit: Unit) -> str:
    bare = str(Amount(value.number))
    if unit == "money" and value.unit == PERCENT:
        return f'“{value}” is a share of what? — write {{ share = "{value}", of = "…" }}'
    if unit == "money" and not value.unit:
        return f"“{value}” has no currency — write “{Amount(value.number, 'EUR', value.per)}”"
    if unit == "share" and value.unit != PERCENT:
        return f"“{value}” is no share — write “{bare} %”"
    if unit == "number" and value.unit:
        return f"“{value}” has a unit, and a bare number is wanted — write {bare}"
    return ""


def elsewhere(editions: Iterable[Edition], edition: Edition) -> dict[str, str]:
    """Questions of the other editions of a file, and which of them asks."""
    others = (one for one in editions if one is not edition)
    return {question.key: other.key for other in others for question in other.questions}
