"""Time spent somewhere, added up day by day inside a window that ends on the day judged on."""

from __future__ import annotations

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
from incubator.workflows.terms import Length, moved

DAY = timedelta(days=1)
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
        is_open = any(entry.first_on is None for entry in (*sure, *perhaps))  # type: ignore[attr-defined]  # stays
        low = self.days(sure, on)
        high = None if is_open else self.days([*sure, *perhaps], on)
        return self._compared(low, high, on)

    def _compared(self, low: int, high: int | None, on: date) -> Result:
        if self.at_least is not None:
            limit = _in_days(self.at_least, on)
            return "met" if low >= limit else "unknown" if high is None or high >= limit else "unmet"
        most = self._most(on)
        return "unmet" if low > most else "unknown" if high is None or high > most else "met"

    def days(self, entries: list[Item], on: date) -> int:
        """Days of the window spent so: overlaps count once, what goes on counts up to the day judged on."""
        opens = self.over.before(on) if self.over else date.min
        spans = sorted(span for entry in entries if (span := _inside(entry, opens, on)))
        return sum((last - first).days + 1 for first, last in _merged(spans))

    def changes(self, ground: Ground) -> Iterator[date]:
        """Day by day while a stay enters or leaves the window."""
        yield from super().changes(ground)
        stays: tuple[Any, ...] = self.entries(ground) or ()
        edges = [day for stay in stays for day in (stay.first_on, stay.last_on) if day]
        if not edges:
            return
        goes_on = any(stay.last_on is None for stay in stays)
        first, last = max(min(edges), ground.today), max(edges)
        for length in (self.over, self._length() if goes_on else None):
            last = length.after(last) if length else last
        yield from (first + n * DAY for n in range((last - first).days + 6))
        if goes_on or self.over is None:
            yield from _uneven(max(first, last))

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
        if perhaps:
            yield _PERHAPS.format(days=days(self.days([*sure, *perhaps], on) - self.days(sure, on)))
        elif not sure:
            why_not = self.left_out(entries, ground, at, on)
            if why_not is not NOTHING:
                yield _NOT_COUNTED.format(listed=counted(1, *self.nouns()), why=why_not)
        yield self._compared_words(self.days(sure, on), on, is_open=bool(perhaps))

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
        found = self.days(self.sorted(entries, ground, on)[0], on)
        if self.at_least is not None:
            return _MORE.format(days=days(_in_days(self.at_least, on) - found))
        return _FEWER.format(days=days(found - self._most(on)))

    def empty_fields(self, entries: Entries, ground: Ground, on: date) -> list[Words]:
        sure, perhaps = self.sorted(entries, ground, on)
        is_open = any(getattr(entry, "first_on", None) is None for entry in (*sure, *perhaps))
        return [called(item_of(self.of), "first_on")] if is_open else []


def _uneven(since: date) -> Iterator[date]:
    """Months are not of one length: the days on which they may count otherwise, for nine years."""
    for months in range(9 * 12):
        first = moved(since.replace(day=1), months=months)
        yield from (first, *(first + n * DAY for n in (28, 29, 30)))


def _in_days(length: Length | None, on: date) -> int:
    """12 months are as many days as the 12 months that end on that day have."""
    assert length is not None
    return (on - length.before(on)).days


def _inside(entry: Any, opens: date, on: date) -> Days | None:
    if entry.first_on is None:
        return None
    first, last = max(entry.first_on, opens), min(entry.last_on or on, on)
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
