"""Time alone changes an answer on the day that is told, and on no day before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from incubator.workflows.eligibility.judging import judged
from incubator.workflows.eligibility.references import local_day
from incubator.workflows.programme import Edition
from tests.workflows.eligible import PARIS
from tests.workflows.made_up import ALWAYS_THE_SAME, Case, World, cases, rulebook

DAY = timedelta(days=1)
THIRTY_YEARS = 30 * 365
SHORT = 60  # days of a span that are all tried


@ALWAYS_THE_SAME
@given(cases, some.lists(some.integers(1, THIRTY_YEARS), max_size=20))
def test_a_flip_is_told_for_its_very_day(case: Case, ahead: list[int]) -> None:
    """As long as no date of the programme passes: what is due then is looked at anew."""
    rule, world = case
    by = rulebook(rule)
    (found,) = world.judged(by).findings
    flips_on, passes_on = found.flips_on, _first_to_pass(rule, world)
    horizon = min(flips_on or passes_on, passes_on)

    same = (day for day in _tried(world.today, horizon, judged(found).days(), ahead) if day < horizon)
    assert [day for day in same if _result(by, world, day) != found.result] == []
    if flips_on is not None and flips_on < passes_on:
        assert _result(by, world, flips_on) != found.result


@ALWAYS_THE_SAME
@given(cases)
def test_nothing_changes_before_the_day_to_look_again(case: Case) -> None:
    rule, world = case
    by = rulebook(rule)
    assessment = world.judged(by)
    again = assessment.looks_again_on(world.today) or world.today + timedelta(days=THIRTY_YEARS)

    days = _tried(world.today, again, judged(assessment.findings[0]).days(), ())
    expected = assessment.findings[0].result, assessment.verdict
    seen = {(later.findings[0].result, later.verdict) for later in
            (world.on(day).judged(by) for day in days if day < again)}  # fmt: skip
    assert seen <= {expected}


@ALWAYS_THE_SAME
@given(cases)
def test_a_verdict_lapses_on_the_day_that_is_told(case: Case) -> None:
    rule, world = case
    by = rulebook(rule)
    assessment = world.judged(by)
    lapses_on = assessment.lapses_on

    if lapses_on is not None and lapses_on < _first_to_pass(rule, world):
        eve, then = (world.on(day).judged(by).verdict for day in (lapses_on - DAY, lapses_on))
        assert (assessment.verdict, eve) == ("met", "met")
        assert then != "met"


def _result(by: Edition, world: World, day: date) -> str:
    return world.on(day).judged(by).findings[0].result


def _tried(today: date, horizon: date, candidates: Iterable[date], ahead: Iterable[int]) -> Iterator[date]:
    """Every day of a short span; the days that might count and their neighbours; others at random."""
    yield from (today + n * DAY for n in range(1, min(SHORT, (horizon - today).days)))
    likely = [day for day in set(candidates) if today < day < horizon]
    yield from {day + n * DAY for day in sorted(likely)[:40] for n in (-1, 0, 1) if day + n * DAY > today}
    yield from (today + n * DAY for n in ahead)
    if horizon < date.max and horizon - DAY > today:
        yield horizon - DAY


def _first_to_pass(rule: Any, world: World) -> date:
    """The first day on which a date of the programme, or one that the rule names itself, comes to be past."""
    dated = [local_day(on, PARIS) if isinstance(on, datetime) else on for on in world.references.values()]
    own = [date.fromisoformat(name) for name in _names(rule) if name[:1].isdigit()]
    return min((day for day in (*dated, *own) if day >= world.today), default=date.max)


def _names(rule: Any) -> Iterator[str]:
    """Every reference a rule or a part of it is judged on."""
    if isinstance(rule, dict):
        yield from rule.get("at", ())
    for one in rule.values() if isinstance(rule, dict) else rule if isinstance(rule, list) else ():
        yield from _names(one)
