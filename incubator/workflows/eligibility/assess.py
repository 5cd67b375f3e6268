"""Judge an applicant by the rules of an edition, on the dates each rule names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from incubator.workflows.eligibility.explained import SUBMISSION
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.findings import Assessment, Finding, Result, Severity, WaiverNote, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.groups import OPPOSITE, Group
from incubator.workflows.eligibility.judging import (
    OfGroup,
    OfSingle,
    OnEveryDate,
    UnderCondition,
    decided,
    is_put_off,
)
from incubator.workflows.eligibility.references import Moment, References, local_day, moment
from incubator.workflows.eligibility.rule import Rule, Single

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
    moments = _Moments(references, now, zone)
    ground = Ground(facts, edition.labels, moments.day_of, local_day(now, zone), moments.moving())
    return _assessed(edition, _Panel(ground, moments), waivers)


def _assessed(edition: Edition, panel: _Panel, waivers: Mapping[str, WaiverNote]) -> Assessment:
    findings = [panel.judge(rule, rule.at or SUBMISSION, rule.severity) for rule in edition.rules]
    told = tuple([_waived(finding, waivers) for finding in findings] if waivers else findings)
    return Assessment(told, lambda day: _assessed(edition, panel.on_day(day), waivers))


@dataclass(slots=True)
class _Moments:
    """Each reference, resolved once."""

    references: References
    now: datetime
    zone: str
    known: dict[str, Moment] = field(default_factory=dict)

    def of(self, reference: str) -> Moment:
        at = self.known.get(reference)
        if at is None:
            at = self.known[reference] = moment(reference, self.references, now=self.now, zone=self.zone)
        return at

    def moving(self) -> frozenset[str]:
        """What is today, as long as nothing has happened."""
        return MOVING if self.of("submission").moves else TODAY

    def on_day(self, day: date) -> _Moments:
        """As if it were that day, what is to come still to come."""
        moved = {name: replace(at, on=day) if at.moves else at for name, at in self.known.items()}
        return _Moments(self.references, self.now, self.zone, moved)

    def day_of(self, reference: str) -> date | None:
        return self.of(reference).on


@dataclass(slots=True)
class _Panel:
    ground: Ground
    moments: _Moments

    def on_day(self, day: date) -> _Panel:
        return _Panel(self.ground.on_day(day), self.moments.on_day(day))

    def judge(self, rule: Rule, at: tuple[str, ...], weight: Severity) -> Finding:
        """A condition first, then the rule; `at` and `weight` are what a part takes from its group."""
        found = self._judge(rule, at, weight)
        for condition, wanted in ((rule.unless, OTHERWISE), (rule.when, SO)):
            if condition is not None:
                found = self._under(self.judge(condition, condition.at or at, weight), found, wanted)
        return found

    def _judge(self, rule: Rule, at: tuple[str, ...], weight: Severity) -> Finding:
        if len(at) > 1:
            return self._on_every_date(tuple(self._judge(rule, (name,), weight) for name in at))
        if rule.is_group:
            return self._group(cast(Group, rule), at, weight)
        return self._single(cast(Single, rule), self.moments.of(at[0]), weight)

    def _under(self, condition: Finding, found: Finding, wanted: Result) -> Finding:
        """The condition says that the rule is not for this applicant, or cannot be told yet."""
        both = (condition, found)
        account = UnderCondition(found.account, self.ground, both, wanted, False, found.result)
        result = account.result_on(self.ground.today)
        is_kept = condition.result == wanted or (condition.result == "unknown" and result == "met")
        account.is_aside, account.result = not is_kept, result
        parts = found.parts if is_kept else (condition, *found.parts)
        return _put_off_with(condition, _like(found, account, result, parts), found, wanted)

    def _on_every_date(self, parts: tuple[Finding, ...]) -> Finding:
        """It must hold on each; what is due already decides first."""
        due = tuple(part for part in parts if not part.deferred) or parts
        result = worst(part.result for part in due)
        shown = next(part for part in due if part.result == result)
        return _like(shown, OnEveryDate(shown.account, self.ground, due), result, parts)

    def _group(self, rule: Group, at: tuple[str, ...], weight: Severity) -> Finding:
        """Later parts put it off, unless those that are due decide it alone."""
        parts = tuple([self.judge(part, part.at or at, weight) for part in rule.parts])
        on = self.moments.of(at[0])
        due = [part.result for part in parts if not part.deferred]
        return Finding(
            rule.id, rule.kind, weight, rule.result([part.result for part in parts]), on.reference, on.on,
            len(due) < len(parts) and not rule.is_settled_by(due), rule.owner,
            OfGroup(rule, self.ground, parts), parts,
        )  # fmt: skip

    def _single(self, rule: Single, at: Moment, weight: Severity) -> Finding:
        result = decided(rule, self.ground, at)
        account = OfSingle(rule, self.ground, at, result)
        return Finding(
            rule.id,
            rule.kind,
            weight,
            result,
            at.reference,
            at.on,
            is_put_off(at, result),
            rule.owner,
            account,
        )


def _like(one: Finding, account: OnEveryDate, result: Result, parts: tuple[Finding, ...]) -> Finding:
    return Finding(
        one.id, one.rule, one.severity, result, one.reference, one.on, one.deferred, one.owner, account, parts
    )


def _put_off_with(condition: Finding, one: Finding, rule: Finding, wanted: Result) -> Finding:
    """A condition due later puts off what hangs on it; one that says no today leaves nothing to come."""
    if not condition.deferred:
        return replace(one, deferred=False) if condition.result == OPPOSITE[wanted] else one
    if rule.deferred or rule.result == "met":
        return one
    owner = rule.owner or condition.owner
    return replace(one, deferred=True, reference=condition.reference, on=condition.on, owner=owner)


def _waived(finding: Finding, waivers: Mapping[str, WaiverNote]) -> Finding:
    return replace(finding, waived=waivers[finding.id]) if finding.id in waivers else finding


TODAY = frozenset({"now"})
MOVING = TODAY | {"submission"}
SO: Result = "met"
OTHERWISE: Result = "unmet"
