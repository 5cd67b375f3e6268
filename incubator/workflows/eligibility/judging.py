"""How rules come out, today and on any later day, and what is said of it: the accounts of the findings."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from incubator.words import Words
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Account, Finding, Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.references import LATER, Moment
from incubator.workflows.eligibility.remedies import due
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import quoted


class Judged(Account):
    """An account that also knows other days than today."""

    __slots__ = ()
    ground: Ground

    @abstractmethod
    def result_on(self, day: date) -> Result: ...

    @abstractmethod
    def days(self) -> Iterable[date]:
        """The days on which the result may change."""

    def later_days(self) -> Iterable[date]:
        return (day for day in self.days() if day > self.ground.today)

    def turns(self) -> tuple[date, Result] | None:
        today = self.ground.today
        result = self.result_on(today)
        for day in sorted(set(self.days())):
            if day > today and (then := self.result_on(day)) != result:
                return day, then
        return None


@dataclass(slots=True, eq=False)
class OfSingle(Judged):
    rule: Single
    ground: Ground
    at: Moment
    result: Result
    later: FromThenOn | None = None  # made when somebody asks

    def required(self) -> Words:
        return self.rule.asked(self.ground.labels)

    def found(self) -> Words | None:
        return self.rule.found(self.ground)

    def source(self) -> str | None:
        return self.rule.sources(self.ground)

    def missing(self) -> tuple[str, ...]:
        return self.rule.missing(self.ground) or self.rule.incomplete(self.ground, self.at)

    def words(self) -> Words:
        return self.rule.why(self.ground, self.at, self.result)

    def mend(self) -> Words | None:
        mend = self.rule.mend(self.ground, self.at, self.result)
        return due(mend, self.at, self.rule.owner, self.result) if is_put_off(self.at, self.result) else mend

    def is_ahead(self) -> bool:
        return self.at.is_later

    def days(self) -> Iterable[date]:
        return self.rule.changes(self.ground) if self.at.on is None or self.at.moves else ()

    def result_on(self, day: date) -> Result:
        """Moving with time, fixed on its day, or open: some day from then on."""
        if self.at.moves:
            return self.rule.decide(self.ground.on_day(day), day)
        if self.at.on is not None:
            return self.result
        if self.later is None:
            self.later = FromThenOn(self.rule, self.ground)
        return self.later.result(day)


@dataclass(slots=True, eq=False)
class OfGroup(Judged):
    rule: Group
    ground: Ground
    parts: tuple[Finding, ...]

    def required(self) -> Words:
        return self.rule.asked(self.ground.labels)

    def found(self) -> Words | None:
        return self.rule.found(self.parts)

    def source(self) -> str | None:
        return ", ".join(sorted({s for one in self.rule.deciding(self.parts) if (s := one.source)})) or None

    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts for name in part.missing))

    def words(self) -> Words:
        return self.rule.why(self.parts)

    def mend(self) -> Words | None:
        return self.rule.mend(self.parts)

    def days(self) -> Iterable[date]:
        return _days_of(self.parts)

    def result_on(self, day: date) -> Result:
        return self.rule.result([judged(part).result_on(day) for part in self.parts])


@dataclass(slots=True, eq=False)
class OnEveryDate(Judged):
    """A rule with several references; what is due already decides first."""

    shown: Account
    ground: Ground
    due: tuple[Finding, ...]

    def required(self) -> Words:
        return self.shown.required()

    def found(self) -> Words | None:
        return self.shown.found()

    def source(self) -> str | None:
        return self.shown.source()

    def missing(self) -> tuple[str, ...]:
        return self.shown.missing()

    def words(self) -> Words:
        return self.shown.words()

    def mend(self) -> Words | None:
        return self.shown.mend()

    def days(self) -> Iterable[date]:
        return _days_of(self.due)

    def result_on(self, day: date) -> Result:
        return worst(judged(part).result_on(day) for part in self.due)


@dataclass(slots=True, eq=False)
class UnderCondition(OnEveryDate):
    """Behind a `when` or an `unless`: `due` holds the condition and the rule."""

    wanted: Result
    is_aside: bool
    result: Result

    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.due for name in part.missing))

    def words(self) -> Words:
        if not self.is_aside:
            return self.shown.words()
        condition = self.due[0]
        return _ASIDE[self.result, condition.result].format(condition=quoted(condition.required))

    def mend(self) -> Words | None:
        if not self.is_aside:
            turns = self.turns()
            return None if turns and turns[1] == "met" else self.shown.mend()
        return self.due[0].mend if self.result == "unknown" else None

    def result_on(self, day: date) -> Result:
        """Where it is not for them there is nothing to meet; while that is unknown, only met is sure."""
        condition, rule = self.due
        found, result = judged(condition).result_on(day), judged(rule).result_on(day)
        if found == self.wanted or (found == "unknown" and result == "met"):
            return result
        return "unknown" if found == "unknown" else "met"


def judged(finding: Finding) -> Judged:
    account = finding.account
    assert isinstance(account, Judged)
    return account


def is_put_off(at: Moment, result: Result) -> bool:
    """A condition of the entry or after, or what stays open until its day; else it counts at once."""
    return at.is_later and (at.reference in LATER or result == "unknown")


def decided(rule: Single, ground: Ground, at: Moment) -> Result:
    """Today, on the day it names, or on whatever day that will be."""
    if at.on is None:
        return FromThenOn(rule, ground).result(ground.today)
    result = rule.decide(ground, at.on)
    if result == "unmet" and at.is_later and rule.may_still_come(ground):
        return "unknown"
    return result


class FromThenOn:
    """Whenever the day will be: met or unmet only where every day from that one on agrees."""

    def __init__(self, rule: Single, ground: Ground) -> None:
        self.rule, self.ground = rule, ground
        self.days = sorted(set(rule.changes(ground)))
        self.after: list[frozenset[Result]] = [frozenset()]  # what is found from each of the days on
        for day in reversed(self.days):
            self.after.append(self.after[-1] | {rule.decide(ground, day)})
        self.after.reverse()

    def result(self, day: date) -> Result:
        found = self.after[bisect_right(self.days, day)] | {self.rule.decide(self.ground, day)}
        if found == {"unmet"} and self.rule.may_still_come(self.ground):
            return "unknown"
        return next(iter(found)) if len(found) == 1 else "unknown"


def _days_of(parts: Iterable[Finding]) -> Iterable[date]:
    return (day for part in parts for day in judged(part).days())


_ASIDE: dict[tuple[Result, Result], Words] = {
    ("met", "unmet"): Words(
        "This rule does not apply here, because this is not so: {condition}.",
        typeset("Cette règle ne s’applique pas ici, car ceci n’est pas le cas : {condition}."),
    ),
    ("met", "met"): Words(
        "This rule does not apply here, because this is so: {condition}.",
        typeset("Cette règle ne s’applique pas ici, car ceci est le cas : {condition}."),
    ),
    ("unknown", "unknown"): Words(
        "It is not known yet whether this rule applies: that depends on {condition}.",
        typeset("On ne sait pas encore si cette règle s’applique : cela dépend de {condition}."),
    ),
}
