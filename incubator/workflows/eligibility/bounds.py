"""A day to compare with: a date, the day judged on, or a date of the programme and so long from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from incubator.errors import DefinitionError
from incubator.words import Words, both, day
from incubator.workflows.definitions import nearest
from incubator.workflows.eligibility.references import REFERENCES
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.problems import no_such_day
from incubator.workflows.terms import Length
from incubator.workflows.written import Written

THEN = "then"  # the day the rule is judged on
_BOUND = re.compile(r"([a-z_]+)(?:\s*([+-])\s*(\d.*))?")
_BEFORE = Words("the day {length} before {name}", "le jour situé {length} avant {name}")
_AFTER = Words("the day {length} after {name}", "le jour situé {length} après {name}")
_THAT_DAY = Words("that day", "ce jour-là")


@dataclass(frozen=True, slots=True)
class Bound(Written):
    """Written "2024-02-01", "then", "entry", "entry + 6 months" or "call_closing - 3 years"."""

    name: str = ""
    length: Length | None = None
    is_before: bool = False
    on: date | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        try:
            return cls(on=date.fromisoformat(text.strip()))
        except ValueError:
            pass
        found = _BOUND.fullmatch(text.strip())
        if found is None:
            says = no_such_day(text)
            raise DefinitionError(Words(says, says) if says else _not_a_day(text))
        name = found[1]
        if name not in REFERENCES and name != THEN:
            says = f"unknown day “{name}”{nearest(name, (*REFERENCES, THEN))}"
            raise DefinitionError(Words(says, says))
        if name == THEN and found[2]:
            says = "“then” takes no length: give under, at_most, at_least, over, within or ahead_at_least"
            raise DefinitionError(Words(says, says))
        return cls(name, Length.parse(found[3]) if found[3] else None, found[2] == "-")

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, date):
            return cls(on=value)
        return super(Bound, cls)._validate(value)

    def __str__(self) -> str:
        if self.on is not None:
            return self.on.isoformat()
        return f"{self.name} {'-' if self.is_before else '+'} {self.length}" if self.length else self.name

    def day(self, then: date, day_of: Callable[[str], date | None]) -> date | None:
        """None while the date it is counted from is not set."""
        if self.on is not None:
            return self.on
        start = then if self.name == THEN else day_of(self.name)
        if start is None or self.length is None:
            return start
        return self.length.before(start) if self.is_before else self.length.after(start)

    def crossings(self, value: date) -> Iterator[date]:
        """Days around which the date stops or starts being beyond it, where it is counted from today."""
        turns = value
        if self.length is not None:
            turns = self.length.after(value) if self.is_before else self.length.before(value)
        yield from (turns + timedelta(days=n) for n in range(-4, 6))

    @property
    def is_moving(self) -> bool:
        """Counted from the day the rule is judged on."""
        return self.name == THEN

    @property
    def words(self) -> Words:
        """1 February 2024 (le 1er février 2024); that day; 6 months after the first day of the programme."""
        if self.on is not None:
            on = self.on
            return both(lambda language: f"le {day(on, language)}" if language == "fr" else day(on, language))
        name = _THAT_DAY if self.name == THEN else REFERENCE_WORDS[self.name]
        if self.length is None:
            return name
        side = _BEFORE if self.is_before else _AFTER
        return side.format(length=self.length.words, name=name)


def _not_a_day(text: str) -> Words:
    return Words(
        f"“{text}” is no day: write for example “2027-03-30”, “entry” or “entry + 6 months”.",
        f"« {text} » n’est pas un jour : écrivez par exemple « 2027-03-30 », « entry » ou "
        "« entry + 6 months ».",
    )
