"""What a rule stands on when it decides: the facts, the days that are set, the form's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.labels import Labels


@dataclass(frozen=True, slots=True)
class Ground:
    facts: Facts
    labels: Labels
    day_of: Callable[[str], date | None]  # of a reference; None while it is not set
    today: date
