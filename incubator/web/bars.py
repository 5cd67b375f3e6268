"""Bars drawn as geometry: a term with today in it, a coaching budget. Percentages, no style attribute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From and how wide, in per cent of the drawing."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TermBar:
    """A term from its first to its last day, an extension after it, one asked for, and today."""

    starts_on: date
    ends_on: date
    extended_on: date | None
    asked_on: date | None
    today_on: date

    @property
    def last_day(self) -> date:
        return max(day for day in (self.ends_on, self.extended_on, self.asked_on) if day)

    @property
    def main(self) -> Span:
        return self._span(self.starts_on, self.ends_on)

    @property
    def extension(self) -> Span | None:
        return self._span(self.ends_on + timedelta(days=1), self.extended_on) if self.extended_on else None

    @property
    def asked(self) -> Span | None:
        before = self.extended_on or self.ends_on
        return self._span(before + timedelta(days=1), self.asked_on) if self.asked_on else None

    @property
    def past(self) -> Span | None:
        """What is behind us, inside the granted term."""
        until = min(self.today_on - timedelta(days=1), self.extended_on or self.ends_on)
        return self._span(self.starts_on, until) if until >= self.starts_on else None

    @property
    def today(self) -> float | None:
        if not self.starts_on <= self.today_on <= self.last_day:
            return None
        return self._at(self.today_on)

    @property
    def today_anchor(self) -> str:
        at = self.today or 0
        return "start" if at < 15 else "end" if at > 85 else "middle"

    @property
    def day_number(self) -> int:
        return (self.today_on - self.starts_on).days + 1

    @property
    def day_count(self) -> int:
        return ((self.extended_on or self.ends_on) - self.starts_on).days + 1

    def _span(self, first: date, last: date) -> Span:
        x = self._at(first)
        return Span(x, round(self._at(last + timedelta(days=1)) - x, 2))

    def _at(self, day: date) -> float:
        whole = (self.last_day - self.starts_on).days + 1
        return round((day - self.starts_on).days / whole * 100, 2)


def term_bar(
    starts_on: date,
    ends_on: date,
    *,
    today_on: date,
    extended_on: date | None = None,
    asked_on: date | None = None,
) -> TermBar:
    return TermBar(starts_on, ends_on, extended_on, asked_on, today_on)


@dataclass(frozen=True, slots=True)
class BudgetBar:
    """Half-days: confirmed, logged and not yet confirmed, left; no budget means no limit."""

    budget: int | None
    confirmed: int
    logged: int

    @property
    def used(self) -> int:
        return self.confirmed + self.logged

    @property
    def left(self) -> int | None:
        return None if self.budget is None else self.budget - self.used

    @property
    def parts(self) -> tuple[Span, Span]:
        whole = max(self.budget or 0, self.used, 1)
        first = round(self.confirmed / whole * 100, 2)
        return Span(0, first), Span(first, round(self.logged / whole * 100, 2))


def budget_bar(budget: int | None, *, confirmed: int, logged: int = 0) -> BudgetBar:
    return BudgetBar(budget, confirmed, logged)
