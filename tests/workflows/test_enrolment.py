"""A venture in a programme, and the way to the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from incubator.errors import DefinitionError, Refused
from incubator.words import Words
from incubator.workflows.enrolment import ENROLMENT, EnrolmentSituation
from incubator.workflows.pipeline import Promotion, check_path, may_follow, promotion

FIRST, LAST = date(2026, 6, 1), date(2026, 11, 30)


@dataclass(frozen=True)
class Programme:
    key: str
    name: Words
    next: tuple[str, ...] = ()


SHAKER = Programme("shaker", Words("Shaker", "Shaker"), ("booster",))
BOOSTER = Programme("booster", Words("Booster", "Booster"), ("growth-hub",))
GROWTH_HUB = Programme("growth-hub", Words("Growth Hub", "Growth Hub"))


def decide(
    state: str, move: str, *, on: date, last_day: date | None = LAST, is_promoted: bool = False
) -> str:
    situation = EnrolmentSituation(on=on, starts_on=FIRST, last_day=last_day, is_promoted=is_promoted)
    return ENROLMENT.decide(
        state, move, roles=frozenset({"manager"}), situation=situation, reason="ill"
    ).target


def test_enrolment_starts_pauses_resumes_and_ends() -> None:
    assert decide("planned", "start", on=FIRST) == "active"
    assert decide("active", "pause", on=FIRST) == "paused"
    assert decide("paused", "resume", on=FIRST) == "active"
    assert decide("active", "leave", on=FIRST) == "left"
    assert decide("active", "complete", on=LAST) == "completed"


def test_nothing_starts_before_the_first_day() -> None:
    with pytest.raises(Refused, match="The first day is 1 June 2026"):
        decide("planned", "start", on=date(2026, 5, 31))


def test_completing_waits_for_the_last_day_unless_promoted_or_without_end() -> None:
    eve = date(2026, 11, 29)

    with pytest.raises(Refused, match="until 30 November 2026"):
        decide("active", "complete", on=eve)
    assert decide("active", "complete", on=eve, is_promoted=True) == "completed"
    assert decide("active", "complete", on=eve, last_day=None) == "completed"


@pytest.mark.parametrize(
    ("programme", "from_", "follows"),
    [
        (BOOSTER, SHAKER, True), (GROWTH_HUB, BOOSTER, True), (GROWTH_HUB, SHAKER, False),
        (SHAKER, BOOSTER, False), (GROWTH_HUB, None, True),
    ],
)  # fmt: skip
def test_path_says_what_follows_what(programme: Programme, from_: Programme | None, follows: bool) -> None:
    assert may_follow(programme, from_) is follows


def test_going_on_completes_the_former_enrolment_the_day_before() -> None:
    going_on = promotion(
        BOOSTER, SHAKER, state="active", starts_on=FIRST, last_day=LAST, enters_on=date(2026, 10, 1)
    )

    assert going_on == Promotion(
        move="complete", reason="promoted", ended_on=date(2026, 9, 30),
        words=Words(
            "Shaker is completed: the venture goes on to Booster on 1 October 2026.",
            "Shaker est mené à son terme : le projet se poursuit avec Booster le 1er octobre 2026.",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("enters_on", "last_day", "ended_on"),
    [
        (date(2027, 3, 1), LAST, LAST),  # never after its own last day
        (date(2027, 3, 1), None, date(2027, 2, 28)),
        (FIRST, LAST, FIRST),  # never before its own first day
    ],
)
def test_former_enrolment_ends_within_its_own_days(
    enters_on: date, last_day: date | None, ended_on: date
) -> None:
    going_on = promotion(
        BOOSTER, SHAKER, state="paused", starts_on=FIRST, last_day=last_day, enters_on=enters_on
    )

    assert going_on is not None
    assert going_on.ended_on == ended_on


@pytest.mark.parametrize(
    ("state", "from_"), [("completed", SHAKER), ("left", SHAKER), ("active", GROWTH_HUB)]
)
def test_nothing_ends_when_nothing_leads_here(state: str, from_: Programme) -> None:
    assert promotion(BOOSTER, from_, state=state, starts_on=FIRST, last_day=LAST, enters_on=LAST) is None


def test_path_to_nowhere_or_in_a_circle_is_a_mistake() -> None:
    check_path([SHAKER, BOOSTER, GROWTH_HUB])

    with pytest.raises(DefinitionError, match="“booster” leads to “growth-hub”, which does not exist"):
        check_path([SHAKER, BOOSTER])
    with pytest.raises(DefinitionError, match="“shaker” leads back to itself"):
        check_path([SHAKER, Programme("booster", BOOSTER.name, ("shaker",))])
