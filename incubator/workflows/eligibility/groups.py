"""Rules made of rules: all of them, any of them, not this one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import NARROW, Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Finding, Result, worst
from incubator.workflows.eligibility.labels import OR, Labels, lowered
from incubator.workflows.eligibility.rule import AnyRule, Rule

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
        """What would change the answer; the parts say their own."""
        return None

    def is_settled_by(self, due: Results) -> bool:
        """Whether these parts decide it, whatever the others will say."""
        return self.result([*due, "met"]) == self.result([*due, "unmet"]) == self.result([*due, "unknown"])

    def deciding(self, parts: Parts) -> Parts:
        """The parts that made the result what it is."""
        result = self.result([part.result for part in parts])
        return [part for part in parts if part.result == result] or parts

    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.needs()))

    def found(self, parts: Parts) -> Words | None:
        found = [part.found for part in parts if part.found]
        marks = {"en": "; ", "fr": f"{NARROW}; "}
        return both(lambda language: marks[language].join(w[language] for w in found)) if found else None


class All(Group):
    """Every one of the rules holds."""

    kind: ClassVar[str] = "all"

    rule: Literal["all"]
    of: tuple[AnyRule, ...] = Field(min_length=1, description="The rules: each of them must hold.")

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        return joined(_inner(rule.asked(labels), first=rule is self.of[0]) for rule in self.of)

    def result(self, parts: Results) -> Result:
        return worst(parts)

    def why(self, parts: Parts) -> Words:
        return _count(parts, _ALL)


class Any(Group):
    """One of the rules is enough, or as many as `at_least` says."""

    kind: ClassVar[str] = "any"

    rule: Literal["any"]
    of: tuple[AnyRule, ...] = Field(min_length=1, description="The rules, of which enough must hold.")
    at_least: int = Field(1, ge=1, description="How many of them must hold; one, unless told otherwise.")

    @model_validator(mode="after")
    def _possible(self) -> Any:
        if self.at_least > len(self.of):
            raise ValueError(f"at_least asks for {self.at_least} of {len(self.of)} rules")
        return self

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        listed = joined((_inner(rule.asked(labels), first=rule is self.of[0]) for rule in self.of), last=OR)
        if self.at_least == 1:
            return listed
        words = Words("At least {n} of: {rules}", typeset("Au moins {n} parmi : {rules}"))
        return words.format(n=self.at_least, rules=listed)

    def result(self, parts: Results) -> Result:
        met, open_ = parts.count("met"), parts.count("unknown")
        if met >= self.at_least:
            return "met"
        return "unknown" if met + open_ >= self.at_least else "unmet"

    def is_settled_by(self, due: Results) -> bool:
        return due.count("met") >= self.at_least

    def why(self, parts: Parts) -> Words:
        return _count(parts, _ANY, at_least=self.at_least)


class Not(Group):
    """The rule does not hold."""

    kind: ClassVar[str] = "not"

    rule: Literal["not"]
    of: AnyRule = Field(description="The rule that must not hold.")

    @property
    def parts(self) -> tuple[Rule, ...]:
        return (self.of,)

    def required(self, labels: Labels) -> Words:
        words = Words("Must not hold: {rule}", typeset("Ne doit pas être rempli : {rule}"))
        return words.format(rule=_inner(self.of.asked(labels), first=False))

    def result(self, parts: Results) -> Result:
        return OPPOSITE[parts[0]]

    def is_settled_by(self, due: Results) -> bool:
        return bool(due)

    def why(self, parts: Parts) -> Words:
        return _NOT[parts[0].result]


def _count(parts: Parts, words: Words, *, at_least: int = 0) -> Words:
    met = sum(part.result == "met" for part in parts)
    return words.format(met=met, all=len(parts), least=at_least)


def _inner(words: Words, *, first: bool) -> Words:
    """A phrase that no longer begins the sentence; names and acronyms keep their capital."""
    return words if first else both(lambda language: lowered(words[language]))


_ALL = Words(
    "{met} of {all} hold; all must.", typeset("{met} sur {all} sont remplies ; toutes doivent l’être.")
)
_ANY = Words(
    "{met} of {all} hold; {least} must.", typeset("{met} sur {all} sont remplies ; il en faut {least}.")
)
_NOT: dict[Result, Words] = {
    "met": Words("It holds, and it must not.", "Cette condition est remplie et ne doit pas l’être."),
    "unmet": Words("It does not hold, as it should be.", "Cette condition n’est pas remplie, comme attendu."),
    "unknown": Words("It is not known yet.", "On ne le sait pas encore."),
}
