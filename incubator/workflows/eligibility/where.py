"""Which entries of a list count: a limit on each named field, of the sort the field holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from incubator.words import Words, both, day_words
from incubator.workflows.definitions import Hint, Problem, nested, problems_of, typeset
from incubator.workflows.eligibility import measuring
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.dating import DateLimits
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.reckoning import reckoned
from incubator.workflows.eligibility.sorts import called, sort_of
from incubator.workflows.eligibility.wording import MARKS
from incubator.workflows.problems import shown

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
        tests: list[tuple[str, Test]] = []
        problems: list[Problem] = []
        for name, value in written.items():
            if name not in item.model_fields:
                problems.append(((at, name), Hint("unknown field", name, tuple(item.model_fields))))
                continue
            if sort_of(item, name) == "date" and not isinstance(value, Mapping):
                why = f'{shown(value)} is no limit on a date — write for example {{ within = "3 months" }}'
                problems.append(((at, name), why))
                continue
            try:
                tests.append((name, _test(sort_of(item, name), value)))
            except ValidationError as error:
                problems += [((at, name, *where), why) for where, why in problems_of(error)]
        if problems:
            raise nested(problems)
        return cls(item, tuple(tests))

    def result(self, entry: Item, ground: Ground, on: date) -> Result:
        return worst(_result(test, getattr(entry, name), ground, on) for name, test in self.tests)

    def registers(self) -> Iterator[str]:
        for _, test in self.tests:
            if isinstance(test, ChoiceLimits):
                yield from test.lists_of_the_house()

    def changes(self, entries: tuple[Item, ...], ground: Ground) -> Iterator[date]:
        for name, test in self.tests:
            if isinstance(test, DateLimits):
                for entry in entries:
                    value = getattr(entry, name)
                    if value:
                        yield from test.turning_days(value, ground)
            elif isinstance(test, AmountLimits):
                yield from test.dates()

    def said(self, labels: Labels) -> Words:
        """kind: letter of interest; issuer: in the register “labelled”."""
        parts = [
            _COLON.format(field=called(self.item, name), limit=_said(test, name, labels))
            for name, test in self.tests
        ]
        return both(lambda language: MARKS[language].join(part[language] for part in parts))

    def failing(self, entry: Item, ground: Ground, on: date) -> list[tuple[str, Test]]:
        """The fields for which the entry does not count."""
        tests = ((name, test, getattr(entry, name)) for name, test in self.tests)
        return [(name, test) for name, test, value in tests if _result(test, value, ground, on) == "unmet"]

    def why_not(self, entry: Item, ground: Ground, on: date, *, said_on: Words) -> Iterator[Words]:
        """date of issue: 30 December 2026 + 3 months = 30 March 2027; sent on …: the limit is reached."""
        for name, test in self.failing(entry, ground, on):
            value, field = getattr(entry, name), called(self.item, name)
            if isinstance(test, DateLimits):
                lead = _COLON.format(field=field, limit=day_words(value))
                yield from reckoned(lead, test, value, ground, on, said_on=said_on)
            elif isinstance(test, AmountLimits):
                yield _COLON.format(field=field, limit=value.words)
            else:
                yield _COLON.format(field=field, limit=ground.labels.value(name, value))

    def open_in(
        self, entries: Iterable[Item], ground: Ground, on: date
    ) -> tuple[list[Words], list[str], list[str]]:
        """Why it is not known whether they count: empty fields, facts that are not known, registers."""
        fields: dict[str, Words] = {}
        facts: dict[str, None] = {}
        registers: dict[str, None] = {}
        for entry in entries:
            for name, test in self.tests:
                value = getattr(entry, name)
                if _result(test, value, ground, on) != "unknown":
                    continue
                if value is None:
                    fields[name] = called(self.item, name)
                    continue
                facts.update(dict.fromkeys(_facts_unknown(test, ground)))
                if isinstance(test, ChoiceLimits):
                    registers.update(dict.fromkeys(test.registers_unknown(ground)))
        return list(fields.values()), list(facts), list(registers)


def _facts_unknown(test: Test, ground: Ground) -> Iterator[str]:
    if isinstance(test, DateLimits):
        yield from test.unset(ground)
        return
    names = test.compares_with() if isinstance(test, ChoiceLimits) else test.shared()
    yield from (name for name in names if ground.facts.value(name) is None)


_COLON = Words("{field}: {limit}", typeset("{field} : {limit}"))


def _test(sort: str, value: Any) -> Test:
    if not isinstance(value, Mapping):
        several = isinstance(value, list | tuple)
        value = {"equal" if sort == "amount" else "one_of" if several else "is": value}
    return TESTS[sort].model_validate(value)


def _result(test: Test, value: Any, ground: Ground, on: date) -> Result:
    if isinstance(test, ChoiceLimits):
        return test.result(value, ground)
    if value is None:
        return "unknown"
    if isinstance(test, DateLimits):
        return test.holds(value, ground, on)
    assert isinstance(value, Amount)
    return test.result(value, value, ground, on)


def _said(test: Test, name: str, labels: Labels) -> Words:
    if isinstance(test, DateLimits):
        return test.said(labels)
    if isinstance(test, AmountLimits):
        return measuring.said(test, labels)
    return test.said(name, labels)
