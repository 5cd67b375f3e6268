"""Entries of a list counted or added up: those that surely count, and those that perhaps do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, model_validator

from incubator.words import Words, both, counted, joined
from incubator.workflows.definitions import nearest, nested, typeset
from incubator.workflows.eligibility import measuring
from incubator.workflows.eligibility.amounts import Amount, total
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import AmountLimits, in_a_row
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.sorts import called, item_of, names, sort_of
from incubator.workflows.eligibility.where import Where
from incubator.workflows.eligibility.wording import fact_words, missing_words, titled

Entries = tuple[Item, ...]


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
            raise nested([(("of",), f"“{self.of}” is no list of facts{nearest(self.of, names('list'))}")])
        self._where = Where.of(item_of(self.of), self.where, at="where")
        return self

    def needs(self) -> tuple[str, ...]:
        return (self.of,)

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

    def subject(self, labels: Labels) -> Words:
        """Documents (kind: letter of interest)."""
        noun = titled(self.nouns()[1])
        if not self.where:
            return noun
        return Words("{noun} ({where})", "{noun} ({where})").format(noun=noun, where=self._where.said(labels))

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        entries = self.entries(ground)
        if entries is None:
            return missing_words((self.of,), ground.labels)
        if at.on is None:
            return NOT_SET.format(day=REFERENCE_WORDS[at.reference])
        sure, perhaps = self.sorted(entries, ground, at.on)
        lead = self.counted_words(sure, ground, at.on)
        if not perhaps or result != "unknown":
            return lead
        rest = counted(len(perhaps), *self.nouns())
        return both(lambda language: f"{lead[language]} {_UNSURE[language].format(rest=rest[language])}")

    @abstractmethod
    def counted_words(self, sure: list[Item], ground: Ground, on: date) -> Words:
        """What is counted, and how it compares."""


NOT_SET = Words("The date is not set yet: {day}.", typeset("Date encore à fixer : {day}."))
_UNSURE = Words(
    "Of {rest}, it is not known yet whether it counts.",
    "Pour {rest}, on ne sait pas encore si cela compte.",
)


class Count(ListRule, AmountLimits):
    """How many entries count; `distinct` counts the different values of one of their fields."""

    kind: ClassVar[str] = "count"

    rule: Literal["count"]
    distinct: str | None = Field(None, description="Count the different values of this field.")

    @model_validator(mode="after")
    def _distinct_field(self) -> Any:
        known = item_of(self.of).model_fields
        if self.distinct is not None and self.distinct not in known:
            raise nested([(("distinct",), f"unknown field “{self.distinct}”{nearest(self.distinct, known)}")])
        return self

    def decide(self, ground: Ground, on: date) -> Result:
        entries = self.entries(ground)
        if entries is None:
            return "unknown"
        sure, perhaps = self.sorted(entries, ground, on)
        low, high = self._how_many(sure, perhaps)
        return self.result(Amount.of(low), Amount.of(high), ground, on)

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
        words = Words("{subject}: {limits}", typeset("{subject} : {limits}"))
        if self.distinct is not None:
            words = Words("{subject}, different by {field}: {limits}",
                          typeset("{subject}, distincts par : {field} : {limits}"))  # fmt: skip
        field = called(item_of(self.of), self.distinct) if self.distinct else ""
        limits = NEVER if self._is_never() else measuring.said(self, None, lambda n: fact_words(n, labels))
        return words.format(subject=self.subject(labels), field=field, limits=limits)

    def _is_never(self) -> bool:
        return self.at_most is not None and [str(limit.value) for limit in self.at_most] == ["0"]

    def counted_words(self, sure: list[Item], ground: Ground, on: date) -> Words:
        """2 documents count; at least 2."""
        number = self._how_many(sure, [])[0]
        lead = _ONE_COUNTS if number == 1 else _SOME_COUNT if number else _NONE_COUNTS
        said = lead.format(number=counted(number, *self.nouns()), noun=self.nouns()[0])
        limits = (
            NEVER if self._is_never() else measuring.said(self, on, lambda n: fact_words(n, ground.labels))
        )
        return in_a_row([said, _REQUIRED.format(limits=limits)])


_NONE_COUNTS = Words("No {noun} counts", typeset("Aucun élément pris en compte : {noun}"))
_ONE_COUNTS = Words("{number} counts", typeset("Pris en compte : {number}"))
_SOME_COUNT = Words("{number} count", typeset("Pris en compte : {number}"))
_REQUIRED = Words("asked for: {limits}", typeset("attendu : {limits}"))
NEVER = Words("none", "aucun")


class DocumentRule(Count):
    """At least one document of this kind, and all that `where` asks of it."""

    kind: ClassVar[str] = "document"

    rule: Literal["document"]  # type: ignore[assignment]  # a kind of its own
    of: str = Field("documents", description="Always the documents: it may be left out.")
    document: str | tuple[str, ...] = Field(
        description="The kind of document, or the key of the question that asks for the file; or several."
    )

    @model_validator(mode="before")
    @classmethod
    def _one_at_least(cls, value: Any) -> Any:
        limits = ("equal", "at_least", "at_most", "over", "under")
        if isinstance(value, dict) and not any(name in value for name in limits):
            return {**value, "at_least": 1}
        return value

    @model_validator(mode="after")
    def _of_that_kind(self) -> Any:
        kinds = (self.document,) if isinstance(self.document, str) else self.document
        self._where = Where.of(item_of("documents"), {"kind": list(kinds), **self.where})
        return self

    def needs(self) -> tuple[str, ...]:
        kinds = (self.document,) if isinstance(self.document, str) else self.document
        return ("documents", *kinds)

    def missing(self, ground: Ground) -> tuple[str, ...]:
        return ("documents",) if self.entries(ground) is None else ()

    def subject(self, labels: Labels) -> Words:
        kinds = (self.document,) if isinstance(self.document, str) else self.document
        name = joined((labels.question(kind) for kind in kinds), last=Words("or", "ou"))
        words = Words("Document: “{name}”", typeset("Document : « {name} »")).format(name=name)
        if not self.where:
            return words
        where = Where.of(item_of("documents"), self.where).said(labels)
        return Words("{words} ({where})", "{words} ({where})").format(words=words, where=where)


class Sum(ListRule, AmountLimits):
    """One field of the entries that count, added up; `plus` adds a fact, such as the aid asked for now."""

    kind: ClassVar[str] = "sum"

    rule: Literal["sum"]
    field: str = Field(description="The field of the entries that is added up: an amount.")
    plus: str | None = Field(None, description="An amount that is added: the aid asked for now.")
    per: str | None = Field(
        None, description="A total for each value of this field, as of one holder’s stakes; each must hold."
    )

    @model_validator(mode="after")
    def _of_amounts(self) -> Any:
        item = item_of(self.of)
        if self.field not in item.model_fields or sort_of(item, self.field) != "amount":
            fitting = [name for name in item.model_fields if sort_of(item, name) == "amount"]
            raise nested([(("field",), f"“{self.field}” is no amount{nearest(self.field, fitting)}")])
        return self

    def needs(self) -> tuple[str, ...]:
        return (self.of, *((self.plus,) if self.plus else ()), *self.shared())

    def decide(self, ground: Ground, on: date) -> Result:
        entries = self.entries(ground)
        if entries is None:
            return "unknown"
        if self.per is None:
            return self._decide(entries, ground, on, self._whole(entries))
        whole = self._whole(entries)
        groups = {getattr(entry, self.per) for entry in entries}
        results = [
            self._decide(self._of(entries, one), ground, on, whole) for one in groups if one is not None
        ]
        return worst([*results, "unknown"] if None in groups else results)

    def _of(self, entries: Entries, group: Any) -> Entries:
        return tuple(entry for entry in entries if getattr(entry, self.per or "") == group)

    def _decide(self, entries: Entries, ground: Ground, on: date, whole: Amount | None) -> Result:
        sure, perhaps = self.sorted(entries, ground, on)
        low = self._total(sure, ground)
        if low is None:
            return "unknown"
        more = [getattr(entry, self.field) for entry in perhaps]
        has_gaps = any(getattr(entry, self.field) is None for entry in (*sure, *perhaps))
        is_open = has_gaps or (self.plus is not None and ground.facts.value(self.plus) is None)
        high = None if is_open else total([low, *more], low.unit)
        return self.result(low, high, ground, on, whole)

    def _total(self, entries: list[Item], ground: Ground) -> Amount | None:
        """None when the entries are in several currencies."""
        known = [value for entry in entries if (value := getattr(entry, self.field)) is not None]
        extra = ground.facts.value(self.plus) if self.plus else None
        known += [extra] if isinstance(extra, Amount) else []
        units = {amount.unit for amount in known} or {self.unit() or self._unit_of_all(ground)}
        return total(known, units.pop()) if len(units) == 1 else None

    def _unit_of_all(self, ground: Ground) -> str:
        amounts = (getattr(entry, self.field) for entry in self.entries(ground) or ())
        return next((amount.unit for amount in amounts if amount is not None), "EUR")

    def _whole(self, entries: Entries) -> Amount | None:
        amounts = [getattr(entry, self.field) for entry in entries]
        if not amounts or any(amount is None for amount in amounts):
            return None
        units = {amount.unit for amount in amounts}
        return total(amounts, units.pop()) if len(units) == 1 else None

    def required(self, labels: Labels) -> Words:
        words = Words(
            "{subject}, {field} in total: {limits}", typeset("{subject}, {field} au total : {limits}")
        )
        limits = measuring.said(self, None, lambda name: fact_words(name, labels))
        return words.format(
            subject=self.subject(labels), field=called(item_of(self.of), self.field), limits=limits
        )

    def counted_words(self, sure: list[Item], ground: Ground, on: date) -> Words:
        amount = self._total(sure, ground)
        if amount is None:
            return Words("Several currencies: they cannot be added.",
                         "Plusieurs monnaies : elles ne s’additionnent pas.")  # fmt: skip
        lead = Words("{field} in total: {amount}", typeset("{field} au total : {amount}")).format(
            field=titled(called(item_of(self.of), self.field)), amount=amount.words
        )
        return measuring.compared(lead, self, amount, ground, on, self._whole(self.entries(ground) or ()))
