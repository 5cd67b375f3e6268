"""Time spent somewhere, added up day by day inside a window that ends on the day judged on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, day_words, days
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.kinds.lists import ListRule
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import in_a_row
from incubator.workflows.eligibility.wording import age_words
from incubator.workflows.terms import Length

DAY = timedelta(days=1)
Days = tuple[date, date]  # first and last, both counted


class Time(ListRule):
    """`over` looks back so long; without it, for ever. A day in two places counts once."""

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
            raise ValueError("needs one limit: at_most, under, at_least or never = true")
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
        most = (
            0 if self.never else _in_days(self.at_most, on) if self.at_most else _in_days(self.under, on) - 1
        )
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
        if edges:
            last = self.over.after(max(edges)) if self.over else max(edges)
            first = min(edges)
            yield from (first + n * DAY for n in range((last - first).days + 3))

    def required(self, labels: Labels) -> Words:
        subject = self.subject(labels)
        words = Words("{subject}: {limit}{window}", typeset("{subject} : {limit}{window}"))
        return words.format(subject=subject, limit=self._limit(), window=self._window())

    def _limit(self) -> Words:
        if self.never:
            return Words("not a single day", "pas un seul jour")
        if self.at_least is not None:
            return Words("at least {length}", "au moins {length}").format(length=age_words(self.at_least))
        if self.under is not None:
            return Words("less than {length}", "moins de {length}").format(length=age_words(self.under))
        assert self.at_most is not None
        return Words("at most {length}", "au plus {length}").format(length=age_words(self.at_most))

    def _window(self) -> Words:
        if self.over is None:
            return Words(", ever", ", à aucune date") if self.never else Words("", "")
        words = Words(" in the {length} before", " au cours des {length} précédents")
        return words.format(length=age_words(self.over))

    def counted_words(self, sure: list[Item], ground: Ground, on: date) -> Words:
        found, limit = self.days(sure, on), self._limit()
        lead = Words("{days} counted", typeset("{days} comptés")).format(days=days(found))
        parts = [lead]
        if self.over is not None:
            opens = self.over.before(on)
            window = Words("from {first} to {last}", "du {first} au {last}")
            parts.append(window.format(first=day_words(opens), last=day_words(on)))
        parts.append(Words("asked for: {limit}", typeset("attendu : {limit}")).format(limit=limit))
        return in_a_row(parts)


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
