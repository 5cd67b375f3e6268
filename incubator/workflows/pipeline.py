"""The path from one programme to the next, and what going on means for the one left behind.

Going on is a success: the former enrolment ends "completed", with the reason "promoted". It
is never refused, left or rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from incubator.errors import DefinitionError
from incubator.words import Words, both, day

PROMOTED = "promoted"


class OnPath(Protocol):
    """A programme, as far as the path is concerned."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> Words: ...
    @property
    def next(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Promotion:
    """How the former enrolment ends when the next one begins."""

    move: str  # of the enrolment machine
    reason: str
    ended_on: date  # the day before the next programme, and never after the former last day
    words: Words


def may_follow(programme: OnPath, from_: OnPath | None) -> bool:
    """True when the one leads to the other; from nothing, every programme is a direct entry."""
    return from_ is None or programme.key in from_.next


def promotion(
    programme: OnPath, from_: OnPath, *,
    state: str, starts_on: date, last_day: date | None, enters_on: date,
) -> Promotion | None:  # fmt: skip
    """What ends the enrolment in `from_` when the venture enters `programme`; None: nothing to end.

    An enrolment already closed stays as it is, and a programme that does not lead here goes on
    beside the new one.
    """
    if state in ("completed", "left") or not may_follow(programme, from_):
        return None
    eve = enters_on - timedelta(days=1)
    ended_on = max(starts_on, eve if last_day is None else min(eve, last_day))
    words = _PROMOTED.format(
        former=from_.name, next=programme.name, on=both(lambda language: day(enters_on, language))
    )
    return Promotion(move="complete", reason=PROMOTED, ended_on=ended_on, words=words)


def check_path(programmes: Iterable[OnPath]) -> None:
    """DefinitionError for a next programme that does not exist, or a path that comes back to itself."""
    known: Mapping[str, OnPath] = {programme.key: programme for programme in programmes}
    for programme in known.values():
        for key in programme.next:
            if key not in known:
                raise DefinitionError(_UNKNOWN.format(key=programme.key, next=key), field="next")
        if programme.key in _ahead(programme, known):
            raise DefinitionError(_CIRCLE.format(key=programme.key), field="next")


def _ahead(programme: OnPath, known: Mapping[str, OnPath]) -> set[str]:
    found: set[str] = set()
    todo = list(programme.next)
    while todo:
        key = todo.pop()
        if key not in found and key in known:
            found.add(key)
            todo.extend(known[key].next)
    return found


_PROMOTED = Words(
    "{former} is completed: the venture goes on to {next} on {on}.",
    "{former} est mené à son terme : le projet se poursuit avec {next} le {on}.",
)
_UNKNOWN = Words(
    "The programme “{key}” leads to “{next}”, which does not exist.",
    "Le programme « {key} » mène à « {next} », qui n’existe pas.",
)
_CIRCLE = Words("The programme “{key}” leads back to itself.", "Le programme « {key} » mène à lui-même.")
