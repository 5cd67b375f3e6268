"""The day the rule is judged on: what held until a day, and what holds from another one on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.dating import DAY, SAID, SIDES
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.reckoning import gap, judged
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import capital, in_a_row, settled_by, unset_words


class DayRule(Single):
    """The day judged on comes before or after another: a condition for limits that changed on a day."""

    kind: ClassVar[str] = "day"

    rule: Literal["day"]
    before: Bound | None = Field(None, description="Judged earlier than this day.")
    by: Bound | None = Field(None, description="Judged on this day or earlier.")
    since: Bound | None = Field(None, description="Judged on this day or later.")
    after: Bound | None = Field(None, description="Judged later than this day.")

    @model_validator(mode="after")
    def _has_a_limit(self) -> Any:
        if not self.limits():
            raise ValueError(f"needs a limit — write one of: {', '.join(SIDES)}")
        if any(bound.is_moving for _, bound in self.limits()):
            raise ValueError("“then” is this very day — give a date, or a date of the programme")
        return self

    def limits(self) -> list[tuple[str, Bound]]:
        return [(name, bound) for name in SIDES if (bound := getattr(self, name)) is not None]

    def needs(self) -> tuple[str, ...]:
        return ()

    def decide(self, ground: Ground, on: date) -> Result:
        found: Result = "met"
        for name, bound in self.limits():
            limit = bound.day(on, ground.day_of)
            if limit is None:
                found = "unknown"
            elif not _HOLDS[name](on, limit):
                return "unmet"
        return found

    def changes(self, ground: Ground) -> Iterator[date]:
        for _, bound in self.limits():
            limit = bound.day(ground.today, ground.day_of)
            if limit is not None:
                yield from (limit, limit + DAY)

    def missing(self, ground: Ground) -> tuple[str, ...]:
        """The dates of the programme that are not set."""
        return tuple(b.name for _, b in self.limits() if b.day(ground.today, ground.day_of) is None)

    def found(self, ground: Ground) -> Words | None:
        return None

    def required(self, labels: Labels) -> Words:
        limits = joined(SAID[name].format(limit=bound.words) for name, bound in self.limits())
        return _THE_DAY.format(limits=limits)

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        if at.on is None:
            return in_a_row([capital(unset_words(at.reference, result))])
        parts = []
        for _, bound in self.limits():
            limit = bound.day(at.on, ground.day_of)
            parts.append(_NOT_SET_YET.format(day=bound.words) if limit is None else gap(at.on, limit))
        return _SENTENCE.format(judged=capital(judged(at, at.on)), gaps=in_a_row(parts))

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        if result == "unknown":
            return settled_by(self.missing(ground) or (at.reference,), ground.labels)
        limits = joined(SAID[name].format(limit=bound.words) for name, bound in self.limits())
        return _WOULD.format(limits=limits) if result == "unmet" else None


_HOLDS = {"before": date.__lt__, "by": date.__le__, "since": date.__ge__, "after": date.__gt__}
_THE_DAY = Words("The day it is judged on: {limits}", typeset("Date retenue : {limits}"))
_WOULD = Words("It would be met on a day {limits}.", "Il faudrait un jour {limits}.")
_SENTENCE = Words("{judged}: {gaps}", typeset("{judged} : {gaps}"))
_NOT_SET_YET = Words("{day} is not set yet", "{day} n’est pas encore fixé")
