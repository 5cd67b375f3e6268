"""Which entries of a list count: a limit on each named field, of the sort the field holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from incubator.words import NARROW, Words, both
from incubator.workflows.definitions import Loc, nearest, nested, problems_of, typeset
from incubator.workflows.eligibility import measuring
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.dating import DateLimits
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.sorts import called, sort_of
from incubator.workflows.eligibility.wording import fact_words

Test = DateLimits | AmountLimits | ChoiceLimits
TESTS: dict[str, type[Test]] = {"date": DateLimits, "amount": AmountLimits, "choice": ChoiceLimits}


@dataclass(frozen=True, slots=True)
class Where:
    """All of the tests hold for an entry that counts."""

    item: type[Item]
    tests: tuple[tuple[str, Test], ...]

    @classmethod
    def of(cls, item: type[Item], written: Mapping[str, Any], *, at: str = "where") -> Where:
        """A plain value means: is that. The problems name the field and its nearest."""
        tests = []
        for name, value in written.items():
            if name not in item.model_fields:
                raise nested([((at, name), f"unknown field “{name}”{nearest(name, item.model_fields)}")])
            tests.append((name, _test((at, name), sort_of(item, name), value)))
        return cls(item, tuple(tests))

    def result(self, entry: Item, ground: Ground, on: date) -> Result:
        return worst(_result(test, getattr(entry, name), ground, on) for name, test in self.tests)

    def changes(self, entries: tuple[Item, ...], ground: Ground) -> Iterator[date]:
        for name, test in self.tests:
            if isinstance(test, DateLimits):
                for entry in entries:
                    value = getattr(entry, name)
                    span = test.span(value, ground) if value else None
                    if span is not None:
                        yield from span.changes()
            elif isinstance(test, AmountLimits):
                yield from test.dates()

    def said(self, ground_labels: Any) -> Words:
        """kind: letter of interest; issuer: in the register “labelled”."""
        parts = [
            _COLON.format(field=called(self.item, name), limit=_said(test, name, ground_labels))
            for name, test in self.tests
        ]
        marks = {"en": "; ", "fr": f"{NARROW}; "}
        return both(lambda language: marks[language].join(part[language] for part in parts))


_COLON = Words("{field}: {limit}", typeset("{field} : {limit}"))


def _test(loc: Loc, sort: str, value: Any) -> Test:
    if not isinstance(value, Mapping):
        key = {"choice": "one_of" if isinstance(value, list | tuple) else "is", "amount": "equal"}.get(sort)
        if key is None:
            raise nested([(loc, 'is a date: give a limit, for example { within = "3 months" }')])
        value = {key: value}
    try:
        return TESTS[sort].model_validate(value)
    except ValidationError as error:
        raise nested([((*loc, *where), why) for where, why in problems_of(error)]) from None


def _result(test: Test, value: Any, ground: Ground, on: date) -> Result:
    if isinstance(test, ChoiceLimits):
        return test.result(value, ground)
    if value is None:
        return "unknown"
    if isinstance(test, DateLimits):
        return test.holds(value, ground, on)
    assert isinstance(value, Amount)
    return test.result(value, value, ground, on)


def _said(test: Test, name: str, labels: Any) -> Words:
    if isinstance(test, DateLimits):
        return test.said(lambda fact: fact_words(fact, labels))
    if isinstance(test, AmountLimits):
        return measuring.said(test, None, lambda fact: fact_words(fact, labels))
    return test.said(name, labels, lambda fact: fact_words(fact, labels))
