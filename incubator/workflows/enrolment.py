"""A venture in a programme: planned, active, paused, then completed or left.

"Extended" is no state: it is read from the term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incubator.words import Words, both, day
from incubator.workflows.machine import Guard, Machine, Move, State


@dataclass(frozen=True, slots=True)
class EnrolmentSituation:
    """What is known when an enrolment is to move; `on` is the local day."""

    on: date
    starts_on: date
    last_day: date | None = None  # None: a programme without an end
    is_promoted: bool = False  # the venture enters the next programme


def _started(situation: EnrolmentSituation) -> Words | None:
    if situation.on >= situation.starts_on:
        return None
    first = both(lambda language: day(situation.starts_on, language))
    return Words(
        "The first day is {first}: wait until then, or change the first day.",
        "Le premier jour est le {first} : attendez cette date, ou changez le premier jour.",
    ).format(first=first)


def _over(situation: EnrolmentSituation) -> Words | None:
    last = situation.last_day
    if last is None or situation.is_promoted or situation.on >= last:
        return None
    return Words(
        "The term runs until {last}: complete it from that day on, or record an early leaving.",
        "Le parcours court jusqu’au {last} : terminez-le à partir de ce jour, "
        "ou enregistrez une sortie anticipée.",
    ).format(last=both(lambda language: day(last, language)))


OPEN = ("planned", "active", "paused")  # the venture is in the programme, or will be

STARTED = Guard("started", _started)
OVER = Guard("over", _over)

_MANAGER = frozenset({"manager"})
_TIMELY = frozenset({"manager", "system"})

ENROLMENT = Machine(
    name="enrolment",
    states=(
        State("planned", "waiting_us"),
        State("active", "open"),
        State("paused", "open"),
        State("completed", "closed_well"),
        State("left", "closed_otherwise"),
    ),
    moves=(
        Move("start", "planned", "active", _TIMELY, (STARTED,), tone="good"),
        Move("pause", "active", "paused", _MANAGER, (STARTED,), needs_reason=True),
        Move("resume", "paused", "active", _TIMELY),
        *(
            Move("complete", source, "completed", _TIMELY, (OVER,), tone="good", sends="completed")
            for source in OPEN
        ),
        *(Move("leave", source, "left", _MANAGER, needs_reason=True, tone="bad") for source in OPEN),
    ),
    start="planned",
)
