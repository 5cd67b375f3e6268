"""How long a venture stays: a start, a length, extensions and pauses give the last day.

Convention: a term runs from its first day to the day before start + length. Month ends are
clamped, and the sum is always made from the original start, never by chaining from one end
to the next: 31 August + 6 + 6 months ends on 30 August. A pause counts both its days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Literal, Self

from incubator.errors import DefinitionError, Refused
from incubator.words import Words, both, day, joined
from incubator.words import days as day_count
from incubator.words import months as month_count
from incubator.workflows.written import Written

UNITS = {
    "year": (12, 0), "years": (12, 0), "an": (12, 0), "ans": (12, 0),
    "month": (1, 0), "months": (1, 0), "mois": (1, 0),
    "week": (0, 7), "weeks": (0, 7), "semaine": (0, 7), "semaines": (0, 7),
    "day": (0, 1), "days": (0, 1), "jour": (0, 1), "jours": (0, 1),
}  # fmt: skip
LONGEST = 100 * 12 * 31  # days, a hundred years at least: what is counted from any date stays in the calendar
_PART = re.compile(r"(\d{1,5})\s+([a-z]+)")
_LENGTH = re.compile(r"\d{1,5}\s+[a-z]+(?:(?:\s*,\s*|\s+and\s+|\s+et\s+|\s+)\d{1,5}\s+[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Length(Written):
    """Whole months and days, written in words ("12 months"), never as a count of days."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or not (self.months or self.days):
            raise DefinitionError(Words("A length is at least one day.", "Une durée est d’au moins un jour."))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "12 months", "1 year 6 months", "2 weeks", "10 jours"; DefinitionError otherwise."""
        folded = text.strip().lower()
        parts = _PART.findall(folded) if _LENGTH.fullmatch(folded) else []
        if not parts or any(unit not in UNITS for _, unit in parts):
            raise DefinitionError(_not_a_length(text))
        months = sum(int(number) * UNITS[unit][0] for number, unit in parts)
        days = sum(int(number) * UNITS[unit][1] for number, unit in parts)
        if months * 31 + days > LONGEST:
            raise DefinitionError(_TOO_LONG)
        return cls(months, days)

    def __add__(self, other: Length) -> Length:
        return Length(self.months + other.months, self.days + other.days)

    def __str__(self) -> str:
        """As `parse` reads it: "18 months", "6 months and 10 days"."""
        counts = ((self.months, "month"), (self.days, "day"))
        return " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in counts if n)

    @property
    def words(self) -> Words:
        parts = [month_count(self.months)] if self.months else []
        return joined([*parts, day_count(self.days)] if self.days else parts)

    def after(self, start: date) -> date:
        """The day this long after: months first, clamped to the month's end, then days."""
        return moved(start, months=self.months, days=self.days)

    def before(self, end: date) -> date:
        return moved(end, months=-self.months, days=-self.days)


def moved(start: date, *, months: int = 0, days: int = 0) -> date:
    """Months first, clamped to the month's end, then days."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)) + timedelta(days=days)


def _not_a_length(text: str) -> Words:
    meant = _meant(text)
    if meant:
        return Words(f"“{text}” is not a length: write “{meant}”.",
                     f"« {text} » n’est pas une durée : écrivez « {meant} ».")  # fmt: skip
    return Words(
        f"“{text}” is not a length: write for example “6 months”, “1 year” or “10 days”.",
        f"« {text} » n’est pas une durée : écrivez par exemple « 6 mois », « 1 an » ou « 10 jours ».",
    )


_TOO_LONG = Words("A length is at most 100 years.", "Une durée est d’au plus 100 ans.")

What = Literal["length", "open", "extension", "pause"]


@dataclass(frozen=True, slots=True)
class TermStep:
    """One addition: what it adds itself, and the last day once it is counted."""

    what: What
    months: int
    days: int
    last_day: date | None
    words: Words


@dataclass(frozen=True, slots=True)
class Term:
    """From the first to the last day, both in it; no last day means until further notice."""

    start: date
    last_day: date | None
    steps: tuple[TermStep, ...]
    words: Words

    def holds(self, on: date) -> bool:
        return self.start <= on and (self.last_day is None or on <= self.last_day)

    def days_left(self, on: date) -> int | None:
        """Days still to come, today not counted; nought on the last day and after."""
        return None if self.last_day is None else max(0, (self.last_day - max(on, self.start)).days)

    def day_number(self, on: date) -> int:
        """Day 1 is the first day; nought before it."""
        return max(0, (on - self.start).days + 1)

    @property
    def total_days(self) -> int | None:
        return None if self.last_day is None else (self.last_day - self.start).days + 1


def compute_term(
    start: date,
    length: Length | None,
    *,
    extensions: Sequence[Length] = (),
    pauses: Sequence[tuple[date, date]] = (),
) -> Term:
    """The term with its arithmetic; a length of None has no end. Pauses: first and last day, both counted."""
    if length is None and extensions:
        raise Refused(_NOTHING_TO_EXTEND)
    try:
        steps = [_length_step(start, length), *_extension_steps(start, length, extensions)]
        for first, last in _in_order(start, pauses):
            steps.append(_pause_step(steps[-1].last_day, first=first, last=last))
    except (OverflowError, ValueError) as error:
        raise Refused(_TOO_FAR) from error
    return Term(start=start, last_day=steps[-1].last_day, steps=tuple(steps), words=_sentence(start, steps))


def _length_step(start: date, length: Length | None) -> TermStep:
    if length is None:
        return TermStep("open", 0, 0, None, Words("no end is set", "sans date de fin"))
    return TermStep("length", length.months, length.days, _eve(length.after(start)), length.words)


def _extension_steps(start: date, length: Length | None, extensions: Sequence[Length]) -> Iterator[TermStep]:
    total = length
    for extension in extensions:
        total = extension if total is None else total + extension
        words = _EXTENSION.format(length=extension.words)
        yield TermStep("extension", extension.months, extension.days, _eve(total.after(start)), words)


def _pause_step(ends: date | None, *, first: date, last: date) -> TermStep:
    if ends is not None and first > ends:
        raise Refused(_PAUSE_OUTSIDE.format(first=_day(first)))
    days = (last - first).days + 1
    words = _PAUSE.format(days=day_count(days), first=_day(first), last=_day(last))
    return TermStep("pause", 0, days, None if ends is None else ends + timedelta(days=days), words)


def _in_order(start: date, pauses: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Pauses by their first day; a day is paused once, and not before the term begins."""
    ordered = sorted(pauses)
    for first, last in ordered:
        if last < first:
            raise Refused(_PAUSE_BACKWARDS.format(first=_day(first), last=_day(last)))
        if first < start:
            raise Refused(_PAUSE_OUTSIDE.format(first=_day(first)))
    for (_, last), (first, _) in pairwise(ordered):
        if first <= last:
            raise Refused(_PAUSES_OVERLAP.format(first=_day(first)))
    return ordered


def _eve(value: date) -> date:
    return value - timedelta(days=1)


def _day(value: date) -> Words:
    return both(lambda language: day(value, language))


def _sentence(start: date, steps: Sequence[TermStep]) -> Words:
    last = steps[-1].last_day
    words = _TERM if last is not None else _OPEN_TERM
    sum_ = joined([step.words for step in steps], last=Words("then", "puis"))
    return words.format(start=_day(start), sum=sum_, last=_day(last) if last is not None else "")


_TERM = Words(
    "From {start}: {sum}. The last day is {last}.",
    "À partir du {start} : {sum}. Le dernier jour est le {last}.",
)
_OPEN_TERM = Words("From {start}: {sum}.", "À partir du {start} : {sum}.")
_EXTENSION = Words("an extension of {length}", "une prolongation de {length}")
_PAUSE = Words("a pause of {days} ({first} to {last})", "une pause de {days} (du {first} au {last})")
_NOTHING_TO_EXTEND = Words(
    "This programme has no end date, so there is nothing to extend.",
    "Ce programme n’a pas de date de fin : il n’y a rien à prolonger.",
)
_TOO_FAR = Words(
    "This date is too far away: check the first day and the lengths.",
    "Cette date est trop lointaine : vérifiez le premier jour et les durées.",
)
_PAUSE_BACKWARDS = Words(
    "A pause cannot end ({last}) before it begins ({first}): swap the two dates.",
    "Une pause ne peut pas finir ({last}) avant de commencer ({first}) : inversez les deux dates.",
)
_PAUSE_OUTSIDE = Words(
    "The pause that begins on {first} is outside the term: choose days within it.",
    "La pause qui commence le {first} est hors du parcours : choisissez des jours à l’intérieur.",
)
_PAUSES_OVERLAP = Words(
    "Two pauses both count {first}: a day is paused only once, so correct one of them.",
    "Deux pauses comptent toutes deux le {first} : un jour n’est suspendu qu’une fois, "
    "corrigez l’une d’elles.",
)


def _meant(text: str) -> str:
    """“12 month s” and “12 moths” are 12 months; empty where it cannot be guessed."""
    found = re.fullmatch(r"(\d{1,5})\s*([a-z]+)", re.sub(r"(?<=[a-z])\s+(?=[a-z])", "", text.strip().lower()))
    near = get_close_matches(found[2], UNITS, n=1, cutoff=0.6) if found else []
    return f"{found[1]} {near[0]}" if found and near else ""
