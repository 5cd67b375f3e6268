"""What a rule found: never yes or no alone, but the required and the found, the date used and the reason."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from incubator.words import Words, both, weekday
from incubator.workflows.definitions import typeset

Result = Literal["met", "unmet", "unknown"]
Severity = Literal["block", "warn", "target"]
GROUPS = ("all", "any", "not")
OPINION = "judgement"  # the kind of rule that asks a person
WORST_FIRST: tuple[Result, ...] = ("unmet", "unknown", "met")


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """Somebody entitled set the rule aside: it stands beside the finding and never changes it."""

    by: str
    at: datetime
    reason: str


class Account(ABC):
    """What a finding says and how time changes it: worked out when somebody asks, most never are."""

    __slots__ = ()

    @abstractmethod
    def required(self) -> Words: ...

    @abstractmethod
    def words(self) -> Words:
        """One sentence, with the arithmetic."""

    def found(self) -> Words | None:
        return None

    def source(self) -> str | None:
        """Registry, typed, answer:<question> …"""
        return None

    def missing(self) -> tuple[str, ...]:
        """Facts and questions that would settle it."""
        return ()

    def mend(self) -> Words | None:
        """What would change the answer."""
        return None

    def turns(self) -> tuple[date, Result] | None:
        """The first later day with another result, and that result."""
        return None

    def is_ahead(self) -> bool:
        """Whether the day it is judged on is still to come."""
        return False

    def later_days(self) -> Iterable[date]:
        """Days after today on which time may change it, or one of its parts."""
        return ()


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    rule: str
    severity: Severity
    result: Result
    reference: str  # a name of REFERENCES, or an ISO date
    on: date | None  # the local day used; the due date of a deferred condition
    deferred: bool  # due later: does not count in the verdict, blocks entry
    owner: str | None  # who sees to a deferred condition
    account: Account = field(compare=False, repr=False)
    parts: tuple[Finding, ...] = ()
    waived: WaiverNote | None = None

    @property
    def required(self) -> Words:
        return self.account.required()

    @property
    def found(self) -> Words | None:
        return self.account.found()

    @property
    def source(self) -> str | None:
        return self.account.source()

    @property
    def words(self) -> Words:
        return self.account.words()

    @property
    def missing(self) -> tuple[str, ...]:
        return self.account.missing() if self.result == "unknown" else ()

    @property
    def mend(self) -> Words | None:
        """What would change the answer, in one sentence."""
        return self.account.mend()

    @property
    def flips_on(self) -> date | None:
        """The first day on which time alone changes the result."""
        turns = self.account.turns()
        return turns[0] if turns else None

    @property
    def turn(self) -> Words | None:
        """The same in one sentence."""
        turns = self.account.turns()
        return _TURNS[self.result, turns[1]].format(day=weekday_words(turns[0])) if turns else None

    @property
    def told(self) -> Words:
        """The sentence, and for a group those of the parts that made it so: for letters and refusals."""
        deciding = [part for part in self.parts if part.result == self.result]
        parts = [self.words, *(part.told for part in deciding)] if self.rule in GROUPS else [self.words]
        return both(lambda language: " ".join(words[language] for words in parts))

    def every(self) -> Iterator[Finding]:
        """This one, its parts and theirs."""
        yield self
        for part in self.parts:
            yield from part.every()

    @property
    def opinions(self) -> tuple[Finding, ...]:
        """What a person judges in it, however deep."""
        return tuple(one for one in self.every() if one.rule == OPINION)

    @property
    def is_ahead(self) -> bool:
        """The day it is judged on is still to come."""
        return self.deferred or self.account.is_ahead()

    @property
    def counts(self) -> bool:
        return self.severity == "block" and not self.deferred and self.waived is None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "rule": self.rule,
            "severity": self.severity,
            "result": self.result,
            "reference": self.reference,
            "on": self.on.isoformat() if self.on else None,
            "required": _json(self.required),
            "found": _json(self.found) if self.found else None,
            "source": self.source,
            "flips_on": self.flips_on.isoformat() if self.flips_on else None,
            "deferred": self.deferred,
            "owner": self.owner,
            "sentence": _json(self.words),
            "parts": [part.as_json() for part in self.parts],
            "missing": list(self.missing),
        }


def _json(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr}


def worst(results: Iterable[Result]) -> Result:
    """Unmet before unknown before met; nothing to judge is met."""
    found = set(results)
    for result in WORST_FIRST:
        if result in found:
            return result
    return "met"


@dataclass(frozen=True, slots=True)
class Assessment:
    findings: tuple[Finding, ...]
    on_day: Callable[[date], Assessment] = field(compare=False, repr=False)

    @property
    def verdict(self) -> Result:
        """The worst of the blocking rules that are due and not waived."""
        return worst(finding.result for finding in self.findings if finding.counts)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.counts and f.result == "unmet")

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.counts and f.result == "unknown")

    @property
    def lapses_on(self) -> date | None:
        """The first day on which time alone makes what is met stop being met."""
        if self.verdict != "met":
            return None
        days = sorted({day for finding in self.findings for day in finding.account.later_days()})
        return next((day for day in days if self.on_day(day).verdict != "met"), None)

    def looks_again_on(self, today: date) -> date | None:
        """The first later day on which anything may come out otherwise: a flip, or a date that passes."""
        days = (day for one in self.findings for day in (*_still_to_come(one), *_flips_in(one)))
        return min((day for day in days if day > today), default=None)

    @property
    def deferred(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.deferred)

    def finding(self, rule_id: str) -> Finding:
        return next(finding for finding in self.findings if finding.id == rule_id)

    def as_json(self, programme: str, edition: str) -> dict[str, Any]:
        findings = [finding.as_json() for finding in self.findings]
        return {"programme": programme, "edition": edition, "verdict": self.verdict, "findings": findings}


def _flips_in(finding: Finding) -> Iterator[date]:
    """Its own and those of its parts: a part may change whether the whole is put off."""
    if finding.flips_on:
        yield finding.flips_on
    for part in finding.parts:
        yield from _flips_in(part)


def _still_to_come(finding: Finding) -> Iterator[date]:
    """An instant passes some time during its day: by the next one it has. Of a group, its parts tell."""
    if finding.on and finding.is_ahead and finding.rule not in GROUPS:
        yield from (finding.on, finding.on + timedelta(days=1))
    for part in finding.parts:
        yield from _still_to_come(part)


def weekday_words(on: date) -> Words:
    """Wednesday 31 March 2027."""
    return both(lambda language: weekday(on, language))


_TURNS: dict[tuple[Result, Result], Words] = {
    ("met", "unmet"): Words(
        "Time alone changes this: no longer met from {day} on.",
        typeset("Le temps seul change ce résultat : plus rempli à partir du {day}."),
    ),
    ("met", "unknown"): Words(
        "Time alone changes this: no longer certain from {day} on.",
        typeset("Le temps seul change ce résultat : plus certain à partir du {day}."),
    ),
    ("unmet", "met"): Words(
        "Time alone changes this: met from {day} on.",
        typeset("Le temps seul change ce résultat : rempli à partir du {day}."),
    ),
    ("unmet", "unknown"): Words(
        "Time alone changes this: open again from {day} on.",
        typeset("Le temps seul change ce résultat : de nouveau ouvert à partir du {day}."),
    ),
    ("unknown", "met"): Words(
        "Time alone changes this: met from {day} on.",
        typeset("Le temps seul change ce résultat : rempli à partir du {day}."),
    ),
    ("unknown", "unmet"): Words(
        "Time alone changes this: not met from {day} on.",
        typeset("Le temps seul change ce résultat : non rempli à partir du {day}."),
    ),
}
