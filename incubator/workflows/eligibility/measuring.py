"""Limits on an amount or a number: fixed, a share of another amount, or one that changed by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from incubator.errors import DefinitionError
from incubator.words import Words, day_words, joined
from incubator.workflows.definitions import Defined
from incubator.workflows.eligibility.amounts import PERCENT, Amount
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.wording import fact_words, of_words

SAID = {
    "equal": Words("exactly {limit}", "exactement {limit}"),
    "at_least": Words("at least {limit}", "au moins {limit}"),
    "at_most": Words("at most {limit}", "au plus {limit}"),
    "over": Words("more than {limit}", "plus de {limit}"),
    "under": Words("less than {limit}", "moins de {limit}"),
}


class Limit(Defined):
    """An amount, or a share of another fact; in force from `since` to `until`, both days counted."""

    value: Amount | None = Field(None, description="The amount itself.")
    share: Amount | None = Field(None, description="So many percent of something else, instead of a value.")
    of: str | None = Field(None, description="What it is a share of: an amount, or `all` of the list.")
    since: date | None = Field(None, description="The first day on which the limit is in force.")
    until: date | None = Field(None, description="The last day on which the limit is in force.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Any:
        if (self.value is None) == (self.share is None):
            raise ValueError(
                'needs either a value or a share — write "200000 EUR", or { share = "50 %", of = … }'
            )
        if self.share is not None and (self.share.unit != PERCENT or self.of is None):
            raise ValueError('a share is so many percent of something — write { share = "50 %", of = "…" }')
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"is in force from {self.since} to {self.until} — exchange since and until")
        return self

    def is_in_force(self, on: date | None) -> bool:
        if on is None:
            return self.since is None and self.until is None
        return (self.since or date.min) <= on <= (self.until or date.max)

    def amount(self, ground: Ground, whole: Amount | None) -> Amount | None:
        """None while what it is a share of is not known. `whole`: the sum the rule itself makes of all."""
        if self.share is None:
            return self.value
        base = whole if self.of == WHOLE else ground.facts.value(self.of or "")
        return base.times(self.share) if isinstance(base, Amount) else None


WHOLE = "all"  # a share of everything the list holds


def _limits(value: Any) -> Any:
    """A plain number, an amount in words, one table or several."""
    listed = value if isinstance(value, list | tuple) else [value]
    return tuple(_limit(one) for one in listed)


def _limit(value: Any) -> Any:
    if isinstance(value, Limit | dict):
        return value
    try:
        return Limit(value=Amount.of(value))
    except (DefinitionError, ValueError) as error:
        raise ValueError(str(error)) from None


Limits = Annotated[tuple[Limit, ...], BeforeValidator(_limits), Field(min_length=1)]


class AmountLimits(Defined):
    """All of them hold. What is counted may be known only within bounds: then so is the answer."""

    equal: Limits | None = Field(None, description="Exactly so much.")
    at_least: Limits | None = Field(None, description="So much or more.")
    at_most: Limits | None = Field(None, description="So much or less.")
    over: Limits | None = Field(None, description="More than so much.")
    under: Limits | None = Field(None, description="Less than so much.")

    @model_validator(mode="after")
    def _has_a_limit(self) -> Any:
        if not any(getattr(self, name) for name in SAID):
            raise ValueError(f"needs a limit — write one of: {', '.join(SAID)}")
        return self

    def each(self, on: date | None) -> Iterator[tuple[str, Limit]]:
        for name in SAID:
            yield from ((name, limit) for limit in getattr(self, name) or () if limit.is_in_force(on))

    def result(
        self, low: Amount, high: Amount | None, ground: Ground, on: date | None, whole: Amount | None = None
    ) -> Result:
        """Between `low` and `high`; no `high` is no upper bound."""
        return worst(result_of(name, low, high, limit.amount(ground, whole)) for name, limit in self.each(on))

    def every_limit(self) -> Iterator[Limit]:
        """Whenever it is in force."""
        for name in SAID:
            yield from getattr(self, name) or ()

    def shared(self) -> tuple[str, ...]:
        """The facts a limit is a share of."""
        limits = (limit for name in SAID for limit in getattr(self, name) or ())
        return tuple(limit.of for limit in limits if limit.of and limit.of != WHOLE)

    def pace(self) -> Amount | None:
        """The first limit that is counted over a period."""
        values = (limit.value for limit in self.every_limit())
        return next((value for value in values if value is not None and value.per), None)

    def unit(self) -> str:
        """Of the first limit that has one: a plain answer is counted in it."""
        limits = (limit for name in SAID for limit in getattr(self, name) or () if limit.value)
        return next((limit.value.unit for limit in limits if limit.value), "")

    def dates(self) -> Iterator[date]:
        """Days on which a limit comes into force or goes out of it."""
        for name in SAID:
            for limit in getattr(self, name) or ():
                if limit.since:
                    yield limit.since
                if limit.until:
                    yield limit.until + timedelta(days=1)


def result_of(name: str, low: Amount, high: Amount | None, limit: Amount | None) -> Result:
    if limit is None or not low.compares_with(limit) or not (high is None or high.compares_with(limit)):
        return "unknown"
    least, bound = low.pace, limit.pace
    most = None if high is None else high.pace
    return _between(name, least, most, bound)


def _between(name: str, least: Any, most: Any, bound: Any) -> Result:
    if name == "equal":
        if least > bound or (most is not None and most < bound):
            return "unmet"
        return "met" if least == most == bound else "unknown"
    if name in ("at_least", "over"):
        enough = least >= bound if name == "at_least" else least > bound
        if enough:
            return "met"
        is_short = most is not None and (most < bound if name == "at_least" else most <= bound)
        return "unmet" if is_short else "unknown"
    is_too_much = least > bound if name == "at_most" else least >= bound
    if is_too_much:
        return "unmet"
    fits = most is not None and (most <= bound if name == "at_most" else most < bound)
    return "met" if fits else "unknown"


def said(limits: AmountLimits, labels: Labels) -> Words:
    """at least 2; at most €600,000 and at most 60% of the costs: all that ever hold."""
    each = ((name, limit) for name in SAID for limit in getattr(limits, name) or ())
    return joined(SAID[name].format(limit=_said(limit, labels)) for name, limit in each)


def _said(limit: Limit, labels: Labels) -> Words:
    words = limit.value.words if limit.value else Words("", "")
    if limit.share is not None and limit.of:
        words = _ALL.format(share=limit.share.words)
        if limit.of != WHOLE:
            words = _SHARE.format(share=limit.share.words, whole=of_words(fact_words(limit.of, labels)))
    if limit.since and limit.until:
        return _BETWEEN.format(words=words, first=day_words(limit.since), last=day_words(limit.until))
    for bound, phrase in ((limit.since, _SINCE), (limit.until, _UNTIL)):
        if bound is not None:
            words = phrase.format(words=words, day=day_words(bound))
    return words


def as_amount(value: Any, limits: AmountLimits, *, per: str = "") -> Amount | None:
    """A plain answer of the form is counted as the limit is; `per`: what the fact itself is counted over."""
    pace = limits.pace()
    if isinstance(value, Amount):
        return replace(value, per=per) if per and pace and not value.per else value
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return replace(pace, number=Decimal(value)) if pace else Amount.of(value, limits.unit())


_ALL = Words("{share} of the whole", "{share} de l’ensemble")
_SHARE = Words("{share} {whole}", "{share} {whole}")
_SINCE = Words("{words} (from {day} on)", "{words} (à partir du {day})")
_UNTIL = Words("{words} (until {day})", "{words} (jusqu’au {day})")
_BETWEEN = Words("{words} (from {first} to {last})", "{words} (du {first} au {last})")
