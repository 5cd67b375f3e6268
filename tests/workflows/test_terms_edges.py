"""Lengths backwards, lengths misspelt, and what is said of a term, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from incubator.errors import DefinitionError, Refused
from incubator.words import Words
from incubator.workflows.terms import Length, compute_term


@pytest.mark.parametrize(
    ("length", "end", "start"),
    [
        (Length(months=1), date(2027, 3, 31), date(2027, 2, 28)),
        (Length(days=10), date(2027, 3, 5), date(2027, 2, 23)),
        (Length(months=1, days=10), date(2027, 3, 31), date(2027, 2, 18)),
        (Length(months=12), date(2028, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_length_backwards_goes_by_months_and_then_by_days(length: Length, end: date, start: date) -> None:
    assert length.before(end) == start


def test_what_is_no_length_is_told_in_both_languages() -> None:
    with pytest.raises(DefinitionError) as refused:
        Length.parse("soon")

    assert refused.value.words == Words(
        "“soon” is not a length: write for example “6 months”, “1 year” or “10 days”.",
        "« soon » n’est pas une durée : écrivez par exemple « 6 mois », « 1 an » ou « 10 jours ».",
    )


@pytest.mark.parametrize(
    ("pauses", "en"),
    [
        (
            [(date(2027, 2, 10), date(2027, 2, 1))],
            "A pause cannot end (1 February 2027) before it begins (10 February 2027): swap the two dates.",
        ),
        (
            [(date(2026, 12, 31), date(2027, 1, 5))],
            "The pause that begins on 31 December 2026 is outside the term: choose days within it.",
        ),
        (
            [(date(2028, 1, 1), date(2028, 1, 5))],
            "The pause that begins on 1 January 2028 is outside the term: choose days within it.",
        ),
    ],
)
def test_a_pause_that_cannot_be_names_its_dates(pauses: list[tuple[date, date]], en: str) -> None:
    with pytest.raises(Refused) as refused:
        compute_term(date(2027, 1, 1), Length(months=12), pauses=pauses)

    assert refused.value.words.en == en


def test_a_pause_may_begin_on_the_first_and_on_the_last_day_and_last_one_day() -> None:
    first, last = date(2027, 1, 1), date(2027, 12, 31)

    ends = [
        compute_term(first, Length(months=12), pauses=[(on, on)]).last_day for on in (first, last)
    ]  # fmt: skip

    assert ends == [date(2028, 1, 1), date(2028, 1, 1)]


def test_pauses_that_touch_are_two_and_pauses_that_share_a_day_are_refused() -> None:
    first = date(2027, 1, 1)
    one, next_to_it = (date(2027, 2, 1), date(2027, 2, 10)), (date(2027, 2, 11), date(2027, 2, 20))
    within = (date(2027, 2, 10), date(2027, 2, 20))

    assert compute_term(first, Length(months=12), pauses=[next_to_it, one]).last_day == date(2028, 1, 20)
    with pytest.raises(Refused, match="10 February 2027"):
        compute_term(first, Length(months=12), pauses=[one, within])


def test_a_term_says_its_whole_sum() -> None:
    term = compute_term(
        date(2027, 1, 1),
        Length(months=6),
        extensions=[Length(months=3)],
        pauses=[(date(2027, 2, 1), date(2027, 2, 10))],
    )

    assert term.words == Words(
        "From 1 January 2027: 6 months, an extension of 3 months then a pause of 10 days "
        "(1 February 2027 to 10 February 2027). The last day is 10 October 2027.",
        "À partir du 1er janvier 2027 : 6\xa0mois, une prolongation de 3\xa0mois puis une pause de "
        "10\xa0jours (du 1er février 2027 au 10 février 2027). Le dernier jour est le 10 octobre 2027.",
    )


def test_a_term_without_end_says_so() -> None:
    assert compute_term(date(2027, 1, 1), None).words == Words(
        "From 1 January 2027: no end is set.", "À partir du 1er janvier 2027 : sans date de fin."
    )


@pytest.mark.parametrize(
    ("on", "number", "left", "holds"),
    [
        (date(2026, 12, 31), 0, 9, False), (date(2027, 1, 1), 1, 9, True), (date(2027, 1, 2), 2, 8, True),
        (date(2027, 1, 10), 10, 0, True), (date(2027, 1, 11), 11, 0, False),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_first_to_the_last(on: date, number: int, left: int, holds: bool) -> None:
    term = compute_term(date(2027, 1, 1), Length(days=10))

    assert (term.day_number(on), term.days_left(on), term.holds(on)) == (number, left, holds)
    assert term.total_days == 10
