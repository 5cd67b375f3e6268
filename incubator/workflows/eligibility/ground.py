"""What a rule stands on when it decides: the facts, the days that are set, the form's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.labels import Labels


@dataclass(frozen=True, slots=True)
class Ground:
    facts: Facts
    labels: Labels
    day_of: Callable[[str], date | None]  # of a reference; None while it is not set
    today: date
    moving: frozenset[str] = frozenset()  # references that are today, whatever day that is

    def on_day(self, day: date) -> Ground:
        """The same, once that day has come."""
        day_of = self.day_of
        return replace(self, today=day, day_of=lambda name: day if name in self.moving else day_of(name))
