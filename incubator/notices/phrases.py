"""How values are written inside a letter: dates, lengths, lists, and texts people typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from incubator import words
from incubator.words import NARROW, WIDE, Words

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.|~&=])")


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
    """French typography: the plain spaces of the templates become narrow or no-break ones."""
    if language != "fr":
        return text
    text = re.sub(r" ([;!?»])", NARROW + r"\1", text)
    return re.sub(r" ([:%€])", WIDE + r"\1", text).replace("« ", "«" + NARROW)


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What templates write after a bar: {{ closes_at|instant }}."""

    @jinja2.pass_context
    def instant(context: jinja2.runtime.Context, value: datetime) -> str:
        return words.instant(value, context["zone"], language)

    @jinja2.pass_context
    def hour(context: jinja2.runtime.Context, value: datetime) -> str:
        return words.hour(_local(value, context), language)

    @jinja2.pass_context
    def local_day(context: jinja2.runtime.Context, value: datetime) -> str:
        return words.day(_local(value, context).date(), language)

    return {
        "instant": instant,
        "hour": hour,
        "local_day": local_day,
        "day": lambda value: words.day(value, language),
        "weekday": lambda value: words.weekday(value, language),
        "days": lambda value: words.days(value)[language],
        "months": lambda value: words.months(value)[language],
        "half_days": lambda value: _half_days(value, language),
        "quoted": lambda value: _quoted(value, language),
        "bullets": lambda values: _bullets(values, language),
        "spelled": lambda value: _in(value, language),
    }


def finalize(language: str) -> Callable[[Any], str]:
    """What every {{ value }} goes through."""

    def write(value: Any) -> str:
        if isinstance(value, Safe | int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str | Words):
            return literal(_in(value, language))
        raise TypeError(f"a letter cannot write {value!r}: give it a filter")

    return write


def _local(value: datetime, context: jinja2.runtime.Context) -> datetime:
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
    lines = [literal(line) for line in _in(value, language).strip().splitlines()]
    return Safe("\n".join(f"> {line}\\" if line else ">" for line in lines).rstrip("\\"))


def _bullets(values: Iterable[str | Words], language: str) -> Safe:
    return Safe("\n".join(f"- {literal(_in(value, language))}" for value in values))
