"""The cases of the corpus tell each rule from every rule a day, a euro, a step or a key away from it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incubator.workflows.eligibility.dating import AGES, AHEAD
from tests.workflows.corpus import Corpus, altered, rules
from tests.workflows.eligible import PARIS, finding_of

RULES = [pytest.param(one, id=one.ref) for one in rules()]
RESULTS = {"met", "unmet", "unknown"}
# What reads otherwise and means the same, with the reason why.
THE_SAME = {
    ("R14", "at_most 2: since -1 day"): "both ceilings would hold that day: the lower one decides",
    ("X3", "of 2: when since -1 day"): "under 2 years, asked for on that day, is under 3 years too",
    ("X3", "of 2: without when"): "under 2 years, asked for until that day, is under 3 years too",
    ("X3", "of 3: at_most 2: since -1 day"): "both ceilings would hold that day: the lower one decides",
}


@pytest.mark.parametrize("one", RULES)
def test_every_rule_has_met_unmet_and_unknown(one: Corpus) -> None:
    assert {case["result"] for case in one.cases} == RESULTS


@pytest.mark.parametrize("one", RULES)
def test_cases_stand_on_both_sides_of_every_limit(one: Corpus) -> None:
    """A limit one day or one euro away, one key or one condition less, and some case comes out otherwise."""
    unseen = [said for said, rule in altered(one.rule) if not one.fails(rule)]

    assert [said for said in unseen if (one.ref, said) not in THE_SAME] == []


def test_what_means_the_same_does_exist() -> None:
    every = {(one.ref, said) for one in rules() for said, _ in altered(one.rule)}

    assert set(THE_SAME) <= every


@pytest.mark.parametrize("one", RULES)
def test_time_is_measured_over_a_leap_day_and_a_month_end(one: Corpus) -> None:
    days = [day for case in one.cases for day in _days(case)]

    tried = {(day.month, day.day) == (2, 29) for day in days}
    ends = {day.day == monthrange(day.year, day.month)[1] for day in days}
    assert not _measures_time(one.rule) or (True in tried and True in ends)


@pytest.mark.parametrize("one", RULES)
def test_what_depends_on_the_day_of_sending_is_tried_around_a_clock_change(one: Corpus) -> None:
    instants = [now for case in one.cases if isinstance(now := case.get("at", {}).get("now"), datetime)]

    sides = {_side(now) for now in instants if _is_near(now)}
    assert not _depends_on_the_day(one) or sides == {"before midnight", "after midnight"}


def _days(value: Any) -> Iterator[date]:
    """Every date of a case, wherever it stands."""
    if isinstance(value, datetime):
        yield value.date()
    elif isinstance(value, date):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _days(one)


def _measures_time(rule: Any) -> bool:
    """Some limit is a length of time."""
    inner = rule.values() if isinstance(rule, Mapping) else rule if isinstance(rule, list) else ()
    names = ("over",) if isinstance(rule, Mapping) and rule.get("rule") == "time" else (*AGES, *AHEAD)
    own = isinstance(rule, Mapping) and any(_is_length(rule.get(name)) for name in names)
    return own or any(_measures_time(one) for one in inner)


def _is_length(value: Any) -> bool:
    return isinstance(value, str) and any(unit in value for unit in ("day", "month", "year"))


def _depends_on_the_day(one: Corpus) -> bool:
    """Judged when it is sent, and some case comes out otherwise on another day of sending."""
    plain = [case for case in one.cases if "at" not in case and "at" not in one.rule]
    return any(_on(one.rule, case, -800) != _on(one.rule, case, 800) for case in plain)


def _on(rule: Any, case: Any, days: int) -> str:
    now = datetime(2027, 3, 30, 12, tzinfo=ZoneInfo(PARIS)) + timedelta(days=days)
    return finding_of(rule, facts=case["facts"], now=now).result


def _is_near(now: datetime) -> bool:
    """Within an hour of a midnight at either end of a day with a clock change in it."""
    local = now.astimezone(ZoneInfo(PARIS))
    midnight = datetime.combine(local.date() + timedelta(days=local.hour >= 12), datetime.min.time())
    offsets = {(midnight + timedelta(days=n)).replace(tzinfo=ZoneInfo(PARIS)).utcoffset() for n in (-1, 0, 1)}
    return len(offsets) == 2 and abs(local.replace(tzinfo=None) - midnight) <= timedelta(hours=1)


def _side(now: datetime) -> str:
    return "before midnight" if now.astimezone(ZoneInfo(PARIS)).hour >= 12 else "after midnight"
