"""The rules of real programmes in tests/corpus, read and really judged, for the documents that show them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from incubator.cli.documents import toml
from incubator.errors import IncubatorError
from incubator.settings import ROOT
from incubator.workflows.eligibility import Finding, References, assess, read_facts
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.programme import Edition

CORPUS = ROOT / "tests" / "corpus"
SENT = date(2027, 3, 30)  # where a case gives no other day
ZONE = "Europe/Paris"
NAMES = {"genopole": "A biocluster’s own calls", "others": "Programmes elsewhere",
         "five": "Five rules more, added as TOML"}  # fmt: skip
Written = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """What is known, on which days, and what is found."""

    facts: Written
    at: Written
    expected: Written
    finding: Finding

    @property
    def is_right(self) -> bool:
        found, asked = self.finding, self.expected
        agrees = (found.result, found.deferred) == (asked["result"], asked.get("deferred", False))
        return agrees and ("flips_on" not in asked or found.flips_on == asked["flips_on"])

    @property
    def known(self) -> str:
        """The facts, in one line."""
        return f"`{toml.flat(self.facts)}`" if self.facts else "nothing"

    @property
    def days(self) -> str:
        return f"`{toml.pairs(self.at)}`" if self.at else ""


@dataclass(frozen=True)
class Shown:
    """One rule of a règlement, with its cases."""

    ref: str
    programme: str
    says: str
    before: str  # what could not be said before, where that is told
    written: Written
    rule: Rule
    cases: tuple[Case, ...]

    @property
    def snippet(self) -> Iterator[str]:
        return toml.rule(self.written)

    @property
    def right(self) -> int:
        return sum(case.is_right for case in self.cases)

    def part(self, kind: str) -> Shown:
        """The same cases, put before the innermost part of its groups that holds this kind."""
        written = self.written
        while written["rule"] != kind and isinstance(written.get("of"), list):
            written = next(part for part in written["of"] if kind in kinds_in(part))
        cases = tuple(replace(one, finding=judged(written, one.facts, one.at)) for one in self.cases)
        return replace(self, written=written, rule=edition(written).rules[0], cases=cases)

    def first(self, result: str) -> Case | None:
        return next((case for case in self.cases if case.finding.result == result), None)


@lru_cache(maxsize=1)
def corpus() -> dict[str, tuple[Shown, ...]]:
    """The files, by what they hold; the biocluster's own calls first."""
    files = sorted(CORPUS.glob("*.toml"), key=lambda file: [*NAMES, file.stem].index(file.stem))
    if not files:
        raise IncubatorError(f"The documents show the rules of {CORPUS}: run this where the tests are.")
    read = {file.stem: tomllib.loads(file.read_text("utf-8"))["rule"] for file in files}
    return {NAMES.get(name, name): tuple(_shown(one) for one in rules) for name, rules in read.items()}


def every() -> Iterator[Shown]:
    return (one for rules in corpus().values() for one in rules)


def kinds_in(rule: Any) -> set[str]:
    """The kinds of a rule as it is written, and of those inside it."""
    if isinstance(rule, list):
        return {kind for part in rule for kind in kinds_in(part)}
    if not isinstance(rule, Mapping):
        return set()
    inside = kinds_in([rule.get(key) for key in ("of", "when", "unless")])
    return inside | ({rule["rule"]} if "rule" in rule else set())


def judged(rule: Written, facts: Written, at: Written) -> Finding:
    """One finding; the application is not sent yet, so its day is today."""
    dates = dict(at)
    on = dates.pop("now", SENT)
    now = on if isinstance(on, datetime) else datetime.combine(on, time(12), UTC)
    found = assess(edition(rule), read_facts(facts), References(**dates), now=now, zone=ZONE)
    return found.findings[0]


def edition(*rules: Written) -> Edition:
    """The smallest one that holds these rules."""
    said = {"en": "Any", "fr": "Tous"}
    asked = {"key": "any", "step": "check", "title": said, "why": said,
             "question": [{"key": "any", "kind": "text", "label": said}]}  # fmt: skip
    course = {"key": "1", "source": said, "dated": SENT, "stages": ["check", "decision"]}
    named = [{"id": "one", **rule} for rule in rules]
    return Edition.model_validate(
        {**course, "confirm_within": "14 days", "task": [asked], "eligibility": named}
    )


def _shown(one: Mapping[str, Any]) -> Shown:
    cases = tuple(
        Case(case["facts"], case.get("at", {}), case, judged(one["is"], case["facts"], case.get("at", {})))
        for case in one["cases"]
    )
    return Shown(one["ref"], one["programme"], one["says"], one.get("before", ""), one["is"],
                 edition(one["is"]).rules[0], cases)  # fmt: skip
