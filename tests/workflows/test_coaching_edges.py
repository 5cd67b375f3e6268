"""Coaching at its edges: the last day, the first day, an even pace, days in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from incubator.errors import Refused
from incubator.words import Words
from incubator.workflows.coaching import Balance, Pace, check_log, pace

FIRST = date(2026, 6, 1)
LAST = FIRST + timedelta(days=99)  # a hundred days
LATER = date(2027, 6, 1)


def budget(total: int, used: int) -> Balance:
    return Balance(budget=total, confirmed=used, logged=0, left=total - used)


def refusal(found: Balance, half_days: int, on: date) -> Refused:
    with pytest.raises(Refused) as refused:
        check_log(found, half_days=half_days, on=on, today=LATER, starts_on=FIRST, last_day=LAST)
    return refused.value


def test_the_last_day_can_be_logged_and_the_day_after_cannot() -> None:
    check_log(budget(9, 0), half_days=1, on=LAST, today=LATER, starts_on=FIRST, last_day=LAST)

    refused = refusal(budget(9, 0), 1, LAST + timedelta(days=1))

    assert (refused.field, refused.words) == (
        "on",
        Words(
            "The last day of the programme is 8 September 2026: choose a day up to it.",
            "Le dernier jour du programme est le 8 septembre 2026 : choisissez un jour jusqu’à cette date.",
        ),
    )


def test_every_reason_is_said_in_both_languages() -> None:
    refused = refusal(budget(9, 0), 0, LAST + timedelta(days=1))

    assert refused.words == Words(
        "Log at least half a day. The last day of the programme is 8 September 2026: choose a day up to it.",
        "Saisissez au moins une demi-journée. "
        "Le dernier jour du programme est le 8 septembre 2026 : choisissez un jour jusqu’à cette date.",
    )


@pytest.mark.parametrize(
    ("left", "asked", "en", "fr"),
    [
        (1, 2, "Only 0.5 days of coaching can still be logged, and this is 1 day: ",
         "Il ne reste que 0,5 jour de coaching à saisir, et ceci en fait 1 jour : "),
        (3, 4, "Only 1.5 days of coaching can still be logged, and this is 2 days: ",
         "Il ne reste que 1,5 jour de coaching à saisir, et ceci en fait 2 jours : "),
        (4, 5, "Only 2 days of coaching can still be logged, and this is 2.5 days: ",
         "Il ne reste que 2 jours de coaching à saisir, et ceci en fait 2,5 jours : "),
    ],
)  # fmt: skip
def test_days_are_said_as_each_language_counts_them(left: int, asked: int, en: str, fr: str) -> None:
    refused = refusal(budget(left, 0), asked, FIRST)

    assert refused.words == Words(
        f"{en}log less, or ask the programme manager for more.",
        f"{fr}saisissez moins, ou demandez un complément aux responsables du programme.",
    )


def test_without_a_limit_the_pace_says_what_was_used() -> None:
    found = Balance(budget=None, confirmed=3, logged=0, left=None)

    assert pace(found, starts_on=FIRST, last_day=LAST, on=FIRST + timedelta(days=49)) == Pace(
        "no_limit",
        50,
        None,
        Words("1.5 days used; there is no limit.", "1,5 jour de coaching ; il n’y a pas de limite."),
    )


@pytest.mark.parametrize(
    ("on", "elapsed"),
    [
        (FIRST - timedelta(days=9), 0), (FIRST - timedelta(days=1), 0), (FIRST, 1),
        (FIRST + timedelta(days=1), 2), (LAST - timedelta(days=1), 99), (LAST, 100),
        (LAST + timedelta(days=9), 100),
    ],
)  # fmt: skip
def test_the_share_of_the_term_counts_its_first_and_its_last_day(on: date, elapsed: int) -> None:
    assert pace(budget(10, 0), starts_on=FIRST, last_day=LAST, on=on).elapsed == elapsed


def test_a_term_of_one_day_is_over_on_that_day() -> None:
    shares = [
        pace(budget(10, 0), starts_on=FIRST, last_day=FIRST, on=FIRST + timedelta(days=days)).elapsed
        for days in (-1, 0, 1)
    ]

    assert shares == [0, 100, 100]


def test_a_term_without_end_or_before_its_beginning_has_not_begun() -> None:
    endless = pace(budget(10, 5), starts_on=FIRST, last_day=None, on=LAST)
    backwards = pace(budget(10, 5), starts_on=FIRST, last_day=FIRST - timedelta(days=1), on=LAST)

    assert ((endless.kind, endless.elapsed), backwards.elapsed) == (("no_limit", 0), 0)


@pytest.mark.parametrize(
    ("used", "kind"),
    [(34, "behind"), (35, "steady"), (50, "steady"), (65, "steady"), (66, "ahead")],
)
def test_fifteen_per_cent_apart_is_still_steady(used: int, kind: str) -> None:
    found = pace(budget(100, used), starts_on=FIRST, last_day=LAST, on=FIRST + timedelta(days=49))

    assert (found.kind, found.elapsed, found.used) == (kind, 50, used)


@pytest.mark.parametrize(("total", "used", "share"), [(0, 0, 100), (1, 0, 0), (1, 1, 100), (3, 1, 33)])
def test_a_budget_of_nothing_is_used_up(total: int, used: int, share: int) -> None:
    assert pace(budget(total, used), starts_on=FIRST, last_day=LAST, on=LAST).used == share


@pytest.mark.parametrize(
    ("used", "left"),
    [(8, ("1 day", "1\xa0jour")), (10, ("0 days", "0\xa0jour")), (12, ("0 days", "0\xa0jour"))],
)
def test_the_pace_says_both_shares_and_what_is_left(used: int, left: tuple[str, str]) -> None:
    words = pace(budget(10, used), starts_on=FIRST, last_day=LAST, on=LAST).words

    assert words.en.startswith(
        f"100% of the term is over and {used * 10}% of the coaching is used: {left[0]} left. "
    )
    assert words.fr.replace("\xa0", " ").startswith(
        f"100 % du parcours est écoulé et {used * 10} % du coaching est utilisé : "
        f"il reste {left[1]}. ".replace("\xa0", " ")
    )
