"""Which reminders go to whom, and when: at 08:00 on a working day, never after they are useful.

The plan is a pure function of a snapshot. The same plan drives the ledger, the forecast page
and the tests, so what is foretold is what is sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from incubator.errors import DefinitionError
from incubator.words import Words, counted

Anchor = Literal[
    "call_closing",  # the closing instant of an unsent draft
    "confirm_by",  # an accepted founder confirms the place before this
    "information_due",  # the day answers asked for are due
    "enrolment_start",  # the first day of a term
    "enrolment_end",  # the last day of a term
    "review_due",  # the day of the yearly review
    "coaching_logged",  # a mentor logged a day that the founder has not confirmed
    "coaching_low",  # few coaching days are left since then
    "coaching_unused",  # much of the term is over and little coaching was used
]
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
Recipients = Literal["founders", "lead", "managers", "mentor", "director"]

_OFFSET = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<number>\d{1,4})\s+(?P<unit>day|week|month|hour)s?(?:\s+(?P<side>before|after))?"
)


@dataclass(frozen=True, slots=True)
class Offset:
    """So long before (negative) or after: months and days fall at 08:00, hours are exact."""

    months: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def parse(cls, text: str) -> Offset:
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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(),
        )  # fmt: skip

    @classmethod
    def _validate(cls, value: object) -> Offset:
        if isinstance(value, Offset):
            return value
        try:
            return cls.parse(value if isinstance(value, str) else repr(value))
        except DefinitionError as error:
            raise ValueError(str(error)) from error


def _not_an_offset(text: str) -> Words:
    return Words(
        f"“{text}” is not a moment: write for example “7 days before”, “-2 days” or “5 days after”.",
        f"« {text} » n’est pas un moment : écrivez par exemple « 7 days before », « -2 days » "
        "ou « 5 days after ».",
    )


class ReminderRule(BaseModel):
    """One line of a programme file: which reminder, how long before or after what, to whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = Field(pattern=r"^[a-z][a-z0-9_]{1,29}$")  # the letter's code
    anchor: Anchor
    offset: Offset
    to: tuple[Recipients, ...] = Field(default=("founders",), min_length=1)
    once: bool = False  # one time for a subject, even if the date moves afterwards
    useless_after: Offset | None = None  # from the anchor; the anchor itself unless told otherwise
