"""How values are written inside a letter: dates, lengths, lists, and texts people typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sized
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from jinja2.runtime import Context

from incubator import words
from incubator.typography import french
from incubator.words import WIDE, Words

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.|~&=])")


COLON = {"en": ":", "fr": f"{WIDE}:"}
COUNTED = {
    "days": (Words("day", "jour"), Words("days", "jours")),
    "months": (Words("month", "mois"), Words("months", "mois")),
    "years": (Words("year", "an"), Words("years", "ans")),
    "half_day_count": (Words("half-day", "demi-journée"), Words("half-days", "demi-journées")),
    "answers": (Words("answer", "précision attendue"), Words("answers", "précisions attendues")),
    "decisions": (Words("decision", "décision"), Words("decisions", "décisions")),
}


class Safe(str):
    """Already written as Markdown, or an address of our own."""

    __slots__ = ()


def clean(text: str) -> str:
    """One line without control or direction-changing characters."""
    return _CONTROL.sub(" ", text).strip()


def literal(text: str) -> Safe:
    """What a person typed stays what it is: no link, no heading, no HTML."""
    return Safe(_MARKS.sub(r"\\\1", clean(text)))


def spaced(text: str, language: str) -> str:
    """Templates are typed with plain spaces; French gets those a printer would set."""
    return french(text) if language == "fr" else text


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates write after a bar: {{ closes_at|instant }}."""
    plain = {name: partial(_counted, pair, language) for name, pair in COUNTED.items()}
    return {
        **plain,
        **_of_instants(language),
        "day": lambda value: words.day(value, language),
        "weekday": lambda value: words.weekday(value, language),
        "half_days": lambda value: _half_days(value, language),
        "quoted": lambda value: _quoted(value, language),
        "bullets": lambda values: _bullets(values, language),
        "address": _address,
    }


def _of_instants(language: str) -> dict[str, Callable[..., Any]]:
    """Instants are written in the zone the letter speaks of."""

    @jinja2.pass_context
    def instant(context: Context, value: datetime) -> str:
        return words.instant(value, context["zone"], language)

    @jinja2.pass_context
    def hour(context: Context, value: datetime) -> str:
        return words.hour(_local(value, context), language)

    @jinja2.pass_context
    def local_day(context: Context, value: datetime) -> str:
        return words.day(_local(value, context).date(), language)

    @jinja2.pass_context
    def last_day(context: Context, value: datetime) -> str:
        """The last day before an instant that is too late: midnight belongs to the day before."""
        return words.day(_local(value - timedelta(microseconds=1), context).date(), language)

    return {"instant": instant, "hour": hour, "local_day": local_day, "last_day": last_day}


def finalize(language: str) -> Callable[[Any], str]:
    """What every {{ value }} goes through."""

    def write(value: Any) -> str:
        if isinstance(value, Safe | int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str | Words):
            return literal(_in(value, language))
        raise TypeError(f"a letter cannot write {value!r}: give it a filter")

    return write


def _counted(pair: tuple[Words, Words], language: str, value: int | Sized) -> str:
    return words.counted(value if isinstance(value, int) else len(value), *pair)[language]


@jinja2.pass_context
def _address(context: Context, door: Any) -> Safe:
    return Safe(context["origin"] + door.path)


def _local(value: datetime, context: Context) -> datetime:
    return value.astimezone(ZoneInfo(context["zone"]))


def _in(value: str | Words, language: str) -> str:
    return value[language] if isinstance(value, Words) else value


def _half_days(value: int, language: str) -> str:
    """5 → 2.5 days, 2,5 jours; the count is in half-days."""
    number = words.half_days(value, language)
    if language == "fr":
        return f"{number}{WIDE}{'jour' if value < 4 else 'jours'}"
    return f"{number} {'day' if value == 2 else 'days'}"


def _quoted(value: str | Words, language: str) -> Safe:
    """Several lines that a person typed, as a quotation that keeps its lines."""
    lines = [literal(line) for line in _in(value, language).strip().splitlines()]
    breaks = ["\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=False)]
    return Safe("\n".join(f"> {line}{end}".rstrip(" ") for line, end in zip(lines, breaks, strict=False)))


def _bullets(values: Iterable[str | Words], language: str) -> Safe:
    return Safe("\n".join(f"- {literal(_in(value, language))}" for value in values))
