"""Moments before and after a date: what is read, what is refused, how they are said."""

from __future__ import annotations

import pytest

from incubator.errors import DefinitionError
from incubator.words import WIDE, Words
from incubator.workflows.offsets import Offset


@pytest.mark.parametrize(
    ("text", "offset", "written"),
    [
        ("7 days before", Offset(days=-7), "-7 days"),
        ("-7 days", Offset(days=-7), "-7 days"),
        ("+7 days", Offset(days=7), "7 days"),
        ("5 days after", Offset(days=5), "5 days"),
        ("1 day after", Offset(days=1), "1 days"),
        ("2 weeks before", Offset(days=-14), "-14 days"),
        ("1 week after", Offset(days=7), "7 days"),
        ("3 months before", Offset(months=-3), "-3 months"),
        ("-24 hours", Offset(hours=-24), "-24 hours"),
        ("0 days", Offset(), "0 days"),
        ("  10 Days After ", Offset(days=10), "10 days"),
    ],
)  # fmt: skip
def test_a_moment_is_read_from_its_words_and_written_in_them(text: str, offset: Offset, written: str) -> None:
    assert (Offset.parse(text), str(offset)) == (offset, written)
    assert Offset.parse(written) == offset


@pytest.mark.parametrize("text", ["", "soon", "7", "days", "-7 days before", "12345 days", "7 years before"])
def test_other_words_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        Offset.parse(text)

    assert refused.value.words == Words(
        f"“{text}” is not a moment: write for example “7 days before”, “-2 days” or “5 days after”.",
        f"« {text} » n’est pas un moment : écrivez par exemple « 7 days before », « -2 days » "
        "ou « 5 days after ».",
    )


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (Offset(), Words("On the day: {what}", "Le jour même : {what}")),
        (Offset(days=-7), Words("7 days before: {what}", f"7{WIDE}jours avant : {{what}}")),
        (Offset(days=1), Words("1 day after: {what}", f"1{WIDE}jour après : {{what}}")),
        (Offset(months=-3), Words("3 months before: {what}", f"3{WIDE}mois avant : {{what}}")),
        (Offset(months=2), Words("2 months after: {what}", f"2{WIDE}mois après : {{what}}")),
        (Offset(hours=-24), Words("24 hours before: {what}", f"24{WIDE}heures avant : {{what}}")),
        (Offset(hours=1), Words("1 hour after: {what}", f"1{WIDE}heure après : {{what}}")),
    ],
)
def test_a_moment_is_said_with_a_place_for_what_it_is_counted_from(offset: Offset, said: Words) -> None:
    assert offset.words == said


def test_moments_of_different_units_are_compared_in_hours() -> None:
    months, days, hours = Offset(months=2), Offset(days=-3), Offset(hours=5)

    assert (months.in_hours, days.in_hours, hours.in_hours) == (2 * 30 * 24, -3 * 24, 5)
