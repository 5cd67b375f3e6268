"""Rules made of rules: all of them, any of them, not this one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.explained import reference_words
from incubator.workflows.eligibility.findings import Finding, Result, worst
from incubator.workflows.eligibility.group_words import count_words, more_needed
from incubator.workflows.eligibility.labels import OR, Labels, lowered
from incubator.workflows.eligibility.rule import AnyRule, Rule
from incubator.workflows.eligibility.wording import MARKS, quoted

OPPOSITE: dict[Result, Result] = {"met": "unmet", "unmet": "met", "unknown": "unknown"}
Results = Sequence[Result]
Parts = Sequence[Finding]


class Group(Rule):
    """Combines what its parts come out as; each part may name a date of its own."""

    is_group: ClassVar[bool] = True

    @property
    @abstractmethod
    def parts(self) -> tuple[Rule, ...]: ...

    @abstractmethod
    def result(self, parts: Results) -> Result: ...

    @abstractmethod
    def why(self, parts: Parts) -> Words:
        """How many hold and how many must: the parts give their own reasons."""

    def mend(self, parts: Parts) -> Words | None:
        """How many more must hold; the parts say what each of them needs."""
        return more_needed(parts, self.least(), self.result([part.result for part in parts]))

    def least(self) -> int:
        """How many of the parts must hold."""
        return len(self.parts)

    def is_settled_by(self, due: Results) -> bool:
        """Whether these parts decide it, whatever the others will say."""
        return self.result([*due, "met"]) == self.result([*due, "unmet"]) == self.result([*due, "unknown"])

    def deciding(self, parts: Parts) -> Parts:
        """The parts that made the result what it is."""
        result = self.result([part.result for part in parts])
        return [part for part in parts if part.result == result] or parts

    def inner(self) -> Iterator[Rule]:
        yield from super().inner()
        yield from self.parts

    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.needs()))

    def found(self, parts: Parts) -> Words | None:
        found = [part.found for part in parts if part.found]
        return both(lambda language: MARKS[language].join(w[language] for w in found)) if found else None


class All(Group):
    """Every one of the rules holds."""

    kind: ClassVar[str] = "all"

    rule: Literal["all"]
    of: tuple[AnyRule, ...] = Field(min_length=1, description="The rules: each of them must hold.")

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        return _listed(self.of, labels, last=AND)

    def result(self, parts: Results) -> Result:
        return worst(parts)

    def why(self, parts: Parts) -> Words:
        return count_words(parts, len(parts))


class Any(Group):
    """One of the rules is enough, or as many as `at_least` says."""

    kind: ClassVar[str] = "any"

    rule: Literal["any"]
    of: tuple[AnyRule, ...] = Field(min_length=1, description="The rules, of which enough must hold.")
    at_least: int = Field(1, ge=1, description="How many of them must hold; one, unless told otherwise.")

    @model_validator(mode="after")
    def _possible(self) -> Any:
        if self.at_least > len(self.of):
            raise ValueError(
                f"at_least asks for {self.at_least} of {len(self.of)} rules — write {len(self.of)} or less"
            )
        return self

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        listed = _listed(self.of, labels, last=OR)
        if self.at_least == 1:
            return listed
        words = Words("At least {n} of: {rules}", typeset("Au moins {n} parmi : {rules}"))
        return words.format(n=self.at_least, rules=listed)

    def result(self, parts: Results) -> Result:
        met, open_ = parts.count("met"), parts.count("unknown")
        if met >= self.at_least:
            return "met"
        return "unknown" if met + open_ >= self.at_least else "unmet"

    def least(self) -> int:
        return self.at_least

    def is_settled_by(self, due: Results) -> bool:
        """Enough of them hold, or too few still can."""
        still_can = len(self.of) - due.count("unmet")
        return due.count("met") >= self.at_least or still_can < self.at_least

    def why(self, parts: Parts) -> Words:
        return count_words(parts, self.at_least)


class Not(Group):
    """The rule does not hold."""

    kind: ClassVar[str] = "not"

    rule: Literal["not"]
    of: AnyRule = Field(description="The rule that must not hold.")

    @property
    def parts(self) -> tuple[Rule, ...]:
        return (self.of,)

    def required(self, labels: Labels) -> Words:
        words = Words("This must not be so: {rule}", typeset("Ceci ne doit pas être le cas : {rule}"))
        return words.format(rule=_inner(self.of, labels))

    def result(self, parts: Results) -> Result:
        return OPPOSITE[parts[0]]

    def is_settled_by(self, due: Results) -> bool:
        return bool(due)

    def why(self, parts: Parts) -> Words:
        return _NOT[parts[0].result]

    def mend(self, parts: Parts) -> Words | None:
        return {"met": _TURNED, "unknown": parts[0].mend}.get(parts[0].result)


def _listed(rules: Sequence[Rule], labels: Labels, *, last: Words) -> Words:
    """Between semicolons, for a phrase may hold commas of its own."""
    first, *others = rules
    parts = [_with_condition(first.asked(labels), first, labels), *(_inner(rule, labels) for rule in others)]

    def render(language: str) -> str:
        texts = [part[language] for part in parts]
        *heads, tail = texts
        mark = MARKS[language]
        return f"{mark.join(heads)}{mark}{last[language]} {tail}" if heads else tail

    return both(render)


def _inner(rule: Rule, labels: Labels) -> Words:
    """A phrase that no longer begins the sentence; a group within a group stands in brackets."""
    words = rule.asked(labels)
    inner = both(lambda language: lowered(words[language]))
    if rule.is_group and rule.words is None:
        inner = _BRACKETS.format(inner=inner)
    return _with_condition(inner, rule, labels)


def _with_condition(words: Words, rule: Rule, labels: Labels) -> Words:
    if rule.at:
        words = _JUDGED.format(words=words, on=joined(reference_words(name) for name in rule.at))
    for lead, condition in ((_ONLY_IF, rule.when), (_UNLESS, rule.unless)):
        if condition is not None:
            words = lead.format(words=words, condition=quoted(condition.asked(labels)))
    return words


_BRACKETS = Words("({inner})", "({inner})")
_JUDGED = Words("{words} (judged on {on})", typeset("{words} (date retenue : {on})"))
_ONLY_IF = Words("{words}, only where {condition}", "{words}, seulement si {condition}")
_UNLESS = Words("{words}, except where {condition}", "{words}, sauf si {condition}")
AND = Words("and", "et")
_NOT: dict[Result, Words] = {
    "met": Words("This condition is met, and it must not be.",
                 "Cette condition est remplie, et elle ne doit pas l’être."),
    "unmet": Words("This condition is not met, as it should be.",
                   "Cette condition n’est pas remplie, comme il se doit."),
    "unknown": Words("It is not known yet whether this condition is met.",
                     "On ne sait pas encore si cette condition est remplie."),
}  # fmt: skip
_TURNED = Words(
    "It would be met if that condition were not.", "Il faudrait que cette condition ne soit plus remplie."
)
