"""Entries of a list counted: those that surely count, and those that perhaps do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, model_validator

from incubator.words import Words, both, counted
from incubator.workflows.definitions import nested, typeset
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.reckoning import judged
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.sorts import called, item_of, names, sort_of
from incubator.workflows.eligibility.tallies import NOTHING, asked_for, changed_by, needed, none_of, there_are
from incubator.workflows.eligibility.where import Test, Where
from incubator.workflows.eligibility.wording import (
    MARKS,
    capital,
    in_a_row,
    missing_words,
    settled_by,
    unset_words,
)
from incubator.workflows.problems import Hint

Entries = tuple[Item, ...]
Open = tuple[list[Words], list[str], list[str]]  # fields, facts, registers


class ListRule(Single):
    """`of` is a list of facts; `where` says which of its entries count."""

    of: str = Field(description="The list of facts.")
    where: dict[str, Any] = Field(
        default_factory=dict, description="Which entries count: a value or limits for each named field."
    )
    _where: Where = PrivateAttr()

    @model_validator(mode="after")
    def _of_a_list(self) -> Any:
        if self.of not in FACTS or sort_of(Facts, self.of) != "list":
            raise nested([(("of",), Hint(f"“{self.of}” is no list of facts", self.of, tuple(names("list"))))])
        self._where = Where.of(item_of(self.of), self.where, at="where")
        return self

    def needs(self) -> tuple[str, ...]:
        return (self.of,)

    def tests(self) -> tuple[tuple[str, Test], ...]:
        """A limit for each field that `where` names."""
        return self._where.tests

    def own_registers(self) -> Iterable[str]:
        return self._where.registers()

    def entries(self, ground: Ground) -> Entries | None:
        found: Entries | None = ground.facts.value(self.of)
        return found

    def sorted(self, entries: Entries, ground: Ground, on: date) -> tuple[list[Item], list[Item]]:
        """Those that surely count, and those of which it is not known."""
        results = [(entry, self._where.result(entry, ground, on)) for entry in entries]
        return [e for e, r in results if r == "met"], [e for e, r in results if r == "unknown"]

    def changes(self, ground: Ground) -> Iterator[date]:
        return self._where.changes(self.entries(ground) or (), ground)

    def nouns(self) -> tuple[Words, Words]:
        return item_of(self.of).nouns

    def found(self, ground: Ground) -> Words | None:
        entries = self.entries(ground)
        return None if entries is None else counted(len(entries), *self.nouns())

    def which(self, labels: Labels) -> Words:
        """Which entries count: (kind: letter of interest); nothing where all do."""
        return IN_BRACKETS.format(where=self.asked_of_entries().said(labels)) if self.where else NOTHING

    def asked_of_entries(self) -> Where:
        return self._where

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        entries = self.entries(ground)
        if entries is None and result == "unknown":
            return missing_words((self.of,), ground.labels)
        if at.on is None and result == "unknown":
            return in_a_row([capital(unset_words(at.reference, result))])
        return in_a_row(self.reckoned(entries or (), ground, at, at.on or ground.today))

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        entries = self.entries(ground)
        if result == "met":
            return None
        if result == "unmet":  # whenever the day will be, if it is not set
            return self.changed(entries or (), ground, at.on or ground.today)
        if entries is None:
            return settled_by((self.of,), ground.labels)
        if at.on is None:
            return settled_by((at.reference,), ground.labels)
        fields, facts, registers = self._open(entries, ground, at.on)
        names = (*facts, *self.unknown_besides(ground))
        return settled_by(names, ground.labels, fields=fields, nouns=self.nouns()[1], registers=registers)

    def incomplete(self, ground: Ground, at: Moment) -> tuple[str, ...]:
        """The facts and registers the entries are compared with, or the list itself."""
        entries = self.entries(ground)
        if at.on is None or entries is None:
            return super().incomplete(ground, at)
        fields, facts, registers = self._open(entries, ground, at.on)
        own = (self.of,) if fields or not (facts or registers) else ()
        return (*own, *facts, *registers)

    def _open(self, entries: Entries, ground: Ground, on: date) -> Open:
        """What keeps entries from counting surely: their empty fields, facts and registers not known."""
        fields, facts, registers = self._where.open_in(self.sorted(entries, ground, on)[1], ground, on)
        fields += [one for one in self.empty_fields(entries, ground, on) if one not in fields]
        return fields, facts, registers

    @abstractmethod
    def reckoned(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Iterator[Words]:
        """What is counted, and how it compares."""

    @abstractmethod
    def changed(self, entries: Entries, ground: Ground, on: date) -> Words | None:
        """How much more or less would do."""

    def unknown_besides(self, ground: Ground) -> tuple[str, ...]:
        """Facts outside the list that are not known."""
        return tuple(name for name in self.needs() if name in FACTS and ground.facts.value(name) is None)

    def empty_fields(self, entries: Entries, ground: Ground, on: date) -> list[Words]:
        """Fields without which what counts cannot be told."""
        return []

    def left_out(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Words:
        """Of a single entry that does not count: why, in brackets."""
        if len(entries) != 1:
            return NOTHING
        reasons = list(self._where.why_not(entries[0], ground, on, said_on=judged(at, on)))
        listed = both(lambda language: MARKS[language].join(one[language] for one in reasons))
        return IN_BRACKETS.format(where=listed) if reasons else NOTHING


class Count(ListRule, AmountLimits):
    """So many entries of a list count; `distinct` counts the different values of one of their fields."""

    kind: ClassVar[str] = "count"

    rule: Literal["count"]
    distinct: str | None = Field(None, description="Count the different values of this field.")

    @model_validator(mode="after")
    def _distinct_field(self) -> Any:
        known = item_of(self.of).model_fields
        if self.distinct is not None and self.distinct not in known:
            raise nested([(("distinct",), Hint("unknown field", self.distinct, tuple(known)))])
        return self

    def decide(self, ground: Ground, on: date) -> Result:
        entries = self.entries(ground)
        if entries is None:
            return "unknown"
        sure, perhaps = self.sorted(entries, ground, on)
        low, high = self._how_many(sure, perhaps)
        return self.result(Amount.of(low), Amount.of(high), ground, on)

    def changes(self, ground: Ground) -> Iterator[date]:
        yield from super().changes(ground)
        yield from self.dates()

    def _how_many(self, sure: list[Item], perhaps: list[Item]) -> tuple[int, int]:
        """At least and at most: an entry without the field may repeat another one or be a new one."""
        if self.distinct is None:
            return len(sure), len(sure) + len(perhaps)
        known = {value for one in sure if (value := getattr(one, self.distinct)) is not None}
        unnamed = [one for one in sure if getattr(one, self.distinct) is None]
        others = {value for one in perhaps if (value := getattr(one, self.distinct)) is not None}
        loose = [one for one in perhaps if getattr(one, self.distinct) is None]
        low = max(len(known), 1 if unnamed else 0)
        return low, len(known | others) + len(unnamed) + len(loose)

    def required(self, labels: Labels) -> Words:
        """At least 2 documents, counting each issuer once (kind: letter of interest)."""
        return _ASKED.format(
            number=asked_for(self, self.nouns()), once=self._once(), where=self.which(labels)
        )

    def _once(self) -> Words:
        if self.distinct is None:
            return NOTHING
        return _ONCE.format(field=called(item_of(self.of), self.distinct))

    def reckoned(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Iterator[Words]:
        """2 documents, of which 1 counts; at least 2 are needed."""
        sure, perhaps = self.sorted(entries, ground, on)
        why_not = NOTHING if sure or perhaps else self.left_out(entries, ground, at, on)
        yield capital(there_are(len(entries), len(sure), len(perhaps), self.nouns(), why_not))
        if self.distinct is not None and len(sure) > 1:
            field = called(item_of(self.of), self.distinct)
            yield _DIFFERENT.format(field=field, number=self._how_many(sure, [])[0])
        yield needed(self, ground, on, self.nouns())

    def changed(self, entries: Entries, ground: Ground, on: date) -> Words | None:
        low, high = self._how_many(*self.sorted(entries, ground, on))
        apart = changed_by(self, low, high, ground, on, self.nouns())
        if apart is None:
            return None
        words = _WOULD_NOT if apart == none_of(self.nouns()) else _WOULD
        return words.format(apart=apart, once=self._once(), kind=self._kind(ground.labels))

    def _kind(self, labels: Labels) -> Words:
        return self.which(labels)


_ASKED = Words("{number}{once}{where}", "{number}{once}{where}")
IN_BRACKETS = Words(" ({where})", " ({where})")
_ONCE = Words(", counting each {field} once", ", en comptant une fois chaque {field}")
_DIFFERENT = Words("each {field} counts once: {number}", typeset("chaque {field} compte une fois : {number}"))
_WOULD_NOT = Words("It would be met with {apart}{once}{kind}.", "Il ne faudrait {apart}{once}{kind}.")
_WOULD = Words("It would be met with {apart}{once}{kind}.", "Il faudrait {apart}{once}{kind}.")
