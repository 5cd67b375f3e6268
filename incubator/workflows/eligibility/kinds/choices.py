"""A choice, a text, a yes or no among the facts or the answers, compared with what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from incubator.words import Words, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.vocabulary import free_words
from incubator.workflows.eligibility.wording import fact_words, in_a_row, missing_words, settled_by, titled


class ChoiceRule(Single, ChoiceLimits):
    """A choice, a text, a yes or no is one of those allowed; `fact` says which."""

    kind: ClassVar[str] = "choice"

    rule: Literal["choice"]
    fact: str = Field(description="A choice, a text or a yes/no of the facts, or a question answered by one.")

    def needs(self) -> tuple[str, ...]:
        registered = ("registered_on",) if self.fact == "applicant_kind" else ()
        return (self.fact, *self.compares_with(), *registered)

    def own_registers(self) -> Iterable[str]:
        return self.lists_of_the_house()

    def decide(self, ground: Ground, on: date) -> Result:
        return self.result(self._value(ground, on), ground)

    def changes(self, ground: Ground) -> Iterator[date]:
        """A person becomes a company on the day it is registered."""
        if self.fact == "applicant_kind" and ground.facts.registered_on is not None:
            yield ground.facts.registered_on

    def missing(self, ground: Ground) -> tuple[str, ...]:
        names = (self.fact, *self.compares_with())
        return tuple(name for name in names if ground.facts.value(name) is None)

    def incomplete(self, ground: Ground, at: Moment) -> tuple[str, ...]:
        return self.registers_unknown(ground) or super().incomplete(ground, at)

    def found(self, ground: Ground) -> Words | None:
        value = ground.facts.value(self.fact)
        return None if value is None else ground.labels.value(self.fact, value)

    def required(self, labels: Labels) -> Words:
        words = Words("{fact}: {limits}", typeset("{fact} : {limits}"))
        limits = self.said(self.fact, labels)
        return words.format(fact=titled(fact_words(self.fact, labels)), limits=limits)

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        """Main field of the project: software; this is not what is asked for."""
        value = self._value(ground, at.on)
        if value is None and result == "unknown":
            return missing_words(self.missing(ground), ground.labels)
        said = ground.labels.value(self.fact, value if value is not None else ())
        lead = _LEAD.format(fact=titled(fact_words(self.fact, ground.labels)), value=said)
        return in_a_row([lead, self._reason(value, ground, result)])

    def _reason(self, value: Any, ground: Ground, result: Result) -> Words:
        if result == "met":
            return _AS_ASKED
        if result == "unmet":
            return _EXCLUDED if self.none_of and self._is_among(value) else _NOT_ASKED
        if self.registers_unknown(ground):
            names = joined(free_words(name) for name in self.registers_unknown(ground))
            return _NO_REGISTER.format(names=names)
        unknown = tuple(name for name in self.compares_with() if ground.facts.value(name) is None)
        if unknown:
            return _NOT_KNOWN.format(names=joined(fact_words(name, ground.labels) for name in unknown))
        return _OFF_THE_SCALE.format(steps=ground.labels.choices(self.fact, self.scale))

    def _is_among(self, value: Any) -> bool:
        return any(one in self.none_of for one in (value if isinstance(value, tuple) else (value,)))

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        if result == "met":
            return None
        if result == "unmet":
            said = self.said(self.fact, ground.labels)
            return _WOULD.format(limits=said)
        registers = self.registers_unknown(ground)
        missing = self.missing(ground)
        if missing or registers:
            return settled_by(missing, ground.labels, registers=registers)
        return _STEP.format(steps=ground.labels.choices(self.fact, self.scale)) if self.scale else None

    def _value(self, ground: Ground, on: date | None) -> Any:
        """A registered company is a legal person even where nobody said so."""
        value, registered_on = ground.facts.value(self.fact), ground.facts.registered_on
        if value is None and self.fact == "applicant_kind" and registered_on and on and registered_on <= on:
            return "legal_person"
        return value


_LEAD = Words("{fact}: {value}", typeset("{fact} : {value}"))
_AS_ASKED = Words("this fits", "cela convient")
_NOT_ASKED = Words("this does not fit", "cela ne convient pas")
_EXCLUDED = Words("this is excluded", "c’est exclu")
_NO_REGISTER = Words("the register {names} is not there yet", "le registre {names} n’est pas encore là")
_NOT_KNOWN = Words("not known yet: {names}", typeset("information manquante : {names}"))
_OFF_THE_SCALE = Words("this is no step of the scale {steps}", "ce n’est pas un degré de l’échelle {steps}")
_WOULD = Words("It would be met with: {limits}.", typeset("Il faudrait : {limits}."))
_STEP = Words("To settle this, choose {steps}.", typeset("À choisir : {steps}."))
