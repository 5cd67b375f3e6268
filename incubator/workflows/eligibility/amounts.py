"""Amounts as a règlement writes them: "200000 EUR", "3000 EUR per month", "50 %", "4"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from incubator.errors import DefinitionError
from incubator.words import WIDE, Words, both, whole
from incubator.workflows.definitions import nearest
from incubator.workflows.written import Written

CURRENCIES = ("EUR", "USD", "GBP", "CHF")
PERIODS = {"day": Fraction(12, 365), "month": Fraction(1), "year": Fraction(12)}  # months, to compare paces
PERCENT = "%"
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\s\d.,]*)(?:\s+(?:per\s+|/\s*)(\w+))?")
UNITS, DECIMALS = 15, 30  # digits before and after the point
LARGEST = 10**UNITS
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
PER = {
    "day": Words("per day", "par jour"),
    "month": Words("per month", "par mois"),
    "year": Words("per year", "par an"),
}


@dataclass(frozen=True, slots=True)
class Amount(Written):
    """A number with its unit: a currency, "%" or none; and, for a pace, the period it is counted over."""

    number: Decimal
    unit: str = ""
    per: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """DefinitionError says what to write instead: a point for decimals, no blanks between thousands."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise DefinitionError(_not_an_amount(text))
        number, unit, per = _number(found[1]), found[2] or "", found[3] or ""
        unit = next((code for code, sign in SIGNS.items() if sign == unit), unit)
        if unit.lower().rstrip("s") in PERIODS:
            raise DefinitionError(_not_an_amount(text))
        if unit and unit != PERCENT and unit not in CURRENCIES:
            raise DefinitionError(_says(f"“{unit}” is no currency{nearest(unit, CURRENCIES)}"))
        if per and per not in PERIODS:
            raise DefinitionError(_says(f"“{per}” is no period{nearest(per, PERIODS)}"))
        return cls(number, unit, per)

    @classmethod
    def of(cls, value: object, unit: str = "") -> Self:
        """A plain number, or an amount as it is kept; ValueError for anything else."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError(f"“{value}” is not an amount")
        if not -LARGEST < value < LARGEST:  # nor what is no number at all
            raise DefinitionError(_OUT_OF_BOUNDS)
        return cls(_number(format(Decimal(str(value)), "f")), unit)

    def __str__(self) -> str:
        """As `parse` reads it."""
        number = format(self.number.normalize(), "f")
        return f"{number}{' ' if self.unit else ''}{self.unit}{f' per {self.per}' if self.per else ''}"

    def compares_with(self, other: Amount) -> bool:
        """Two currencies are not compared, no rate is right for long; but nothing is nothing in each."""
        is_nothing = self.is_money and other.is_money and not (self.number and other.number)
        return is_nothing or (self.unit == other.unit and bool(self.per) == bool(other.per))

    @property
    def is_money(self) -> bool:
        return self.unit in CURRENCIES

    @property
    def pace(self) -> Fraction:
        """What two amounts are compared by: 1,000 per month is 12,000 per year."""
        return Fraction(self.number) / PERIODS[self.per] if self.per else Fraction(self.number)

    def times(self, share: Amount) -> Amount:
        """So many percent of it."""
        return Amount(self.number * share.number / 100, self.unit, self.per)

    @property
    def words(self) -> Words:
        """€200,000 and 200 000 €; 50% and 50 %; 3,000 per month."""
        return both(self._in)

    def _in(self, language: str) -> str:
        text = decimal(self.number, language)
        if self.unit in CURRENCIES and self.number != self.number.to_integral_value():
            text = decimal_with_cents(self.number, language)
        if self.unit == PERCENT:
            text = f"{text}{WIDE}%" if language == "fr" else f"{text}%"
        elif self.unit:
            sign = SIGNS.get(self.unit, self.unit)
            leads = language == "en" and self.unit in SIGNS
            text = f"{sign}{text}" if leads else f"{text}{WIDE}{sign}"
        return f"{text} {PER[self.per][language]}" if self.per else text


def decimal_with_cents(number: Decimal, language: str) -> str:
    """99,999.50 and 99 999,50."""
    text = decimal(round(number, 2), language)
    point = "," if language == "fr" else "."
    units, _, cents = text.rpartition(point) if point in text[-3:] else (text, "", "")
    return f"{units}{point}{cents:0<2}"


def decimal(number: Decimal, language: str) -> str:
    """1,234.5 and 1 234,5: as many decimals as the number has."""
    sign, text = ("-" if number < 0 else ""), format(abs(number).normalize(), "f")
    units, _, rest = text.partition(".")
    point = "," if language == "fr" else "."
    return f"{sign}{whole(int(units), language)}{point + rest if rest else ''}"


def total(amounts: list[Amount], unit: str) -> Amount:
    return Amount(sum((amount.number for amount in amounts), Decimal(0)), unit)


def _number(digits: str) -> Decimal:
    """Within bounds: what is reckoned with it can be reckoned, and said."""
    units, _, rest = digits.partition(".")
    if len(units.lstrip("-0")) > UNITS or len(rest.rstrip("0")) > DECIMALS:
        raise DefinitionError(_OUT_OF_BOUNDS)
    return Decimal(digits)


def _not_an_amount(text: str) -> Words:
    if re.fullmatch(r"-?\d{1,3}(?:[,\s\u202f\u00a0]\d{3})+(?:\.\d+)?(\s*\S+)?", text.strip()):
        plain = re.sub(r"(?<=\d)[,\s\u202f\u00a0](?=\d{3})", "", text.strip())
        return _says(f"“{text}” has marks between its thousands: write “{plain}”")
    if re.match(r"-?\d+,\d+", text.strip()):
        return _says(f"“{text}” has a comma: write “{text.strip().replace(',', '.')}”")
    if re.fullmatch(r"\d+\s*(?:day|week|month|year)s?", text.strip()):
        return _says(f"“{text}” is a length, not an amount: write for example “200000 EUR”, “50 %” or “4”")
    return _says(f"“{text}” is not an amount: write for example “200000 EUR”, “50 %” or “4”")


def _says(text: str) -> Words:
    return Words(text, text)


def plain(value: Any) -> Any:
    """For JSON: an amount as it is written in a file."""
    return str(value) if isinstance(value, Amount) else value


_OUT_OF_BOUNDS = _says(f"a number has at most {UNITS} digits, and {DECIMALS} after its point")
