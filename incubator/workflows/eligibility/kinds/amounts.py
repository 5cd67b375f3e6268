"""An amount or a number among the facts, measured against limits: fixed, shares, in force for a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from incubator.words import Words
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility import measuring
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.gaps import changed_by, compared, other_unit
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import (
    fact_words,
    in_a_row,
    missing_words,
    settled_by,
    titled,
    unset_words,
)

PER = {"revenue": "year"}  # sales of twelve months, whatever the limit is counted over


class AmountRule(Single, AmountLimits):
    """An amount or a number is within its limits; `fact` says which."""

    kind: ClassVar[str] = "amount"

    rule: Literal["amount"]
    fact: str = Field(description="An amount or a number among the facts, or a question answered by one.")

    def needs(self) -> tuple[str, ...]:
        return (self.fact, *self.shared())

    def decide(self, ground: Ground, on: date) -> Result:
        value = self._value(ground)
        return "unknown" if value is None else self.result(value, value, ground, on)

    def changes(self, ground: Ground) -> Iterator[date]:
        return self.dates()

    def found(self, ground: Ground) -> Words | None:
        value = self._value(ground)
        return value.words if value is not None else None

    def required(self, labels: Labels) -> Words:
        words = Words("{fact}: {limits}", typeset("{fact} : {limits}"))
        limits = measuring.said(self, labels)
        return words.format(fact=titled(fact_words(self.fact, labels)), limits=limits)

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        value, missing = self._value(ground), self.missing(ground)
        if value is None or (missing and result == "unknown"):
            return missing_words(missing, ground.labels)
        lead = _LEAD.format(fact=titled(fact_words(self.fact, ground.labels)), amount=value.words)
        if at.on is None and result == "unknown":
            return in_a_row([lead, unset_words(at.reference, result)])
        return compared(lead, self, value, ground, at.on)

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        value = self._value(ground)
        if result == "met":
            return None
        if result == "unmet" and value is not None:
            return changed_by(self, value, ground, at.on)
        if value is not None and not self.missing(ground):
            unset = (at.reference,) if at.on is None else (self.fact,)
            return other_unit(self, value, ground) or settled_by(unset, ground.labels)
        return settled_by(self.missing(ground), ground.labels)

    def _value(self, ground: Ground) -> Amount | None:
        return measuring.as_amount(ground.facts.value(self.fact), self, per=PER.get(self.fact, ""))


_LEAD = Words("{fact}: {amount}", typeset("{fact} : {amount}"))
