"""The last day of a term, always from the original start."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import BaseModel

from incubator.errors import DefinitionError, Refused
from incubator.words import Words
from incubator.workflows.terms import Length, compute_term

SIX, TWELVE = Length(months=6), Length(months=12)


class Form(BaseModel):
    length: Length


@pytest.mark.parametrize(
    ("text", "length", "written"),
    [
        ("6 months", Length(months=6), "6 months"),
        ("1 month", Length(months=1), "1 month"),
        ("1 year", Length(months=12), "12 months"),
        ("2 years and 6 months", Length(months=30), "30 months"),
        ("1 an, 6 mois et 10 jours", Length(months=18, days=10), "18 months and 10 days"),
        ("  2 Weeks ", Length(days=14), "14 days"),
        ("1 semaine", Length(days=7), "7 days"),
        ("1200 days", Length(days=1200), "1200 days"),
    ],
)
def test_length_is_read_in_both_languages_and_written_as_read(
    text: str, length: Length, written: str
) -> None:
    assert Length.parse(text) == length
    assert str(length) == written
    assert Length.parse(written) == length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6",
        "months",
        "6 moons",
        "six months",
        "-6 months",
        "6.5 months",
        "6 months 7",
        "0 months",
        "6months",
    ],
)
def test_anything_else_is_no_length(text: str) -> None:
    with pytest.raises(DefinitionError):
        Length.parse(text)


def test_length_is_a_field_written_in_words() -> None:
    form = Form.model_validate({"length": "1 year"})

    assert form.length == TWELVE
    assert form.model_dump(mode="json") == {"length": "12 months"}
    with pytest.raises(ValueError, match="write for example “6 months”"):
        Form.model_validate({"length": 6})


@pytest.mark.parametrize(
    ("start", "lengths", "last_day"),
    [
        (date(2026, 6, 1), [SIX], date(2026, 11, 30)),
        (date(2026, 8, 31), [SIX], date(2027, 2, 27)),
        (date(2026, 8, 31), [TWELVE], date(2027, 8, 30)),
        (date(2026, 8, 31), [SIX, SIX], date(2027, 8, 30)),
        (date(2024, 2, 29), [TWELVE], date(2025, 2, 27)),
        (date(2027, 8, 31), [SIX], date(2028, 2, 28)),
        (date(2026, 12, 31), [Length(months=2)], date(2027, 2, 27)),
        (date(2026, 1, 1), [Length(days=1)], date(2026, 1, 1)),
        (date(2026, 1, 31), [Length(months=1, days=1)], date(2026, 2, 28)),
    ],
)
def test_term_ends_the_day_before_start_and_length(
    start: date, lengths: list[Length], last_day: date
) -> None:
    term = compute_term(start, lengths[0], extensions=lengths[1:])

    assert term.last_day == last_day


def test_pauses_count_both_days_and_come_after_extensions() -> None:
    pauses = [(date(2027, 3, 1), date(2027, 3, 1)), (date(2026, 12, 1), date(2026, 12, 14))]

    term = compute_term(date(2026, 8, 31), SIX, extensions=[SIX], pauses=pauses)

    assert [(step.what, step.months, step.days, step.last_day) for step in term.steps] == [
        ("length", 6, 0, date(2027, 2, 27)),
        ("extension", 6, 0, date(2027, 8, 30)),
        ("pause", 0, 14, date(2027, 9, 13)),
        ("pause", 0, 1, date(2027, 9, 14)),
    ]
    assert term.last_day == date(2027, 9, 14)


def test_term_says_its_arithmetic() -> None:
    pauses = [(date(2026, 8, 3), date(2026, 8, 16))]

    term = compute_term(date(2026, 6, 1), SIX, extensions=[SIX], pauses=pauses)

    assert term.words.en == (
        "From 1 June 2026: 6 months, an extension of 6 months then a pause of 14 days "
        "(3 August 2026 to 16 August 2026). The last day is 14 June 2027."
    )
    assert term.words.fr.replace("\u00a0", " ") == (
        "À partir du 1er juin 2026 : 6 mois, une prolongation de 6 mois puis une pause de 14 jours "
        "(du 3 août 2026 au 16 août 2026). Le dernier jour est le 14 juin 2027."
    )


def test_programme_without_an_end_has_no_last_day() -> None:
    term = compute_term(date(2026, 6, 1), None, pauses=[(date(2026, 7, 1), date(2026, 7, 2))])

    assert (term.last_day, term.total_days, term.days_left(date(2030, 1, 1))) == (None, None, None)
    assert [(step.what, step.last_day) for step in term.steps] == [("open", None), ("pause", None)]
    assert term.holds(date(2040, 1, 1)) is True
    with pytest.raises(Refused, match="nothing to extend"):
        compute_term(date(2026, 6, 1), None, extensions=[SIX])


@pytest.mark.parametrize(
    ("pauses", "problem"),
    [
        ([(date(2026, 7, 2), date(2026, 7, 1))], "swap the two dates"),
        ([(date(2026, 5, 31), date(2026, 7, 1))], "outside the term"),
        ([(date(2026, 12, 1), date(2026, 12, 2))], "outside the term"),
        (
            [(date(2026, 7, 1), date(2026, 7, 5)), (date(2026, 7, 5), date(2026, 7, 6))],
            "Two pauses both count 5 July",
        ),
    ],
)
def test_impossible_pauses_are_refused(pauses: list[tuple[date, date]], problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        compute_term(date(2026, 6, 1), SIX, pauses=pauses)


def test_pause_may_lie_in_the_days_an_earlier_pause_gave() -> None:
    pauses = [(date(2026, 11, 30), date(2026, 12, 1)), (date(2026, 12, 2), date(2026, 12, 2))]

    term = compute_term(date(2026, 6, 1), SIX, pauses=pauses)

    assert term.last_day == date(2026, 12, 3)


def test_date_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(Refused, match="too far away"):
        compute_term(date(9999, 8, 31), SIX)
    with pytest.raises(Refused, match="too far away"):
        compute_term(date(2026, 1, 1), Length(months=99_999 * 12))


@pytest.mark.parametrize(
    ("on", "holds", "number", "left"),
    [
        (date(2026, 5, 31), False, 0, 182),
        (date(2026, 6, 1), True, 1, 182),
        (date(2026, 11, 30), True, 183, 0),
        (date(2026, 12, 1), False, 184, 0),
    ],
)
def test_term_knows_where_a_day_lies(on: date, holds: bool, number: int, left: int) -> None:
    term = compute_term(date(2026, 6, 1), SIX)

    assert (term.holds(on), term.day_number(on), term.days_left(on)) == (holds, number, left)
    assert term.total_days == 183


def test_words_of_a_length_are_in_both_languages() -> None:
    words = Length(months=1, days=10).words

    assert Words(words.en, words.fr.replace("\u00a0", " ")) == Words(
        "1 month and 10 days", "1 mois et 10 jours"
    )
