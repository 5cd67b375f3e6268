"""Working days in France: not a weekend, not a public holiday, Easter's three included."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    moving = {easter(year) + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_working_day(on: date) -> bool:
    return on.weekday() < 5 and on not in public_holidays(on.year)


def working_day(on: date, *, later: bool = False) -> date:
    """This day if people work on it, otherwise the nearest working day before (or after) it."""
    while not is_working_day(on):
        on += timedelta(days=1 if later else -1)
    return on
