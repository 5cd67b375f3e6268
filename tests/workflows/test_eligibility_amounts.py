"""Amounts and days as a règlement writes them: what is read, what is refused, how they are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from incubator.errors import DefinitionError
from incubator.words import NARROW, WIDE, Words
from incubator.workflows.eligibility.amounts import Amount, plain, total
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.items import Aid, Holding, Publication
from incubator.workflows.terms import Length


def amount(number: str, unit: str = "", per: str = "") -> Amount:
    return Amount(Decimal(number), unit, per)


@pytest.mark.parametrize(
    ("text", "read", "written"),
    [
        ("200000 EUR", amount("200000", "EUR"), "200000 EUR"),
        ("200000EUR", amount("200000", "EUR"), "200000 EUR"),
        (" 99.50 € ", amount("99.50", "EUR"), "99.5 EUR"),
        ("12 $", amount("12", "USD"), "12 USD"),
        ("12 £", amount("12", "GBP"), "12 GBP"),
        ("3000 EUR per month", amount("3000", "EUR", "month"), "3000 EUR per month"),
        ("36000 CHF / year", amount("36000", "CHF", "year"), "36000 CHF per year"),
        ("8 per day", amount("8", "", "day"), "8 per day"),
        ("50 %", amount("50", "%"), "50 %"),
        ("50%", amount("50", "%"), "50 %"),
        ("-4", amount("-4"), "-4"),
        ("0.25", amount("0.25"), "0.25"),
    ],
)
def test_an_amount_is_read_and_written(text: str, read: Amount, written: str) -> None:
    assert (Amount.parse(text), str(read)) == (read, written)
    assert Amount.parse(written) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“” is not an amount: write for example “200000 EUR”, “50 %” or “4”"),
        ("much", "“much” is not an amount: write for example “200000 EUR”, “50 %” or “4”"),
        ("99,50 EUR", "“99,50 EUR” has a comma: write “99.50 EUR”"),
        ("200,000 EUR", "“200,000 EUR” has marks between its thousands: write “200000 EUR”"),
        ("1 200 000 EUR", "“1 200 000 EUR” has marks between its thousands: write “1200000 EUR”"),
        (f"200{NARROW}000", f"“200{NARROW}000” has marks between its thousands: write “200000”"),
        (f"-200{WIDE}000.5 €", f"“-200{WIDE}000.5 €” has marks between its thousands: write “-200000.5 €”"),
        ("5 XYZ", "“XYZ” is no currency (known: CHF, EUR, GBP, USD)"),
        ("5 EUR per mont", "“mont” is no period: did you mean “month”?"),
        ("5 EUR per zzz", "“zzz” is no period (known: day, month, year)"),
        ("6 months", "“6 months” is a length, not an amount: write for example “200000 EUR”, “50 %” or “4”"),
        ("1 Day", "“1 Day” is not an amount: write for example “200000 EUR”, “50 %” or “4”"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        Amount.parse(text)

    assert refused.value.words == Words(said, said)


@pytest.mark.parametrize(
    ("one", "en", "fr"),
    [
        (amount("200000", "EUR"), "€200,000", f"200{NARROW}000{WIDE}€"),
        (amount("99999.5", "EUR"), "€99,999.50", f"99{NARROW}999,50{WIDE}€"),
        (amount("0.05", "EUR"), "€0.05", f"0,05{WIDE}€"),
        (amount("1.25", "CHF"), f"1.25{WIDE}CHF", f"1,25{WIDE}CHF"),
        (amount("33.3", "%"), "33.3%", f"33,3{WIDE}%"),
        (amount("4"), "4", "4"),
        (amount("-1234.5"), "-1,234.5", f"-1{NARROW}234,5"),
        (amount("3000", "EUR", "month"), "€3,000 per month", f"3{NARROW}000{WIDE}€ par mois"),
        (amount("8", "", "day"), "8 per day", "8 par jour"),
    ],
)
def test_an_amount_is_said_as_each_language_writes_it(one: Amount, en: str, fr: str) -> None:
    assert one.words == Words(en, fr)


@pytest.mark.parametrize(
    ("one", "other", "compares"),
    [
        (amount("1", "EUR"), amount("2", "EUR"), True),
        (amount("1", "EUR"), amount("2", "USD"), False),
        (amount("1", "EUR", "month"), amount("2", "EUR", "year"), True),
        (amount("1", "EUR", "month"), amount("2", "EUR"), False),
        (amount("1", "EUR"), amount("2", "EUR", "year"), False),
    ],
)
def test_what_is_of_one_currency_and_of_one_sort_compares(one: Amount, other: Amount, compares: bool) -> None:
    assert one.compares_with(other) is compares


@pytest.mark.parametrize(
    ("one", "pace"),
    [
        (amount("1000", "EUR", "month"), Fraction(1000)), (amount("12000", "EUR", "year"), Fraction(1000)),
        (amount("12", "", "day"), Fraction(365)), (amount("7.5"), Fraction(15, 2)),
    ],
)  # fmt: skip
def test_paces_are_compared_by_the_month(one: Amount, pace: Fraction) -> None:
    assert one.pace == pace


def test_amounts_are_shared_and_added_up() -> None:
    assert amount("3000", "EUR", "month").times(amount("50", "%")) == amount("1500", "EUR", "month")
    assert total([amount("1", "EUR"), amount("2.5", "EUR")], "EUR") == amount("3.5", "EUR")
    assert total([], "%") == amount("0", "%")


def test_a_plain_number_takes_the_unit_and_nothing_else_is_an_amount() -> None:
    assert [Amount.of(4, "EUR"), Amount.of(0.5), Amount.of("4 %", "EUR"), Amount.of(amount("4"), "EUR")] == [
        amount("4", "EUR"), amount("0.5"), amount("4", "%"), amount("4"),
    ]  # fmt: skip
    for value in (True, None, [4]):
        with pytest.raises(ValueError, match=r"^“.*” is not an amount$"):
            Amount.of(value)


def test_an_amount_is_kept_as_it_is_written() -> None:
    assert (plain(amount("4", "EUR")), plain("text"), plain(None)) == ("4 EUR", "text", None)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Aid(amount="50 %"), "“50 %” is not an amount of this kind"),
        (lambda: Holding(share="50 EUR"), "“50 EUR” is not a share"),
        (lambda: Publication(author_rank="1 EUR"), "“1 EUR” is a number without a unit"),
        (lambda: Publication(author_rank="1 %"), "“1 %” is not an amount of this kind"),
        (lambda: Aid(amount="a lot"), "“a lot” is not an amount: write for example"),
        (lambda: Aid(amount=True), "“True” is not an amount: write for example"),
        (lambda: Aid(granted_on=20270330), "not a date"),
        (lambda: Aid(granted_on=1.5), "not a date"),
    ],
)  # fmt: skip
def test_a_field_of_a_list_takes_amounts_of_its_own_kind(make: Callable[[], Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        make()


def test_a_plain_number_in_a_list_is_of_the_kind_of_its_field() -> None:
    assert Aid.model_validate({"amount": 5}).amount == amount("5", "EUR")
    assert Aid.model_validate({"amount": "5 USD"}).amount == amount("5", "USD")
    assert Holding.model_validate({"share": 33.3}).share == amount("33.3", "%")
    assert Publication.model_validate({"author_rank": 1}).author_rank == amount("1")


DAY = date(2027, 3, 30)
SIX = Length(months=6)


@pytest.mark.parametrize(
    ("text", "bound", "written"),
    [
        ("2024-02-01", Bound(on=date(2024, 2, 1)), "2024-02-01"),
        (" 2024-02-01 ", Bound(on=date(2024, 2, 1)), "2024-02-01"),
        ("then", Bound("then"), "then"),
        ("entry", Bound("entry"), "entry"),
        ("entry + 6 months", Bound("entry", SIX), "entry + 6 months"),
        ("call_closing-6 months", Bound("call_closing", SIX, True), "call_closing - 6 months"),
    ],
)
def test_a_day_to_compare_with_is_read_and_written(text: str, bound: Bound, written: str) -> None:
    assert (Bound.parse(text), str(bound)) == (bound, written)


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("!", "“!” is no day: write for example “2027-03-30”, “entry” or “entry + 6 months”."),
        ("entri", "unknown day “entri”: did you mean “entry”?"),
        ("then + 6 months",
         "“then” takes no length: give under, at_most, at_least, over, within or ahead_at_least"),
        ("entry + 6 lunes",
         "“6 lunes” is not a length: write for example “6 months”, “1 year” or “10 days”."),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_what_to_write(text: str, en: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        Bound.parse(text)

    assert refused.value.words.en == en


@pytest.mark.parametrize(
    ("bound", "day"),
    [
        (Bound(on=date(2024, 2, 1)), date(2024, 2, 1)),
        (Bound("then"), DAY),
        (Bound("entry"), date(2027, 9, 1)),
        (Bound("entry", SIX), date(2028, 3, 1)),
        (Bound("entry", SIX, True), date(2027, 3, 1)),
        (Bound("signature"), None),
        (Bound("signature", SIX), None),
    ],
)
def test_a_day_is_counted_from_what_it_names_once_that_is_set(bound: Bound, day: date | None) -> None:
    assert bound.day(DAY, {"entry": date(2027, 9, 1)}.get) == day
    assert bound.is_moving is (bound.name == "then")


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (Bound(on=date(2024, 2, 1)), Words("1 February 2024", "le 1er février 2024")),
        (Bound("then"), Words("that day", "ce jour-là")),
        (Bound("entry"), Words("the first day of the programme", "le premier jour du programme")),
        (Bound("entry", SIX), Words(
            "the day 6 months after the first day of the programme",
            f"le jour situé 6{WIDE}mois après le premier jour du programme",
        )),
        (Bound("entry", SIX, True), Words(
            "the day 6 months before the first day of the programme",
            f"le jour situé 6{WIDE}mois avant le premier jour du programme",
        )),
    ],
)  # fmt: skip
def test_a_day_is_said_in_both_languages(bound: Bound, said: Words) -> None:
    assert bound.words == said
