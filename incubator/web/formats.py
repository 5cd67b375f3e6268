"""Dates, lengths, money and words as a reader expects them: Jinja filters over incubator.words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from incubator import words
from incubator.web import work
from incubator.web.language import current_language, say
from incubator.web.site import site
from incubator.words import Words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REMEMBERED = 2048  # a list says the same few days again and again


def install(app: Flask) -> None:
    filters: dict[str, Callable[..., str]] = {
        "words": in_words,
        "day": day,
        "weekday": weekday,
        "short_day": short_day,
        "instant": instant,
        "clock_time": clock_time,
        "relative": relative,
        "iso": iso,
        "euros": euros,
        "half_days": half_days,
        "whole": whole,
    }
    app.jinja_env.filters.update({name: _never_folded(filter_) for name, filter_ in filters.items()})


def _never_folded(filter_: Callable[..., str]) -> Callable[..., str]:
    """Jinja computes a filter of a constant once and for all: these depend on who reads."""

    @pass_context
    def shown(_context: Context, *args: Any, **kwargs: Any) -> str:
        return filter_(*args, **kwargs)

    return shown


def in_words(value: Words | Mapping[str, str] | str | None) -> str:
    """Words in the reader's language; a plain text as it is; nothing as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else say(value)


def day(value: date | datetime) -> str:
    return words.day(_local(value), current_language())


def weekday(value: date | datetime) -> str:
    return words.weekday(_local(value), current_language())


def short_day(value: date | datetime) -> str:
    """For tables: 30 Mar 2027, 30/03/2027; never 03/04."""
    return _short(_local(value), current_language())


@lru_cache(REMEMBERED)
def _short(value: date, language: str) -> str:
    if language == "fr":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {words.day(value, 'en').split()[1][:3]} {value.year}"


def instant(value: datetime, zone: str = "") -> str:
    return words.instant(value, zone or site().settings.zone, current_language())


def clock_time(value: datetime, zone: str = "") -> str:
    """14:00, 14 h 00."""
    return words.hour(value.astimezone(ZoneInfo(zone or site().settings.zone)), current_language())


def relative(value: date | datetime, since: datetime | None = None) -> str:
    """Exact: whole days from today's date; under 48 hours in hours; under one in minutes."""
    return relative_words(value, since or work.now(), site().settings.zone)[current_language()]


def relative_words(value: date | datetime, now: datetime, zone: str) -> Words:
    if isinstance(value, datetime):
        gap = value - now
        if abs(gap) < HOUR:
            return _around(gap, Words("minute", "minute"), max(1, int(abs(gap).total_seconds() // 60)))
        if abs(gap) < 2 * DAY:
            return _around(gap, Words("hour", "heure"), int(abs(gap).total_seconds() // 3600))
        value = value.astimezone(ZoneInfo(zone)).date()
    return _apart((value - now.astimezone(ZoneInfo(zone)).date()).days)


@lru_cache(REMEMBERED)
def _apart(days: int) -> Words:
    if days in _NEAR:
        return _NEAR[days]
    return _around(timedelta(days=days), Words("day", "jour"), abs(days)).written()


def iso(value: date | datetime) -> str:
    """For <time datetime>."""
    return value.isoformat()


def euros(value: int) -> str:
    return words.euros(value, current_language())


def half_days(value: int) -> str:
    """Half-days as days, with the unit: 18.5 days, 18,5 jours."""
    language = current_language()
    plural = value >= 4 if language == "fr" else value != 2
    unit = Words("days", "jours") if plural else Words("day", "jour")
    return f"{words.half_days(value, language)}{words.WIDE}{unit[language]}"


def whole(value: int) -> str:
    return words.whole(value, current_language())


_NEAR = {
    -1: Words("yesterday", "hier"),
    0: Words("today", "aujourd’hui"),
    1: Words("tomorrow", "demain"),
}


def _around(gap: timedelta, unit: Words, number: int) -> Words:
    counted = words.counted(number, unit, Words(f"{unit.en}s", f"{unit.fr}s"))
    if gap < timedelta(0):
        return Words("{n} ago", f"il{words.WIDE}y{words.WIDE}a{words.WIDE}{{n}}").format(n=counted)
    return Words("in {n}", f"dans{words.WIDE}{{n}}").format(n=counted)


def _local(value: date | datetime) -> date:
    return value.astimezone(ZoneInfo(site().settings.zone)).date() if isinstance(value, datetime) else value
