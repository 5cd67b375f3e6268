"""Judge an applicant by the rules of an edition, on the dates each rule names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from incubator.words import Words, both, day
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.explained import OWNERS, SUBMISSION, reference_words
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.findings import Assessment, Finding, Result, Severity, WaiverNote, worst
from incubator.workflows.eligibility.groups import Group, Parts
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import Moment, References, moment
from incubator.workflows.eligibility.rule import Case, Reading, Rule

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

NO_WAIVERS: Mapping[str, WaiverNote] = {}


def assess(
    edition: Edition,
    facts: Facts,
    references: References,
    *,
    now: datetime,
    zone: str,
    waivers: Mapping[str, WaiverNote] = NO_WAIVERS,
) -> Assessment:
    """One finding per rule, in the order of the edition; a waiver stands beside it."""
    panel = _Panel(facts, references, now, zone, edition.labels)
    findings = [panel.judge(rule, rule.at or SUBMISSION) for rule in edition.rules]
    return Assessment(tuple([_waived(finding, waivers) for finding in findings] if waivers else findings))


@dataclass(frozen=True, slots=True)
class _Panel:
    facts: Facts
    references: References
    now: datetime
    zone: str
    labels: Labels
    cases: dict[str, Case] = field(default_factory=dict)  # by reference

    def judge(self, rule: Rule, at: tuple[str, ...], weight: Severity | None = None) -> Finding:
        """A condition first, then the rule; `at` and `weight` are what a part takes from its group."""
        if rule.when is None and rule.unless is None:
            return self._judge(rule, at, weight)
        for condition, wanted in ((rule.when, "met"), (rule.unless, "unmet")):
            if condition is not None:
                found = self.judge(condition, condition.at or at, weight)
                if found.result != wanted:
                    return self._aside(rule, found, self._judge(rule, at, weight))
        return self._judge(rule, at, weight)

    def _judge(self, rule: Rule, at: tuple[str, ...], weight: Severity | None) -> Finding:
        if len(at) > 1:
            parts = tuple(self._judge(rule, (name,), weight) for name in at)
            return self._on_every_date(rule, parts)
        if isinstance(rule, Group):
            weight = weight or rule.severity
            parts = tuple(self.judge(part, part.at or at, weight) for part in rule.parts)
            return self._group(rule, at[0], parts, weight)
        return self._single(rule, at[0], weight or rule.severity)

    def _aside(self, rule: Rule, condition: Finding, found: Finding) -> Finding:
        """The condition says the rule is not for this applicant, or cannot be told yet."""
        result: Result = "unknown" if condition.result == "unknown" else "met"
        if result == "unknown" and found.result == "met":
            return found
        lead = Words("This rule does not apply. {why}", "Cette règle ne s’applique pas. {why}")
        if result == "unknown":
            lead = Words(
                "It is not clear yet whether this rule applies. {why}",
                "On ne sait pas encore si cette règle s’applique. {why}",
            )
        words = lead.format(why=condition.words)
        return replace(found, result=result, words=words, flips_on=None, parts=(condition, *found.parts))

    def _on_every_date(self, rule: Rule, parts: Parts) -> Finding:
        """Several references: it must hold on each; what is due already decides first."""
        due = [part for part in parts if not part.deferred]
        result = worst(part.result for part in due or parts)
        shown = next(part for part in due or parts if part.result == result)
        return replace(shown, parts=tuple(parts))

    def _group(self, rule: Group, reference: str, parts: Parts, weight: Severity) -> Finding:
        """Later parts put it off, unless those that are due decide it alone."""
        due = [part for part in parts if not part.deferred]
        is_put_off = len(due) < len(parts) and not rule.is_settled_by(due)
        reading, at = rule.combine(parts), self._case(reference).moment
        return self._finding(
            rule, at, reading, weight, words=reading.words, parts=parts, is_deferred=is_put_off
        )

    def _single(self, rule: Rule, reference: str, weight: Severity) -> Finding:
        case = self._case(reference)
        reading, at = rule.read(case), case.moment
        words = _with_due_date(reading.words, at, rule.owner) if at.is_later else reading.words
        return self._finding(rule, at, reading, weight, words=words, is_deferred=at.is_later)

    def _finding(
        self, rule: Rule, at: Moment, reading: Reading, weight: Severity, *, words: Words,
        is_deferred: bool, parts: Parts = (),
    ) -> Finding:  # fmt: skip
        return Finding(
            id=rule.id, rule=rule.kind, severity=weight, result=reading.result, reference=at.reference,
            on=at.on, required=rule.words or self._required(rule), found=reading.found,
            source=reading.source, flips_on=reading.flips_on, deferred=is_deferred, owner=rule.owner,
            words=words, parts=tuple(parts),
        )  # fmt: skip

    def _required(self, rule: Rule) -> Words:
        return both(lambda language: rule.required(self.labels)[language])

    def _case(self, reference: str) -> Case:
        case = self.cases.get(reference)
        if case is None:
            at = moment(reference, self.references, now=self.now, zone=self.zone)
            case = self.cases[reference] = Case(self.facts, at, self.labels)
        return case


def _waived(finding: Finding, waivers: Mapping[str, WaiverNote]) -> Finding:
    return replace(finding, waived=waivers[finding.id]) if finding.id in waivers else finding


def _with_due_date(why: Words, at: Moment, owner: str | None) -> Words:
    """The reason, then when it will be looked at and who sees to it."""

    def written(language: str) -> str:
        who = f"{_AND[language]}{OWNERS[owner][language]}" if owner else ""
        return _TO_BE_CHECKED[language].format(why=why[language], on=_day_of(at)[language], owner=who)

    return both(written)


def _day_of(at: Moment) -> Words:
    """The first day of the programme (1 September 2027)."""
    on, name = at.on, reference_words(at.reference)
    if on is None or at.reference == on.isoformat():
        return name
    dated = Words("{reference} ({day})", "{reference} ({day})")
    return dated.format(reference=name, day=both(lambda language: day(on, language)))


_TO_BE_CHECKED = Words("{why} To be checked: {on}{owner}.", typeset("{why} À vérifier : {on}{owner}."))
_AND = Words("; ", typeset(" ; "))
