"""What a call's form holds, and what is wrong or odd about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from incubator.errors import Refused
from incubator.store.calls import Call
from incubator.words import Words

CODE = re.compile(r"[A-Z]{2,5}-[0-9]{2}[A-Z0-9]{0,4}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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


def columns_of(values: CallFields) -> dict[str, Any]:
    """Checked and cleaned, as the table holds them. Refused names the field."""
    columns = {field.name: getattr(values, field.name) for field in fields(CallFields)}
    columns = {key: value.strip() if isinstance(value, str) else value for key, value in columns.items()}
    columns["code"] = columns["code"].upper()
    columns["slug"] = (columns["slug"] or columns["code"]).lower()
    for field, holds, words in _checks(columns):
        if not holds:
            raise Refused(words, field=field)
    return columns


def warnings(values: CallFields) -> tuple[Words, ...]:
    """Odd but allowed: closing at midnight, at a weekend, with no grace, dates out of order ..."""
    local = values.closes_at.astimezone(ZoneInfo(values.zone))
    closes_on = local.date()
    after = [day for day in (values.committee_on, values.results_on, values.entry_on) if day is not None]
    odd = (
        (local.time() in (time(0, 0), time(23, 59)), _MIDNIGHT),
        (local.weekday() >= 5, _WEEKEND),
        (values.grace_minutes == 0, _NO_GRACE),
        (any(day <= closes_on for day in after), _BEFORE_CLOSING),
        (after != sorted(after), _OUT_OF_ORDER),
    )
    return tuple(words for is_odd, words in odd if is_odd)


def _checks(columns: dict[str, Any]) -> tuple[tuple[str, bool, Words], ...]:
    places = columns["places"]
    return (
        ("code", bool(CODE.fullmatch(columns["code"])) and len(columns["code"]) <= 12, _CODE),
        ("slug", bool(SLUG.fullmatch(columns["slug"])) and len(columns["slug"]) <= 80, _SLUG),
        ("name_fr", bool(columns["name_fr"]), _NAME),
        ("name_en", bool(columns["name_en"]), _NAME),
        ("zone", columns["zone"] in available_timezones(), _ZONE),
        ("closes_at", columns["closes_at"] > columns["opens_at"], _CLOSES_FIRST),
        ("grace_minutes", 0 <= columns["grace_minutes"] <= 1440, _GRACE),
        ("places", places is None or places >= 1, _PLACES),
    )


_CODE = Words("Write the code like SHK-27A.", "Écrivez le code sous la forme SHK-27A.")
_SLUG = Words(
    "Use small letters, digits and hyphens for the address.",
    "Utilisez des minuscules, des chiffres et des tirets pour l’adresse.",
)
_NAME = Words("Give the name in both languages.", "Indiquez le nom dans les deux langues.")
_ZONE = Words("Choose a time zone from the list.", "Choisissez un fuseau horaire dans la liste.")
_CLOSES_FIRST = Words(
    "The closing comes after the opening: check the two dates.",
    "La clôture vient après l’ouverture : vérifiez les deux dates.",
)
_GRACE = Words(
    "The grace is between 0 and 1440 minutes.", "La tolérance est comprise entre 0 et 1440 minutes."
)
_PLACES = Words("Leave empty, or give at least one place.", "Laissez vide, ou indiquez au moins une place.")
_MIDNIGHT = Words(
    "It closes at midnight: people mistake the day, and nobody answers then. 14:00 is kinder.",
    "La clôture est à minuit : on se trompe de jour, et personne ne répond. 14 h 00 est plus sûr.",
)
_WEEKEND = Words(
    "It closes at a weekend: nobody will be there to help.",
    "La clôture tombe un week-end : personne ne pourra aider.",
)
_NO_GRACE = Words(
    "There is no grace: a slow connection at the last minute loses the application.",
    "Aucune tolérance : une connexion lente à la dernière minute fait perdre la candidature.",
)
_BEFORE_CLOSING = Words(
    "The committee, the results or the first day come before the closing.",
    "Le comité, les résultats ou l’entrée précèdent la clôture.",
)
_OUT_OF_ORDER = Words(
    "Committee, results and first day are not in this order.",
    "Comité, résultats et entrée ne sont pas dans cet ordre.",
)
