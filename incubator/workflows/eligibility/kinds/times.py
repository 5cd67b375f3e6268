"""Time spent somewhere, added up day by day inside a window that ends on the day judged on."""

from __future__ import annotations

from calendar import isleap, leapdays
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, counted, day_words, days
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.kinds.lists import Entries, ListRule
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.sorts import called, item_of
from incubator.workflows.eligibility.tallies import NOTHING
from incubator.workflows.eligibility.wording import age_words, capital
from incubator.workflows.terms import Length

DAY = timedelta(days=1)
DAWN = date.min + DAY
EIGHT = 8  # one day more, four days that leave the window after a short month, three of uneven months
YEAR, FARTHEST = Length(months=12), Length(months=360)  # flips are looked for that far ahead
Days = tuple[date, date]  # first and last, both counted


class Time(ListRule):
    """So many days were spent so; `over` looks back so long. A day in two places counts once."""

    kind: ClassVar[str] = "time"

    rule: Literal["time"]
    of: str = Field("stays", description="Always the stays: it may be left out.")
    over: Length | None = Field(None, description="Looking back so long; without it, for ever.")
    at_most: Length | None = Field(None, description="So long in all, or less.")
    under: Length | None = Field(None, description="Less than so long in all.")
    at_least: Length | None = Field(None, description="So long in all, or more.")
    never: bool = Field(False, description="Not a single day.")

    @model_validator(mode="after")
    def _one_limit(self) -> Any:
        given = [name for name in ("at_most", "under", "at_least", "never") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("needs one limit — write one of: at_most, under, at_least, never = true")
        return self

    def decide(self, ground: Ground, on: date) -> Result:
        entries = self.entries(ground)
        if entries is None:
            return "unknown"
        sure, perhaps = self.sorted(entries, ground, on)
        return self._compared(self.days(sure, on), self.days([*sure, *perhaps], on, at_most=True), on)

    def _compared(self, low: int, high: int, on: date) -> Result:
        if self.at_least is not None:
            limit = _in_days(self.at_least, on)
            return "met" if low >= limit else "unknown" if high >= limit else "unmet"
        most = self._most(on)
        return "unmet" if low > most else "unknown" if high > most else "met"

    def days(self, entries: list[Item], on: date, *, at_most: bool = False) -> int:
        """Days of the window spent so: overlaps count once, what goes on counts up to the day judged on.

        Where a length is the limit, no 29 February counts. Without its first day a stay counts its last
        one alone, or `at_most` all the days before.
        """
        opens = self.over.before(on) if self.over else DAWN
        spans = sorted(span for entry in entries if (span := _inside(entry, opens, on, at_most)))
        number = date.toordinal if self.never else _number
        return sum(number(last) - number(first - DAY) for first, last in _merged(spans))

    def changes(self, ground: Ground) -> Iterator[date]:
        """Found by leaps: from one day to the next, days and limit move apart by EIGHT at most."""
        marks = sorted({day for day in super().changes(ground) if day > ground.today})
        yield from marks
        entries = self.entries(ground)
        if not entries:
            return
        day, until = ground.today, self._until(entries, ground.today)
        before = self.decide(ground, day)
        while day < until:
            leap = day + max(1, self._slack(entries, ground, day) // EIGHT) * DAY
            day = min((mark for mark in marks if day < mark < leap), default=leap)
            result = self.decide(ground, day)
            if result != before:
                yield day
            before = result

    def _until(self, entries: tuple[Any, ...], today: date) -> date:
        """Then no stay enters or leaves the window, and what goes on fills it."""
        edges: list[date] = [day for stay in entries for day in (stay.first_on, stay.last_on) if day]
        goes_on = any(stay.last_on is None for stay in entries)
        last = max([today, *edges])
        for length in (self.over, self._length() if goes_on else None, YEAR):
            last = length.after(last) if length else last
        return min(last, FARTHEST.after(today))

    def _slack(self, entries: Entries, ground: Ground, on: date) -> int:
        """How far the days are from the limit, those that surely count and those that perhaps do."""
        sure, perhaps = self.sorted(entries, ground, on)
        limit = _in_days(self.at_least, on) - 1 if self.at_least else self._most(on)
        counted = self.days(sure, on), self.days([*sure, *perhaps], on, at_most=True)
        return min(abs(one - limit) for one in counted)

    def _length(self) -> Length | None:
        return self.at_most or self.under or self.at_least

    def required(self, labels: Labels) -> Words:
        """Time spent (place: France): at most 12 months in the 3 years before."""
        subject = self._where.said(labels) if self.where else Words("", "")
        words = _TIME_WHERE if self.where else _TIME
        return words.format(where=subject, limit=self._limit(), window=self._window())

    def _limit(self) -> Words:
        if self.never:
            return Words("not a single day", "pas un seul jour")
        name = next(name for name in _LIMITS if getattr(self, name) is not None)
        return _LIMITS[name].format(length=age_words(getattr(self, name)))

    def _window(self) -> Words:
        if self.over is None:
            return Words(", ever", ", à aucune date") if self.never else Words("", "")
        return _BEFORE.format(length=age_words(self.over))

    def reckoned(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Iterator[Words]:
        """366 days counted between … and …; at most 12 months (365 days) are allowed: 1 day too many."""
        sure, perhaps = self.sorted(entries, ground, on)
        yield capital(self._counted(self.days(sure, on), on))
        if self.at_least is None and self.days(sure, on) > self._most(on):
            perhaps = []
        more = self.days([*sure, *perhaps], on) - self.days(sure, on)
        if perhaps and more:
            yield _PERHAPS.format(days=days(more))
        elif not sure:
            why_not = self.left_out(entries, ground, at, on)
            if why_not is not NOTHING:
                yield _NOT_COUNTED.format(listed=counted(1, *self.nouns()), why=why_not)
        is_open = bool(perhaps) or self.decide(ground, on) == "unknown"
        yield self._compared_words(self.days(sure, on), on, is_open=is_open)

    def _counted(self, found: int, on: date) -> Words:
        number = days(found) if found else _NO_DAY
        if self.over is None:
            return _COUNTED.format(days=number)
        opens = self.over.before(on)
        return _COUNTED_BETWEEN.format(days=number, first=day_words(opens), last=day_words(on))

    def _compared_words(self, found: int, on: date, *, is_open: bool) -> Words:
        if self.never:
            return _NOT_ONE
        wanted = next(length for length in (self.at_least, self.at_most, self.under) if length)
        limit = _LIMIT_IN_DAYS.format(limit=self._limit(), days=days(_in_days(wanted, on)))
        if is_open:
            return limit
        if self.at_least is not None:
            short = _in_days(self.at_least, on) - found
            return (_SHORT if short > 0 else _ENOUGH).format(limit=limit, days=days(max(short, 0)))
        over = found - self._most(on)
        return (_OVER if over > 0 else _WITHIN).format(limit=limit, days=days(max(over, 0)))

    def _most(self, on: date) -> int:
        """Days that are still allowed."""
        if self.never:
            return 0
        return _in_days(self.at_most, on) if self.at_most else _in_days(self.under, on) - 1

    def changed(self, entries: Entries, ground: Ground, on: date) -> Words | None:
        """How many fewer is not said while more may come to light."""
        sure, perhaps = self.sorted(entries, ground, on)
        found = self.days(sure, on)
        if self.at_least is not None:
            return _MORE.format(days=days(_in_days(self.at_least, on) - found))
        if found != self.days([*sure, *perhaps], on, at_most=True):
            return None
        return _FEWER.format(days=days(found - self._most(on)))

    def empty_fields(self, entries: Entries, ground: Ground, on: date) -> list[Words]:
        sure, perhaps = self.sorted(entries, ground, on)
        is_open = any(getattr(entry, "first_on", None) is None for entry in (*sure, *perhaps))
        return [called(item_of(self.of), "first_on")] if is_open else []


def _in_days(length: Length | None, on: date) -> int:
    """12 months are as many days as the 12 months that end on that day have: 365, as in `_number`."""
    assert length is not None
    return _number(on) - _number(length.before(on))


def _number(day: date) -> int:
    """Days since the year 1, every 29 February left out: a whole leap year is 12 months, no more."""
    has_leapt = isleap(day.year) and (day.month, day.day) >= (2, 29)
    return day.toordinal() - leapdays(1, day.year) - has_leapt


def _inside(entry: Any, opens: date, on: date, at_most: bool) -> Days | None:
    begins = entry.first_on or (opens if at_most else entry.last_on)
    if begins is None:
        return None
    first, last = max(begins, opens), min(entry.last_on or on, on)
    return (first, last) if first <= last else None


def _merged(spans: list[Days]) -> Iterator[Days]:
    open_span: Days | None = None
    for first, last in spans:
        if open_span is not None and first <= open_span[1] + DAY:
            open_span = (open_span[0], max(open_span[1], last))
        else:
            if open_span is not None:
                yield open_span
            open_span = (first, last)
    if open_span is not None:
        yield open_span


_LIMITS = {
    "at_least": Words("at least {length}", "au moins {length}"),
    "under": Words("less than {length}", "moins de {length}"),
    "at_most": Words("at most {length}", "au plus {length}"),
}
_TIME = Words("Time spent: {limit}{window}", typeset("Temps passé : {limit}{window}"))
_TIME_WHERE = Words(
    "Time spent ({where}): {limit}{window}", typeset("Temps passé ({where}) : {limit}{window}")
)
_BEFORE = Words(" in the {length} before", " au cours des {length} qui précèdent")
_NO_DAY = Words("no day", "aucun jour")
_COUNTED = Words("{days} counted", "{days} pris en compte")
_COUNTED_BETWEEN = Words(
    "{days} counted between {first} and {last}", "{days} pris en compte entre le {first} et le {last}"
)
_PERHAPS = Words("and perhaps {days} more", "et peut-être {days} de plus")
_NOT_COUNTED = Words("{listed} does not count{why}", "{listed} ne compte pas{why}")
_NOT_ONE = Words("not a single day is allowed", "il n’en faut pas un seul")
_LIMIT_IN_DAYS = Words("{limit} ({days})", "{limit} ({days})")
_SHORT = Words("{limit}: {days} short", typeset("{limit} : il manque {days}"))
_ENOUGH = Words("{limit}: enough", typeset("{limit} : durée suffisante"))
_OVER = Words("{limit}: {days} too many", typeset("{limit} : {days} de trop"))
_WITHIN = Words("{limit}: within the limit", typeset("{limit} : limite respectée"))
_MORE = Words("It would be met with {days} more.", "Il faudrait {days} de plus.")
_FEWER = Words("It would be met with {days} fewer.", "Il faudrait {days} de moins.")
