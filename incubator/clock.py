"""The only place that asks the time; replaced whole in tests, demos and simulations."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from incubator.errors import DefinitionError
from incubator.words import Words

_OFFSET = re.compile(r"([+-]?)\s*(\d{1,5})\s*(minute|hour|day|week|month|year)s?")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """Stands still until somebody moves it."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = _aware(at)

    def move(self, **by: int) -> datetime:
        """Forward by days=, weeks=, months=, hours=, minutes=; negative goes back."""
        self._at += relativedelta(**by)  # type: ignore[arg-type]  # plural names take any int
        return self._at


class DemoClock:
    """The system's clock, unless the file in the instance folder fixes or moves it.

    The file is read again whenever it changes, so that web, worker and commands agree.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._setting: datetime | relativedelta | None = None

    def now(self) -> datetime:
        setting = self.setting()
        if isinstance(setting, datetime):
            return setting
        return SystemClock().now() + (setting or relativedelta())

    def setting(self) -> datetime | relativedelta | None:
        """What the file says: a fixed instant, an offset, or nothing."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._seen = self._setting = None
            return None
        seen = (stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._setting = _read(self.path)
            self._seen = seen
        return self._setting


def parse_offset(text: str) -> relativedelta:
    """ "+30 days", "-2 hours", "+6 months"."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        raise DefinitionError(
            Words(
                f"“{text}” is no offset. Write it as “+30 days” or “-2 hours”.",
                f"« {text} » n’est pas un décalage. Écrivez par exemple « +30 days » ou « -2 hours ».",
            )
        )
    sign, number, unit = match.groups()
    amount = -int(number) if sign == "-" else int(number)
    return relativedelta(**{f"{unit}s": amount})  # type: ignore[arg-type]  # plural names take any int


def today(clock_now: datetime, zone: str) -> date:
    """The local date of an instant."""
    return clock_now.astimezone(ZoneInfo(zone)).date()


def _read(path: Path) -> datetime | relativedelta | None:
    try:
        held: dict[str, Any] = dict(json.loads(path.read_text("utf-8")).items())
        if "fixed" in held:
            return _aware(datetime.fromisoformat(held["fixed"]))
        return parse_offset(str(held["offset"])) if "offset" in held else None
    except (AttributeError, TypeError, ValueError) as error:
        raise DefinitionError(
            Words(
                f"{path}: the clock’s file cannot be read ({error}). Delete it to return to the real time.",
                f"{path} : le fichier de l’horloge est illisible ({error}). "
                "Supprimez-le pour revenir à l’heure réelle.",
            )
        ) from error


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"an instant needs a zone: {at!r}")
    return at.astimezone(UTC)
