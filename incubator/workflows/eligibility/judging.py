"""How one rule comes out, today and on any later day: what flip dates are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from incubator.workflows.eligibility.findings import Finding, Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single

ResultOn = Callable[[date], Result]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, its result on any day from today on, and the days on which that may change."""

    finding: Finding
    result_on: ResultOn
    days: Callable[[], Iterable[date]]

    @property
    def result(self) -> Result:
        return self.finding.result


def result_on(rule: Single, ground: Ground, at: Moment) -> ResultOn:
    """Moving with time, fixed on its day, or open: some day from then on."""
    if at.moves:
        return lambda day: rule.decide(ground, day)
    on = at.on
    if on is not None:
        fixed = rule.decide(ground, on)
        if fixed == "unmet" and at.is_later and rule.may_still_come(ground):
            fixed = "unknown"
        return lambda day: fixed
    return lambda day: _from_then_on(rule, ground, day)


def days_of(rule: Single, ground: Ground, at: Moment) -> Iterable[date]:
    return rule.changes(ground) if at.on is None or at.moves else ()


def _from_then_on(rule: Single, ground: Ground, day: date) -> Result:
    """Whenever the day will be: met or unmet only where every day from this one on agrees."""
    later = (one for one in set(rule.changes(ground)) if one > day)
    found = {rule.decide(ground, one) for one in (day, *later)}
    if found == {"unmet"} and rule.may_still_come(ground):
        return "unknown"
    return found.pop() if len(found) == 1 else "unknown"


def flip(judged_on: ResultOn, days: Iterable[date], *, today: date) -> date | None:
    """The first later day with another result than today's."""
    result = judged_on(today)
    return next((one for one in sorted(set(days)) if one > today and judged_on(one) != result), None)


def on_every(results: Iterable[Result]) -> Result:
    return worst(results)
