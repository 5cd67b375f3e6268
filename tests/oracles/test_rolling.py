"""Days spent somewhere and aid received, looking back: PostgreSQL and a plain count find the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import psycopg
import pytest
from dateutil.relativedelta import relativedelta

from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Aid, Stay
from incubator.workflows.eligibility.kinds.lists import ListRule
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.terms import Length
from tests.workflows.eligible import edition

DAY = timedelta(days=1)
CASES = 4_000
SOMEWHERE = {"place": "france"}


class Stays(NamedTuple):
    """Somebody's stays, some without an end; what is asked on which day."""

    of: tuple[tuple[date, date | None], ...]
    on: date
    over: int  # months of the window
    most: int  # months allowed


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterable[psycopg.Connection[Any]]:
    with psycopg.connect(postgresql_server) as connection:
        yield connection


def _stays(chance: Random) -> Stays:
    on = date(2024, 1, 1) + chance.randint(0, 1500) * DAY
    firsts = [on - chance.randint(-60, 1500) * DAY for _ in range(chance.randint(0, 5))]
    lasts = [None if chance.random() < 0.15 else first + chance.randint(-1, 500) * DAY for first in firsts]
    return Stays(
        tuple(zip(firsts, lasts, strict=True)), on, chance.choice([12, 24, 36]), chance.choice([1, 6, 12])
    )


def _ground(**facts: Any) -> Ground:
    return Ground(Facts(**facts), Labels(), lambda name: None, date(2027, 3, 30))


def _rule(**rule: Any) -> ListRule:
    (found,) = edition({"id": "one", **rule}).rules
    assert isinstance(found, ListRule)
    return found


def _by_days(case: Stays) -> int:
    """Day by day, each counted once."""
    opens = case.on - relativedelta(months=case.over)
    spent = {
        day
        for first, last in case.of
        for n in range(((last or case.on) - first).days + 1)
        if opens <= (day := first + n * DAY) <= case.on
    }
    return len(spent)


_SPENT = """
SELECT (SELECT coalesce(sum(upper(span) - lower(span)), 0) FROM unnest(spans) AS span),
       "on" - ("on" - make_interval(months => most))::date
FROM (
  SELECT place, "on", most, range_agg(
    daterange(first, greatest(coalesce(last, "on"), first), '[]')
      * daterange(("on" - make_interval(months => over))::date, "on", '[]')
  ) FILTER (WHERE first IS NOT NULL AND first <= coalesce(last, "on")) AS spans
  FROM unnest(%s::date[], %s::int[], %s::int[]) WITH ORDINALITY AS asked("on", over, most, place)
  LEFT JOIN unnest(%s::int[], %s::date[], %s::date[]) AS stay(whose, first, last) ON whose = place
  GROUP BY place, "on", most
) AS found ORDER BY place
"""


def test_days_spent_in_a_window_are_counted_once(postgresql: psycopg.Connection[Any]) -> None:
    chance = Random(7)
    cases = [_stays(chance) for _ in range(CASES)]
    rows = [(number, *one) for number, case in enumerate(cases, 1) for one in case.of]

    theirs = postgresql.execute(
        _SPENT,
        ([case.on for case in cases], [case.over for case in cases], [case.most for case in cases],
         *(list(column) for column in zip(*rows, strict=True))),
    ).fetchall()  # fmt: skip

    expected = ["met" if days <= most else "unmet" for days, most in theirs]
    assert [_by_days(case) for case in cases] == [days for days, _ in theirs]
    assert [_found(case) for case in cases] == expected
    assert len(set(expected)) == 2


def _found(case: Stays) -> str:
    rule = _rule(rule="time", over=f"{case.over} months", at_most=f"{case.most} months", where=SOMEWHERE)
    stays = tuple(Stay(first_on=first, last_on=last, place="france") for first, last in case.of)
    elsewhere = Stay(first_on=date(2000, 1, 1), place="abroad")
    return rule.decide(_ground(stays=(*stays, elsewhere)), case.on)


class Aids(NamedTuple):
    of: tuple[tuple[date, int], ...]
    asked: int
    on: date


_RECEIVED = """
SELECT coalesce(sum(amount) FILTER (
         WHERE granted_on <= "on" AND "on" <= granted_on + make_interval(years => 3)), 0) + asked,
       CASE WHEN "on" < '2024-01-01' THEN 200000 ELSE 300000 END
FROM unnest(%s::date[], %s::int[]) WITH ORDINALITY AS asking("on", asked, place)
LEFT JOIN unnest(%s::int[], %s::date[], %s::int[]) AS aid(whose, granted_on, amount) ON whose = place
GROUP BY place, "on", asked ORDER BY place
"""
CEILING = {
    "rule": "sum", "of": "aids", "field": "amount", "plus": "requested_aid",
    "where": {"regime": "de_minimis", "granted_on": {"within": "3 years"}},
    "at_most": [{"value": "200000 EUR", "until": date(2023, 12, 31)},
                {"value": "300000 EUR", "since": date(2024, 1, 1)}],
}  # fmt: skip


def test_aid_of_three_years_is_added_up_to_the_euro(postgresql: psycopg.Connection[Any]) -> None:
    """Near the ceiling, on its very day, and at the two ends of the three years."""
    chance = Random(8)
    cases = [_aids(chance) for _ in range(CASES)]
    rows = [(number, *one) for number, case in enumerate(cases, 1) for one in case.of]

    theirs = postgresql.execute(
        _RECEIVED,
        ([case.on for case in cases], [case.asked for case in cases],
         *(list(column) for column in zip(*rows, strict=True))),
    ).fetchall()  # fmt: skip

    expected = ["met" if total <= ceiling else "unmet" for total, ceiling in theirs]
    assert [_received(case) for case in cases] == [total for total, _ in theirs]
    assert [_rule(**CEILING).decide(_facts(case), case.on) for case in cases] == expected
    assert any(total == ceiling for total, ceiling in theirs)
    assert any(total == ceiling + 1 for total, ceiling in theirs)


def _aids(chance: Random) -> Aids:
    on = chance.choice([date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2027, 2, 28)])
    on += chance.choice([0, 0, 1, chance.randint(-40, 400)]) * DAY
    edge = Length(36, 0).before(on)
    days = [
        edge + chance.choice([-1, 0, 1, 2, 30, 400, 1095, 1096, 1097]) * DAY
        for _ in range(chance.randint(1, 4))
    ]
    aids = tuple((day, chance.choice([50_000, 100_000, 150_000])) for day in days)
    return Aids(aids, chance.choice([0, 1, 50_000, 100_000]), on)


def _received(case: Aids) -> int:
    counts = (amount for day, amount in case.of if day <= case.on <= day + relativedelta(years=3))
    return sum(counts) + case.asked


def _facts(case: Aids) -> Ground:
    others = (Aid(granted_on=case.on, amount="900000 EUR", regime="exempt"),)
    aids = tuple(Aid(granted_on=day, amount=f"{amount} EUR", regime="de_minimis") for day, amount in case.of)
    return _ground(aids=aids + others, requested_aid=case.asked)
