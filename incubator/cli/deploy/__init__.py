"""What must be well before real people use an installation, check by check: doctor --deploy.

Each check is a small function with a code. It returns what is well, or raises one sentence that
says what to do. `python -m incubator.cli.deploy` runs those that must hold before a start.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from incubator.cli.deploy import around, given, kept, served
from incubator.cli.deploy.demands import ALIVE, BEFORE, CHECKS, STORED, Demand, Stage
from incubator.errors import Refused
from incubator.health import Check, examine
from incubator.running import Running
from incubator.words import Words

__all__ = ["ALIVE", "BEFORE", "CHECKS", "STORED", "Demand", "examined", "refuse_unless_fit", "table"]
ROOMS = (given, served, kept, around)  # importing them fills the list, in the order of reading


def examined(found: Running, stages: Collection[Stage] = (BEFORE, STORED, ALIVE)) -> list[Check]:
    return examine((one.code, partial(one.probe, found)) for one in CHECKS if one.stage in stages)


def refuse_unless_fit(found: Running, stages: Collection[Stage] = (BEFORE, STORED)) -> None:
    """In production a start is refused for every red line, and all of them are told."""
    if not found.settings.production:
        return
    red = [f"{check.name}: {check.says}" for check in examined(found, stages) if not check.is_ok]
    if red:
        first = f"{len(red)} thing(s) to be mended before this can be used for real:"
        raise Refused("\n  ".join([first, *red]), reasons=[Words(line, line) for line in red])


def table() -> str:
    """For docs/operations.md: every check, what it asks, and when it is asked."""
    rows = [f"| `{one.code}` | {one.asks} | {one.stage} |" for one in CHECKS]
    return "\n".join(["| check | what it asks | when |", "| --- | --- | --- |", *rows])
