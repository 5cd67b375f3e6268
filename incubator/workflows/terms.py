"""How long a venture stays: a start, a length, extensions and pauses give the last day.

Convention: a term runs from its first day to the day before start + length. Month ends are
clamped, and the sum is always made from the original start, never by chaining from one end
to the next: 31 August + 6 + 6 months ends on 30 August. A pause counts both its days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from incubator.errors import DefinitionError, Refused
from incubator.words import Words, both, counted, day, joined
from incubator.words import days as day_count
from incubator.words import months as month_count

_UNITS = {
    "year": (12, 0), "years": (12, 0), "an": (12, 0), "ans": (12, 0),
    "month": (1, 0), "months": (1, 0), "mois": (1, 0),
    "week": (0, 7), "weeks": (0, 7), "semaine": (0, 7), "semaines": (0, 7),
    "day": (0, 1), "days": (0, 1), "jour": (0, 1), "jours": (0, 1),
}  # fmt: skip
_PART = re.compile(r"(\d{1,5})\s+([a-z]+)")
_LENGTH = re.compile(r"\d{1,5}\s+[a-z]+(?:(?:\s*,\s*|\s+and\s+|\s+et\s+|\s+)\d{1,5}\s+[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Length:
    """Whole months and days, written in words ("12 months"), never as a count of days."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or not (self.months or self.days):
            raise DefinitionError(
                Words("A length is at least one day.", "Une durée est d’au moins un jour.")
            )

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read "12 months", "1 year 6 months", "2 weeks", "10 jours"; DefinitionError otherwise."""
        folded = text.strip().lower()
        parts = _PART.findall(folded) if _LENGTH.fullmatch(folded) else []
        if not parts or any(unit not in _UNITS for _, unit in parts):
            raise DefinitionError(_not_a_length(text))
        return cls(
            months=sum(int(number) * _UNITS[unit][0] for number, unit in parts),
            days=sum(int(number) * _UNITS[unit][1] for number, unit in parts),
        )

    def __add__(self, other: Length) -> Length:
        return Length(self.months + other.months, self.days + other.days)

    def __str__(self) -> str:
        return self.words.en

    @property
    def words(self) -> Words:
        parts = [month_count(self.months)] if self.months else []
        return joined([*parts, day_count(self.days)] if self.days else parts)

    def after(self, start: date) -> date:
        """The day this long after: months first, clamped to the month's end, then days."""
        return start + relativedelta(months=self.months, days=self.days)

    def before(self, end: date) -> date:
        return end - relativedelta(months=self.months, days=self.days)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A pydantic field of this type is written as words, in TOML and in JSON."""
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(),
        )  # fmt: skip

    @classmethod
    def _validate(cls, value: object) -> Length:
        if isinstance(value, Length):
            return value
        try:
            return cls.parse(value if isinstance(value, str) else repr(value))
        except DefinitionError as error:
            raise ValueError(str(error)) from error


def _not_a_length(text: str) -> Words:
    return Words(
        f"“{text}” is not a length: write for example “6 months”, “1 year” or “10 days”.",
        f"« {text} » n’est pas une durée : écrivez par exemple « 6 mois », « 1 an » ou « 10 jours ».",
    )
