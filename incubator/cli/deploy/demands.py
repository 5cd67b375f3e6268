"""How a check is written, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from incubator.errors import IncubatorError
from incubator.running import Running

Stage = Literal["before anything is touched", "before the start", "while it runs"]
BEFORE: Stage = "before anything is touched"
STORED: Stage = "before the start"
ALIVE: Stage = "while it runs"  # told, and never a reason to refuse a start: it can only hold afterwards

Probe = Callable[[Running], str]


@dataclass(frozen=True, slots=True)
class Demand:
    code: str
    asks: str
    stage: Stage
    probe: Probe


CHECKS: list[Demand] = []


def demand(code: str, asks: str, stage: Stage = BEFORE) -> Callable[[Probe], Probe]:
    def add(probe: Probe) -> Probe:
        CHECKS.append(Demand(code, asks, stage, probe))
        return probe

    return add


def unless(is_well: bool, what_to_do: str) -> None:
    """`unless(settings.production, "Set ...")`: the sentence is told when it is not well."""
    if not is_well:
        raise IncubatorError(what_to_do)
