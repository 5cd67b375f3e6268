"""Rules made of rules: all of them, any of them, not this one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal, cast

from pydantic import Field

from incubator.words import Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Finding, Result, worst
from incubator.workflows.eligibility.labels import OR, Labels, lowered
from incubator.workflows.eligibility.rule import AnyRule, Case, Reading, Rule
from incubator.workflows.questions import Question

BEST_FIRST: tuple[Result, ...] = ("met", "unknown", "unmet")
OPPOSITE: dict[Result, Result] = {"met": "unmet", "unmet": "met", "unknown": "unknown"}
Parts = Sequence[Finding]


class Group(Rule):
    """Combines the findings of its parts; each part may name a date of its own."""

    @property
    @abstractmethod
    def parts(self) -> tuple[Rule, ...]: ...

    @abstractmethod
    def result(self, parts: Parts) -> Result: ...

    @abstractmethod
    def deciding(self, parts: Parts) -> Parts:
        """The parts whose sentences explain the result."""

    def is_settled_by(self, due: Parts) -> bool:
        """Whether these parts decide it, whatever the others will say."""
        return False

    @abstractmethod
    def flips_on(self, parts: Parts) -> date | None: ...

    def looks_at(self, question: Question) -> bool:
        return any(part.looks_at(question) for part in self.parts) or super().looks_at(question)

    def read(self, case: Case) -> Reading:
        raise NotImplementedError("a group is combined from its parts")

    def combine(self, parts: Parts) -> Reading:
        found = [part.found for part in parts if part.found]
        deciding = self.deciding(parts)
        sources = {part.source for part in deciding if part.source}
        return Reading(
            result=self.result(parts),
            words=_in_a_row(deciding),
            found=_listed(found) if found else None,
            source=", ".join(sorted(sources)) or None,
            flips_on=self.flips_on(parts),
        )


class All(Group):
    """Every one of the rules holds."""

    kind: ClassVar[str] = "all"

    rule: Literal["all"]
    of: tuple[AnyRule, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        return joined(_inner(rule.asked(labels), first=rule is self.of[0]) for rule in self.of)

    def result(self, parts: Parts) -> Result:
        return worst(part.result for part in parts)

    def deciding(self, parts: Parts) -> Parts:
        result = self.result(parts)
        return [part for part in parts if part.result == result]

    def is_settled_by(self, due: Parts) -> bool:
        return any(part.result == "unmet" for part in due)

    def flips_on(self, parts: Parts) -> date | None:
        """The first to lapse makes it unmet; once unmet, all that fail must come right."""
        return _first(parts) if self.result(parts) == "met" else _last(self.deciding(parts))


class Any(Group):
    """One of the rules is enough."""

    kind: ClassVar[str] = "any"

    rule: Literal["any"]
    of: tuple[AnyRule, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def required(self, labels: Labels) -> Words:
        return joined((_inner(rule.asked(labels), first=rule is self.of[0]) for rule in self.of), last=OR)

    def result(self, parts: Parts) -> Result:
        found = {part.result for part in parts}
        return next(result for result in BEST_FIRST if result in found)

    def deciding(self, parts: Parts) -> Parts:
        result = self.result(parts)
        return [part for part in parts if part.result == result]

    def is_settled_by(self, due: Parts) -> bool:
        return any(part.result == "met" for part in due)

    def flips_on(self, parts: Parts) -> date | None:
        """It holds until the last part that holds lapses; the first to come right makes it met."""
        return _last(self.deciding(parts)) if self.result(parts) == "met" else _first(parts)


class Not(Group):
    """The rule does not hold."""

    kind: ClassVar[str] = "not"

    rule: Literal["not"]
    of: AnyRule

    @property
    def parts(self) -> tuple[Rule, ...]:
        return (self.of,)

    def required(self, labels: Labels) -> Words:
        words = Words("Must not hold: {rule}", typeset("Ne doit pas être rempli : {rule}"))
        return words.format(rule=_inner(self.of.asked(labels), first=False))

    def result(self, parts: Parts) -> Result:
        return OPPOSITE[parts[0].result]

    def deciding(self, parts: Parts) -> Parts:
        return parts

    def flips_on(self, parts: Parts) -> date | None:
        return parts[0].flips_on


def _first(parts: Parts) -> date | None:
    return min((part.flips_on for part in parts if part.flips_on), default=None)


def _last(parts: Parts) -> date | None:
    """None when one of them never changes."""
    dates = [part.flips_on for part in parts]
    return None if None in dates else max(cast(list[date], dates), default=None)


def _inner(words: Words, *, first: bool) -> Words:
    """A phrase that no longer begins the sentence; names and acronyms keep their capital."""
    return words if first else both(lambda language: lowered(words[language]))


def _listed(found: Sequence[Words]) -> Words:
    return both(lambda language: ("\u202f; " if language == "fr" else "; ").join(w[language] for w in found))


def _in_a_row(parts: Parts) -> Words:
    return both(lambda language: " ".join(part.words[language] for part in parts))
