"""Limits on a date: how old, how far ahead, before or after which day; each holds over a span of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import Field, model_validator

from incubator.words import Words, joined
from incubator.workflows.definitions import Defined, typeset
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.facts import FACTS
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.wording import age_words, fact_words, quoted, titled
from incubator.workflows.terms import Length

DAY = timedelta(days=1)
EVER, NEVER_ENDING = date.min, date.max
AGES = ("under", "at_most", "at_least", "over", "within")
AHEAD = ("ahead_at_least", "ahead_at_most")
SIDES = ("before", "by", "since", "after")
LONGER = ("under", "at_most", "within")  # what `extended` makes longer
MOST_EVENTS = 50  # whoever writes more has mistyped


class Extended(Defined):
    """A limit made longer for each counted event: a year per career break."""

    by: Length = Field(description="How much longer, for each event.")
    per: str = Field(description="The fact or the question that counts the events: a number.")
    at_most: int | None = Field(None, ge=1, le=50, description="How many events count at most.")


@dataclass(frozen=True, slots=True)
class Span:
    """The days to judge on for which it holds; empty when the first comes after the last."""

    first: date = EVER
    last: date = NEVER_ENDING

    def __and__(self, other: Span) -> Span:
        return Span(max(self.first, other.first), min(self.last, other.last))

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last

    def changes(self) -> Iterator[date]:
        if self.first <= self.last:
            if self.first != EVER:
                yield self.first
            if self.last != NEVER_ENDING:
                yield self.last + DAY


NOWHERE = Span(NEVER_ENDING, EVER)


class DateLimits(Defined):
    """Any of them together; all must hold. An age counts from the date, “then” is the day judged on."""

    under: Length | None = Field(None, description="Less than so long ago: until the eve of the anniversary.")
    at_most: Length | None = Field(None, description="At most so long ago: the anniversary still holds.")
    at_least: Length | None = Field(None, description="At least so long ago: from the anniversary on.")
    over: Length | None = Field(None, description="More than so long ago: from the day after it on.")
    within: Length | None = Field(None, description="At most so long ago, and not in the future.")
    ahead_at_least: Length | None = Field(None, description="At least so long after the day judged on.")
    ahead_at_most: Length | None = Field(None, description="At most so long after the day judged on.")
    before: Bound | None = Field(None, description="Earlier than this day.")
    by: Bound | None = Field(None, description="On this day or earlier.")
    since: Bound | None = Field(None, description="On this day or later.")
    after: Bound | None = Field(None, description="Later than this day.")
    extended: Extended | None = Field(
        None, description="Makes `under`, `at_most` and `within` longer for each counted event."
    )

    @model_validator(mode="after")
    def _has_a_limit(self) -> Any:
        if not any(getattr(self, name) for name in (*AGES, *AHEAD, *SIDES)):
            raise ValueError(f"needs a limit — write one of: {', '.join((*AGES, *AHEAD, *SIDES))}")
        if self.extended and not (self.under or self.at_most or self.within):
            raise ValueError("extended makes a limit longer — give under, at_most or within")
        return self

    def span(self, value: date, ground: Ground, *, events: int | None = None) -> Span | None:
        """None while a date or number it needs is not known; `events` is how many are taken for granted."""
        counted = self.events(ground) if events is None else events
        if counted is None:
            return None
        found = self._by_age(value, counted)
        if self.ahead_at_least or self.ahead_at_most:
            found = found & self._ahead(value)
        for name, bound in self.sides():
            if bound is not None:
                part = _side(name, value, bound, ground)
                if part is None:
                    return None
                found = found & part
        return found

    def turning_days(self, value: date, ground: Ground) -> Iterator[date]:
        """What is open makes two spans: where it holds without it, and where it cannot hold at all."""
        span = self.span(value, ground)
        spans = (span,) if span else (self.span(value, ground, events=0), self._widest(value, ground))
        for one in spans:
            if one is not None:
                yield from one.changes()
        for bound in self._bounds():
            if bound.name in ground.moving:
                yield from bound.crossings(value)

    def _widest(self, value: date, ground: Ground) -> Span:
        """Of what is known already; outside of it the rest does not matter."""
        events = self.events(ground)
        if events is None and self.extended is not None:
            events = self.extended.at_most
        known = self if events is not None else self.model_copy(update=dict.fromkeys(LONGER))
        found = known._by_age(value, events or 0)
        if self.ahead_at_least or self.ahead_at_most:
            found &= self._ahead(value)
        sides = (_side(name, value, bound, ground) for name, bound in self.sides() if bound is not None)
        for side in sides:
            found = found & side if side is not None else found
        return found

    def sides(self) -> tuple[tuple[str, Bound | None], ...]:
        return (("before", self.before), ("by", self.by), ("since", self.since), ("after", self.after))

    def holds(self, value: date, ground: Ground, on: date) -> Result:
        """What would only make the limit longer need not be known where it holds without."""
        span = self.span(value, ground)
        if span is None:
            shortest = self.span(value, ground, events=0)
            if self.extended and shortest and shortest.holds(on):
                return "met"
            return "unknown" if self._widest(value, ground).holds(on) else "unmet"
        return "met" if span.holds(on) else "unmet"

    def unset(self, ground: Ground) -> Iterator[str]:
        """Numbers that are not known, dates of the programme that are not set."""
        if self.extended and self.events(ground) is None:
            yield self.extended.per
        for bound in self._bounds():
            if bound.name and not bound.is_moving and ground.day_of(bound.name) is None:
                yield bound.name

    def _bounds(self) -> Iterator[Bound]:
        yield from (bound for name in SIDES if (bound := getattr(self, name)) is not None)

    def events(self, ground: Ground) -> int | None:
        """How many make the limit longer; None while that is not known."""
        if self.extended is None:
            return 0
        counted = ground.facts.value(self.extended.per)
        if counted is None:
            return None
        events = max(0, int(getattr(counted, "number", counted)))
        return min(events, MOST_EVENTS if self.extended.at_most is None else self.extended.at_most)

    def longer(self, length: Length, events: int) -> Length:
        """The limit with what its events add."""
        if self.extended is None:
            return length
        by = self.extended.by
        return Length(length.months + by.months * events, length.days + by.days * events)

    def _by_age(self, value: date, events: int) -> Span:
        found = Span()
        if self.under:
            found &= Span(last=self.longer(self.under, events).after(value) - DAY)
        if self.at_most:
            found &= Span(last=self.longer(self.at_most, events).after(value))
        if self.within:
            found &= Span(value, self.longer(self.within, events).after(value))
        if self.at_least:
            found &= Span(self.at_least.after(value))
        if self.over:
            found &= Span(self.over.after(value) + DAY)
        return found

    def _ahead(self, value: date) -> Span:
        """Secured for so long: the last day from which that length still ends by the date."""
        found = Span()
        if self.ahead_at_least:
            found &= Span(last=_latest(self.ahead_at_least, value))
        if self.ahead_at_most:
            found &= Span(_earliest(self.ahead_at_most, value))
        return found

    def said(self, labels: Labels) -> Words:
        """less than 2 years ago; at most 4 years ago, and 1 year more for each of the years granted."""
        limits = [name for name in SAID if getattr(self, name) is not None]
        words = joined(SAID[name].format(limit=_written(getattr(self, name))) for name in limits)
        if self.extended is None:
            return words
        per = fact_words(self.extended.per, labels)  # a question is quoted already
        named = quoted(titled(per)) if self.extended.per in FACTS else per
        return _MORE.format(words=words, more=age_words(self.extended.by), per=named)


def _latest(length: Length, value: date) -> date:
    """The last day from which so long still ends by the date: month ends make it no plain subtraction."""
    guess = length.before(value) + 4 * DAY
    while length.after(guess) > value:
        guess -= DAY
    return guess


def _earliest(length: Length, value: date) -> date:
    """The first day from which so long does not end before the date: month ends bring several to one."""
    guess = length.before(value) - 4 * DAY
    while length.after(guess) < value:
        guess += DAY
    return guess


def _side(name: str, value: date, bound: Bound, ground: Ground) -> Span | None:
    """Before a fixed day it always or never holds; against the day judged on it is a span."""
    if bound.is_moving:
        spans = {"before": Span(value + DAY), "by": Span(value), "since": Span(last=value)}
        return spans.get(name, Span(last=value - DAY))
    limit = bound.day(value, ground.day_of)
    if limit is None:
        return None
    holds = {"before": value < limit, "by": value <= limit, "since": value >= limit}
    return Span() if holds.get(name, value > limit) else NOWHERE


SAID = {
    "under": Words("less than {limit} ago", "il y a moins de {limit}"),
    "at_most": Words("at most {limit} ago", "il y a au plus {limit}"),
    "within": Words("within the {limit} before", "dans les {limit} qui précèdent"),
    "at_least": Words("at least {limit} ago", "il y a au moins {limit}"),
    "over": Words("more than {limit} ago", "il y a plus de {limit}"),
    "ahead_at_least": Words("at least {limit} later", "au moins {limit} plus tard"),
    "ahead_at_most": Words("at most {limit} later", "au plus {limit} plus tard"),
    "before": Words("before {limit}", "avant {limit}"),
    "by": Words("no later than {limit}", "au plus tard {limit}"),
    "since": Words("no earlier than {limit}", "au plus tôt {limit}"),
    "after": Words("after {limit}", "après {limit}"),
}


def _written(limit: Length | Bound) -> Words:
    return age_words(limit) if isinstance(limit, Length) else limit.words


_MORE = Words(
    "{words}, plus {more} for each one counted in {per}",
    typeset("{words}, plus {more} par unité comptée dans {per}"),
)
