"""Ages, terms and local days, 100,000 random cases and the known traps: PostgreSQL and dateutil agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, LiteralString

import psycopg
import pytest
from dateutil.relativedelta import relativedelta

from incubator.workflows.deadlines import local_instant
from incubator.workflows.eligibility.dating import DateLimits
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import local_day
from incubator.workflows.terms import Length, compute_term

CASES = 100_000
FIRST, LAST = date(1700, 1, 1), date(2999, 12, 31)  # what a fact may hold
PARIS = "Europe/Paris"
DAY = timedelta(days=1)
TRAPS = [
    (date.fromisoformat(start), Length(months, days))
    for start, months, days in [
        ("2024-02-29", 12, 0), ("2024-02-29", 24, 0), ("2024-02-29", 48, 0), ("2024-02-29", 12, 1),
        ("1896-02-29", 48, 0), ("1700-02-28", 12, 1), ("2096-02-29", 48, 0), ("2000-02-29", 1200, 0),
        ("2024-01-31", 1, 0), ("2025-01-31", 1, 0), ("2024-03-31", 1, 0), ("2024-05-31", 1, 1),
        ("2024-08-31", 6, 0), ("2025-08-31", 6, 0), ("2024-12-31", 2, 0), ("2024-10-31", 13, 0),
        ("2027-03-28", 0, 1), ("2027-10-30", 0, 2), ("1700-01-01", 1, 0), ("2999-12-31", 600, 30),
        ("2024-11-30", 3, 0), ("2023-11-30", 3, 0), ("2024-02-28", 0, 2), ("2025-02-28", 0, 1),
    ]
]  # fmt: skip
HOLDS: dict[str, LiteralString] = {
    "under": "day < since + length", "at_most": "day <= since + length", "at_least": "day >= since + length",
    "over": "day > since + length", "within": "day >= since AND day <= since + length",
    "ahead_at_least": "day + length <= since", "ahead_at_most": "day + length >= since",
}  # fmt: skip
GROUND = Ground(Facts(), Labels(), lambda name: None, date(2027, 3, 30))


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterable[psycopg.Connection[Any]]:
    with psycopg.connect(postgresql_server) as connection:
        yield connection


def _starts(count: int, *, seed: int) -> list[tuple[date, Length]]:
    """Any day a fact may hold, month ends more often than they come."""
    chance, span = Random(seed), (LAST - FIRST).days
    starts = (FIRST + chance.randint(0, span) * DAY for _ in range(count - len(TRAPS)))
    ends = (_month_end(day) if chance.random() < 0.3 else day for day in starts)
    return TRAPS + [(day, Length(chance.randint(0, 600), chance.randint(1, 400))) for day in ends]


def _month_end(day: date) -> date:
    return min((day.replace(day=1) + 31 * DAY).replace(day=1) - DAY, LAST)


def _columns(cases: Sequence[tuple[date, Length]]) -> tuple[list[date], list[int], list[int]]:
    return [day for day, _ in cases], [one.months for _, one in cases], [one.days for _, one in cases]


def test_lengths_after_and_before_a_day_agree_with_both(postgresql: psycopg.Connection[Any]) -> None:
    cases = _starts(CASES, seed=1)

    theirs = postgresql.execute(
        "SELECT (since + length)::date, (since - length)::date"
        " FROM (SELECT since, make_interval(months => months, days => days) AS length, place"
        "   FROM unnest(%s::date[], %s::int[], %s::int[])"
        "     WITH ORDINALITY AS one(since, months, days, place)) AS cases ORDER BY place",
        _columns(cases),
    ).fetchall()

    deltas = ((day, relativedelta(months=one.months, days=one.days)) for day, one in cases)
    ours = [(one.after(day), one.before(day)) for day, one in cases]
    assert _differences(ours, theirs) == []
    assert _differences(ours, [(day + delta, day - delta) for day, delta in deltas]) == []


def test_last_days_of_terms_agree_with_both(postgresql: psycopg.Connection[Any]) -> None:
    """An extension is added to the length; a pause moves the end by its days."""
    cases, chance = _starts(CASES, seed=2), Random(3)
    extensions = [Length(chance.randint(0, 24), chance.randint(1, 60)) for _ in cases]
    paused = [chance.randint(1, 90) for _ in cases]

    theirs = postgresql.execute(
        "SELECT (since + make_interval(months => months + more, days => days + further))::date - 1 + paused"
        " FROM unnest(%s::date[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])"
        "   WITH ORDINALITY AS one(since, months, days, more, further, paused, place) ORDER BY place",
        (*_columns(cases), [one.months for one in extensions], [one.days for one in extensions], paused),
    ).fetchall()

    rows = zip(cases, extensions, paused, strict=True)
    terms = (
        compute_term(day, length, extensions=[more], pauses=[(day, day + (days - 1) * DAY)])
        for (day, length), more, days in rows
    )
    assert _differences([(term.last_day,) for term in terms], theirs) == []


def test_ages_agree_on_every_side_of_the_day(postgresql: psycopg.Connection[Any]) -> None:
    """Each limit on the very day, the days around it and on days far away."""
    cases, chance = _starts(CASES, seed=4), Random(5)
    names = [chance.choice(list(HOLDS)) for _ in cases]
    days = [_near(day, length, name, chance) for (day, length), name in zip(cases, names, strict=True)]
    whens = " ".join(f"WHEN '{name}' THEN {holds}" for name, holds in HOLDS.items())

    theirs = postgresql.execute(
        f"SELECT CASE name {whens} END"  # written above
        " FROM (SELECT since, make_interval(months => months, days => days) AS length, name, day, place"
        "   FROM unnest(%s::date[], %s::int[], %s::int[], %s::text[], %s::date[])"
        " WITH ORDINALITY AS one(since, months, days, name, day, place)) AS found ORDER BY place".encode(),
        (*_columns(cases), names, days),
    ).fetchall()

    rows = zip(cases, names, days, strict=True)
    ours = [_limit(name, length).holds(since, GROUND, day) for (since, length), name, day in rows]
    assert _differences(ours, ["met" if holds else "unmet" for (holds,) in theirs]) == []
    assert len(set(ours)) == 2


def _differences(ours: Sequence[object], theirs: Sequence[object]) -> list[tuple[int, object, object]]:
    """The first few, by their place: two long lists take long to compare in writing."""
    pairs = enumerate(zip(ours, theirs, strict=True))
    return [(place, one, other) for place, (one, other) in pairs if one != other][:5]


def _near(since: date, length: Length, name: str, chance: Random) -> date:
    edge = length.before(since) if name.startswith("ahead") else length.after(since)
    return edge + chance.choice([0, 0, -1, 1, -2, 2, chance.randint(-400, 400)]) * DAY


def _limit(name: str, length: Length) -> DateLimits:
    return DateLimits.model_construct(_fields_set={name}, **{name: length})


def test_local_days_agree_around_clock_changes_and_midnights(postgresql: psycopg.Connection[Any]) -> None:
    chance, changes = Random(6), [change for year in range(1996, 2038) for change in _changes(year)]
    midnights = [
        (change + chance.randint(-2, 2) * DAY).replace(hour=0) - timedelta(hours=chance.randint(0, 3))
        for change in changes for _ in range(1000)
    ]  # fmt: skip
    instants = [
        base + timedelta(seconds=chance.choice([0, -1, 1, chance.randint(-7200, 7200)]))
        for base in (*midnights, *(change for change in changes for _ in range(250)))
    ]

    theirs = postgresql.execute(
        "SELECT (at AT TIME ZONE %s)::date FROM unnest(%s::timestamptz[]) WITH ORDINALITY AS one(at, place)"
        " ORDER BY place",
        (PARIS, instants),
    ).fetchall()

    assert len(instants) >= CASES
    assert _differences([(local_day(at, PARIS),) for at in instants], theirs) == []


def test_midnights_are_the_same_instants(postgresql: psycopg.Connection[Any]) -> None:
    walls = [datetime(1996, 1, 1) + n * DAY for n in range(42 * 365)]

    theirs = postgresql.execute(
        "SELECT wall AT TIME ZONE %s FROM unnest(%s::timestamp[]) WITH ORDINALITY AS one(wall, place)"
        " ORDER BY place",
        (PARIS, walls),
    ).fetchall()

    assert _differences([(local_instant(wall, PARIS),) for wall in walls], theirs) == []


def _changes(year: int) -> Iterable[datetime]:
    """The last Sundays of March and October at 01:00 UTC."""
    for month in (3, 10):
        last = datetime(year, month, 31, 1, tzinfo=UTC)
        yield last - timedelta(days=(last.weekday() + 1) % 7)
