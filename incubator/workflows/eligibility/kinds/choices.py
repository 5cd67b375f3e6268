"""A choice, a text, a yes or no among the facts or the answers, compared with what is allowed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from incubator.words import Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.choosing import NO, YES, ChoiceLimits
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import in_a_row
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import fact_words, missing_words, titled

NONE = Words("none", "aucun")


class ChoiceRule(Single, ChoiceLimits):
    """`fact` is a choice of the catalogue, or a question answered by a choice, a text, a yes or no."""

    kind: ClassVar[str] = "choice"

    rule: Literal["choice"]
    fact: str = Field(description="A choice, a text or a yes/no of the facts, or a question answered by one.")

    def needs(self) -> tuple[str, ...]:
        registered = ("registered_on",) if self.fact == "applicant_kind" else ()
        return (self.fact, *self.compares_with(), *registered)

    def decide(self, ground: Ground, on: date) -> Result:
        return self.result(self._value(ground, on), ground)

    def missing(self, ground: Ground) -> tuple[str, ...]:
        names = (self.fact, *self.compares_with())
        return tuple(name for name in names if ground.facts.value(name) is None)

    def found(self, ground: Ground) -> Words | None:
        value = ground.facts.value(self.fact)
        return None if value is None else both(lambda language: self._say(value, ground.labels)[language])

    def required(self, labels: Labels) -> Words:
        words = Words("{fact}: {limits}", typeset("{fact} : {limits}"))
        limits = self.said(self.fact, labels, lambda name: fact_words(name, labels))
        return words.format(fact=titled(fact_words(self.fact, labels)), limits=limits)

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        value = self._value(ground, at.on)
        if value is None and result == "unknown":
            return missing_words(self.missing(ground), ground.labels)
        lead = Words("{fact}: {value}", typeset("{fact} : {value}")).format(
            fact=titled(fact_words(self.fact, ground.labels)),
            value=self._say(value if value is not None else (), ground.labels),
        )
        return in_a_row([lead])

    def _value(self, ground: Ground, on: date | None) -> Any:
        """A registered company is a legal person even where nobody said so."""
        value, registered_on = ground.facts.value(self.fact), ground.facts.registered_on
        if value is None and self.fact == "applicant_kind" and registered_on and on and registered_on <= on:
            return "legal_person"
        return value

    def _say(self, value: Any, labels: Labels) -> Words:
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, tuple):
            return joined(labels.choice(self.fact, str(one)) for one in value) if value else NONE
        return labels.choice(self.fact, str(value))
