"""Half-days of coaching against their budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from incubator.errors import Refused
from incubator.workflows.coaching import (
    Balance,
    balance,
    check_log,
    is_low,
    is_unused,
    pace,
    unused_from,
)  # fmt: skip

FIRST, LAST, TODAY = date(2026, 6, 1), date(2027, 5, 31), date(2026, 12, 1)


@dataclass(frozen=True)
class Given:
    half_days: int
    state: str


def left(half_days: int | None) -> Balance:
    return Balance(budget=40, confirmed=0, logged=0, left=half_days)


def log(found: Balance, half_days: int, on: date, *, last_day: date | None = LAST) -> None:
    check_log(found, half_days=half_days, on=on, today=TODAY, starts_on=FIRST, last_day=last_day)


def test_day_counts_when_logged_and_until_reversed() -> None:
    days = [Given(3, "confirmed"), Given(2, "logged"), Given(1, "disputed"), Given(8, "reversed")]

    found = balance(40, days)

    assert found == Balance(budget=40, confirmed=3, logged=3, left=34)
    assert found.used == 6


def test_sums_are_exact() -> None:
    found = balance(40, [Given(1, "confirmed")] * 39)

    assert (found.used, found.left) == (39, 1)


def test_no_budget_means_no_limit() -> None:
    found = balance(None, [Given(100, "logged")])

    assert found.left is None
    log(found, 500, TODAY)
    assert pace(found, starts_on=FIRST, last_day=LAST, on=TODAY).kind == "no_limit"


@pytest.mark.parametrize("on", [FIRST, TODAY])
def test_last_half_days_can_be_logged_within_the_term(on: date) -> None:
    log(left(3), 3, on)


@pytest.mark.parametrize(
    ("found", "half_days", "on", "field", "sentence"),
    [
        (left(3), 4, TODAY, "half_days", "Only 1.5 days of coaching can still be logged, and this is 2 days"),
        (left(2), 3, TODAY, "half_days", "Only 1 day of coaching can still be logged, and this is 1.5 days"),
        (left(0), 1, TODAY, "half_days", "No coaching days are left in the budget"),
        (left(-2), 1, TODAY, "half_days", "No coaching days are left in the budget"),
        (left(9), 0, TODAY, "half_days", "Log at least half a day."),
        (left(9), -2, TODAY, "half_days", "Log at least half a day."),
        (left(9), 1, date(2026, 12, 2), "on", "This day is still to come"),
        (left(9), 1, date(2026, 5, 31), "on", "The programme begins on 1 June 2026"),
    ],
)
def test_log_that_cannot_be_is_refused(
    found: Balance, half_days: int, on: date, field: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        log(found, half_days, on)

    assert refusal.value.field == field
    assert refusal.value.words.en.startswith(sentence)


def test_log_after_the_last_day_is_refused_with_every_reason() -> None:
    with pytest.raises(Refused) as refusal:
        log(left(1), 2, TODAY, last_day=date(2026, 11, 30))

    assert [reason.en for reason in refusal.value.reasons] == [
        (
            "Only 0.5 days of coaching can still be logged, and this is 1 day: "
            "log less, or ask the programme manager for more."
        ),
        "The last day of the programme is 30 November 2026: choose a day up to it.",
    ]
    assert refusal.value.reasons[0].fr.startswith("Il ne reste que 0,5 jour de coaching")


@pytest.mark.parametrize(
    ("used", "on", "kind", "elapsed"),
    [
        (20, date(2026, 11, 29), "steady", 49),
        (30, date(2026, 11, 29), "ahead", 49),
        (4, date(2026, 11, 29), "behind", 49),
        (0, date(2026, 5, 1), "steady", 0),
        (40, date(2028, 1, 1), "steady", 100),
    ],
)
def test_pace_compares_the_term_and_the_budget(used: int, on: date, kind: str, elapsed: int) -> None:
    found = pace(balance(40, [Given(used, "confirmed")]), starts_on=FIRST, last_day=LAST, on=on)

    assert (found.kind, found.elapsed, found.used) == (kind, elapsed, used * 100 // 40)


def test_pace_is_said_in_words() -> None:
    found = pace(balance(40, [Given(37, "logged")]), starts_on=FIRST, last_day=LAST, on=date(2026, 11, 29))

    assert found.words.en == (
        "49% of the term is over and 92% of the coaching is used: 1.5 days left. "
        "At this pace it will be used up before the last day: plan the rest with care."
    )


def test_what_is_low_or_unused_is_worth_a_reminder() -> None:
    assert [is_low(left(n)) for n in (7, 6, 0)] == [False, True, True]
    assert [is_unused(balance(40, [Given(n, "logged")])) for n in (15, 16)] == [True, False]
    assert (is_low(balance(None, [])), is_unused(balance(None, []))) == (False, False)
    assert unused_from(starts_on=FIRST, last_day=LAST) == date(2027, 2, 11)
