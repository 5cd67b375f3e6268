"""Moments before or after a date, written in words: "7 days before", "5 days after", "-24 hours"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from incubator.errors import DefinitionError
from incubator.words import Words, counted
from incubator.words import days as day_count
from incubator.words import months as month_count
from incubator.workflows.written import Written

_OFFSET = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<number>\d{1,4})\s+(?P<unit>day|week|month|hour)s?(?:\s+(?P<side>before|after))?"
)


@dataclass(frozen=True, slots=True)
class Offset(Written):
    """So long before (negative) or after: months and days fall at 08:00, hours are exact."""

    months: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "-7 days", "7 days before", "2 weeks before", "5 days after", "-24 hours", "0 days"."""
        found = _OFFSET.fullmatch(text.strip().lower())
        if found is None or (found["sign"] and found["side"]):
            raise DefinitionError(_not_an_offset(text))
        number = int(found["number"]) * (-1 if found["sign"] == "-" or found["side"] == "before" else 1)
        unit = found["unit"]
        return cls(
            months=number if unit == "month" else 0,
            days=number * (7 if unit == "week" else 1) if unit in ("day", "week") else 0,
            hours=number if unit == "hour" else 0,
        )

    def __str__(self) -> str:
        unit = "months" if self.months else "hours" if self.hours else "days"
        return f"{self.months or self.hours or self.days} {unit}"

    @property
    def in_hours(self) -> int:
        """Only to compare two offsets: a month counts as 30 days."""
        return (self.months * 30 + self.days) * 24 + self.hours

    @property
    def words(self) -> Words:
        """With a hole for what it is counted from: "7 days before {what}"."""
        signed = self.months or self.hours or self.days
        if not signed:
            return Words("On the day: {what}", "Le jour même : {what}")
        side = Words("{n} before: {what}", "{n} avant : {what}")
        if signed > 0:
            side = Words("{n} after: {what}", "{n} après : {what}")
        count = month_count if self.months else _hour_count if self.hours else day_count
        return side.format(n=count(abs(signed)), what="{what}")


def _not_an_offset(text: str) -> Words:
    return Words(
        f"“{text}” is not a moment: write for example “7 days before”, “-2 days” or “5 days after”.",
        f"« {text} » n’est pas un moment : écrivez par exemple « 7 days before », « -2 days » "
        "ou « 5 days after ».",
    )


def _hour_count(number: int) -> Words:
    return counted(number, Words("hour", "heure"), Words("hours", "heures"))
