"""Judge an applicant by the rules of an edition, on the dates each rule names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from incubator.words import Words, both, day
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.explained import NOTHING, OWNERS, SUBMISSION, reference_words
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
    panel = _Panel(facts, references, now, zone, Labels(edition.questions))
    findings = (panel.judge(rule, rule.at or SUBMISSION) for rule in edition.rules)
    return Assessment(tuple(replace(finding, waived=waivers.get(finding.id)) for finding in findings))


@dataclass(frozen=True, slots=True)
class _Panel:
    facts: Facts
    references: References
    now: datetime
    zone: str
    labels: Labels

    def judge(self, rule: Rule, at: tuple[str, ...]) -> Finding:
        """A condition first, then the rule; `at` is what a part inherits when it names no date itself."""
        for condition, wanted in ((rule.when, "met"), (rule.unless, "unmet")):
            if condition is not None:
                found = self.judge(condition, condition.at or at)
                if found.result != wanted:
                    return self._aside(rule, found, self._judge(rule, at))
        return self._judge(rule, at)

    def _judge(self, rule: Rule, at: tuple[str, ...]) -> Finding:
        if len(at) > 1:
            parts = tuple(self._judge(rule, (name,)) for name in at)
            return self._on_every_date(rule, parts)
        if isinstance(rule, Group):
            parts = tuple(self.judge(part, part.at or at) for part in rule.parts)
            return self._group(rule, at[0], parts)
        return self._single(rule, at[0])

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

    def _group(self, rule: Group, reference: str, parts: Parts) -> Finding:
        """Later parts put it off, unless those that are due decide it alone."""
        due = [part for part in parts if not part.deferred]
        is_put_off = len(due) < len(parts) and not rule.is_settled_by(due)
        finding = self._finding(rule, reference, rule.combine(parts))
        return replace(finding, parts=_of_severity(rule.severity, parts), deferred=is_put_off)

    def _single(self, rule: Rule, reference: str) -> Finding:
        finding = self._finding(
            rule, reference, rule.read(Case(self.facts, self._moment(reference), self.labels))
        )
        return replace(finding, words=_with_due_date(finding)) if finding.deferred else finding

    def _finding(self, rule: Rule, reference: str, reading: Reading) -> Finding:
        at = self._moment(reference)
        return Finding(
            id=rule.id, rule=rule.kind, severity=rule.severity, result=reading.result, reference=reference,
            on=at.on, required=rule.asked(self.labels), found=reading.found, source=reading.source,
            flips_on=reading.flips_on, deferred=at.is_later, owner=rule.owner, words=reading.words,
        )  # fmt: skip

    def _moment(self, reference: str) -> Moment:
        return moment(reference, self.references, now=self.now, zone=self.zone)


def _of_severity(severity: Severity, parts: Parts) -> tuple[Finding, ...]:
    """A part weighs what its group weighs."""
    return tuple(replace(p, severity=severity, parts=_of_severity(severity, p.parts)) for p in parts)


def _with_due_date(finding: Finding) -> Words:
    """The reason, then when it will be looked at and who sees to it."""
    words = Words("{why} To be checked: {on}{owner}.", typeset("{why} À vérifier : {on}{owner}."))
    owner = (
        Words("; {who}", typeset(" ; {who}")).format(who=OWNERS[finding.owner]) if finding.owner else NOTHING
    )
    return words.format(why=finding.words, on=_day_of(finding), owner=owner)


def _day_of(finding: Finding) -> Words:
    """The first day of the programme (1 September 2027)."""
    on, name = finding.on, reference_words(finding.reference)
    if on is None or finding.reference == on.isoformat():
        return name
    dated = Words("{reference} ({day})", "{reference} ({day})")
    return dated.format(reference=name, day=both(lambda language: day(on, language)))
