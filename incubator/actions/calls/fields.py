"""What a call's form holds, and what is wrong or odd about it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from incubator.store.calls import Call
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class CallFields:
    """The facts of one intake. Instants are aware; the zone says how they are shown."""

    code: str  # SHK-27A
    name_fr: str
    name_en: str
    opens_at: datetime
    closes_at: datetime
    zone: str = "Europe/Paris"
    slug: str = ""  # made from the code when empty
    grace_minutes: int = 10
    committee_on: date | None = None
    results_on: date | None = None
    entry_on: date | None = None
    places: int | None = None
    contact_name: str = ""
    contact_email: str = ""


def fields_of(call: Call) -> CallFields:
    return CallFields(**{field.name: getattr(call, field.name) for field in fields(CallFields)})


def warnings(values: CallFields) -> tuple[Words, ...]:
    """Odd but allowed: closing at midnight, on a Sunday, results before the committee ..."""
    raise NotImplementedError
