"""Fields of staff and mentor forms: days, instants, euros and half-days, typed in either language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import StringField

from incubator import words
from incubator.web.forms.reading import read_day, read_money, read_text
from incubator.web.language import current_language, say
from incubator.web.site import site
from incubator.words import Words

LONGEST = 60  # characters; "mercredi 30 septembre 2027 à 14 h 00" is 36
_HOUR = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")
_DAYS = re.compile(r"(\d{1,3})(?:[.,](0|5))?")


class Read(StringField):
    """Text that means a value: shown again as it was typed while it is not understood."""

    said: Words

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = read_text(valuelist[0]) if valuelist else ""
        self.data: Any = None
        if not text:
            self.raw_data = [""]  # blanks and invisible characters are no answer
            return
        try:
            self.data = self.read(_short(text))
        except (ValueError, OverflowError):  # the year 1 in Paris is the year 0 in UTC
            raise ValueError(say(self.said)) from None

    def _value(self) -> str:
        if self.data is not None:
            return self.write(self.data)
        return read_text(self.raw_data[0]) if self.raw_data else ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        raise NotImplementedError


class DayField(Read):
    """A day: the browser's own 2027-03-30, 30/3/2027, 30 mars 2027."""

    said = Words(
        "Write the date like 30/3/2027 or 30 March 2027.",
        "Écrivez la date comme 30/3/2027 ou 30 mars 2027.",
    )

    def read(self, text: str) -> date:
        return read_day(text)

    def write(self, value: date) -> str:
        return value.isoformat()


class InstantField(Read):
    """A day and an hour in the organisation's zone, kept as an instant in UTC."""

    said = Words(
        "Give the day and the hour, such as 30/3/2027 14:00.",
        "Donnez le jour et l’heure, par exemple 30/3/2027 14:00.",
    )

    def read(self, text: str) -> datetime:
        return read_instant(text, site().settings.zone)

    def write(self, value: datetime) -> str:
        return f"{value.astimezone(ZoneInfo(site().settings.zone)):%Y-%m-%dT%H:%M}"


class EurosField(Read):
    """Whole euros, however the thousands are written."""

    said = Words(
        "Write a whole amount in euros, such as 200,000.",
        "Écrivez un montant entier en euros, par exemple 200 000.",
    )

    def read(self, text: str) -> int:
        return read_money(text)

    def write(self, value: int) -> str:
        return words.whole(value, current_language())


class HalfDaysField(Read):
    """Days with a step of a half, kept as whole half-days: 1.5 and 1,5 are 3."""

    said = Words(
        "Write a number of days or half days, such as 1.5.",
        "Écrivez un nombre de jours ou de demi-journées, par exemple 1,5.",
    )

    def read(self, text: str) -> int:
        match = _DAYS.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return int(match[1]) * 2 + (match[2] == "5")

    def write(self, value: int) -> str:
        return words.half_days(value, current_language())


def read_instant(text: str, zone: str) -> datetime:
    """Local time; an hour that the change to summer time skips does not exist."""
    day, hour = _parted(text)
    local = datetime(day.year, day.month, day.day, *hour, tzinfo=ZoneInfo(zone))
    if local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(fold=0) != local:
        raise ValueError(text)
    return local.astimezone(UTC)


def _parted(text: str) -> tuple[date, tuple[int, int]]:
    cut = re.split(r"T|,?\s+(?:à|at)\s+|\s+(?=\d{1,2}\s*[:hH])", _short(text), maxsplit=1)
    if len(cut) != 2 or (match := _HOUR.fullmatch(cut[1].strip())) is None:
        raise ValueError(text)
    return read_day(cut[0].strip()), (int(match[1]), int(match[2] or 0))


def _short(text: str) -> str:
    """Whoever writes a page means no value; folding and parting it would take for ever."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    return text


def control_type(kind: str, value: Any) -> str:
    """The browser's own picker, unless what was typed could not be shown in it."""
    pattern = r"\d{4}-\d\d-\d\d" + (r"T\d\d:\d\d" if kind == "datetime-local" else "")
    return kind if not value or re.fullmatch(pattern, str(value)) else "text"
