"""What a rule found: never yes or no alone, but the required and the found, the date used and the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from incubator.words import Words, both

Result = Literal["met", "unmet", "unknown"]
Severity = Literal["block", "warn", "target"]
GROUPS = ("all", "any", "not")
WORST_FIRST: tuple[Result, ...] = ("unmet", "unknown", "met")


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """Somebody entitled set the rule aside: it stands beside the finding and never changes it."""

    by: str
    at: datetime
    reason: str


def _never() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    rule: str
    severity: Severity
    result: Result
    reference: str  # a name of REFERENCES, or an ISO date
    on: date | None  # the local day used; the due date of a deferred condition
    required: Words
    found: Words | None
    source: str | None  # registry, typed, answer:<question> ...
    deferred: bool  # due later: does not count in the verdict, blocks entry
    owner: str | None  # who sees to a deferred condition
    words: Words
    parts: tuple[Finding, ...] = ()
    waived: WaiverNote | None = None
    missing: tuple[str, ...] = ()  # facts and questions that would settle it
    flips: Callable[[], date | None] = field(default=_never, compare=False, repr=False)

    @property
    def flips_on(self) -> date | None:
        """The first day on which time alone changes the result; looked for when somebody asks."""
        return self.flips()

    @property
    def told(self) -> Words:
        """The sentence, and for a group those of the parts that made it so: for letters and refusals."""
        deciding = [part for part in self.parts if part.result == self.result]
        parts = [self.words, *(part.told for part in deciding)] if self.rule in GROUPS else [self.words]
        return both(lambda language: " ".join(words[language] for words in parts))

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
    def deferred(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.deferred)

    def finding(self, rule_id: str) -> Finding:
        return next(finding for finding in self.findings if finding.id == rule_id)

    def as_json(self, programme: str, edition: str) -> dict[str, Any]:
        findings = [finding.as_json() for finding in self.findings]
        return {"programme": programme, "edition": edition, "verdict": self.verdict, "findings": findings}
