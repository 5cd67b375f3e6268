"""Judge an applicant by the rules of an edition, on the dates each rule names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from incubator.words import Words, both, day
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.explained import OWNERS, SUBMISSION, reference_words
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.findings import Assessment, Finding, Result, Severity, WaiverNote, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.judging import Judged, ResultOn, days_of, flip, result_on
from incubator.workflows.eligibility.labels import Labels
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
    panel = _Panel(facts, references, now, zone, edition.labels)
    findings = [panel.judge(rule, rule.at or SUBMISSION).finding for rule in edition.rules]
    return Assessment(tuple([_waived(finding, waivers) for finding in findings] if waivers else findings))


@dataclass(slots=True)
class _Panel:
    facts: Facts
    references: References
    now: datetime
    zone: str
    labels: Labels
    moments: dict[str, Moment] = field(default_factory=dict)
    ground: Ground = field(init=False)
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(self.facts, self.labels, lambda name: self._moment(name).on)
        self.today = local_day(self.now, self.zone)

    def judge(self, rule: Rule, at: tuple[str, ...], weight: Severity | None = None) -> Judged:
        """A condition first, then the rule; `at` and `weight` are what a part takes from its group."""
        if rule.when is None and rule.unless is None:
            return self._judge(rule, at, weight)
        for condition, wanted in ((rule.when, "met"), (rule.unless, "unmet")):
            if condition is not None:
                found = self.judge(condition, condition.at or at, weight)
                rest = self._judge(rule, at, weight)
                if found.result != wanted:
                    return self._aside(found, rest, wanted)
                return self._kept(found, rest, wanted)
        return self._judge(rule, at, weight)

    def _judge(self, rule: Rule, at: tuple[str, ...], weight: Severity | None) -> Judged:
        if len(at) > 1:
            return self._on_every_date([self._judge(rule, (name,), weight) for name in at])
        if isinstance(rule, Group):
            weight = weight or rule.severity
            parts = [self.judge(part, part.at or at, weight) for part in rule.parts]
            return self._group(rule, self._moment(at[0]), parts, weight)
        assert isinstance(rule, Single)
        return self._single(rule, self._moment(at[0]), weight or rule.severity)

    def _kept(self, condition: Judged, judged: Judged, wanted: str) -> Judged:
        """The rule applies today; the day may come when it no longer does."""
        return self._moving(judged.finding, _conditional(condition, judged, wanted), (condition, judged))

    def _aside(self, condition: Judged, judged: Judged, wanted: str) -> Judged:
        """The condition says the rule is not for this applicant, or cannot be told yet."""
        result_on = _conditional(condition, judged, wanted)
        result = result_on(self.today)
        if result == "met" and condition.result == "unknown":
            return self._moving(judged.finding, result_on, (condition, judged))
        lead = _UNCLEAR if result == "unknown" else _ASIDE
        words = lead.format(why=condition.finding.words)
        parts = (condition.finding, *judged.finding.parts)
        finding = replace(judged.finding, result=result, words=words, parts=parts)
        return self._moving(finding, result_on, (condition, judged))

    def _on_every_date(self, parts: list[Judged]) -> Judged:
        """Several references: it must hold on each; what is due already decides first."""
        due = [part for part in parts if not part.finding.deferred] or parts
        result = worst(part.result for part in due)
        shown = next(part for part in due if part.result == result).finding
        finding = replace(shown, parts=tuple(part.finding for part in parts))
        return self._moving(finding, lambda day: worst(part.result_on(day) for part in due), due)

    def _group(self, rule: Group, at: Moment, parts: list[Judged], weight: Severity) -> Judged:
        """Later parts put it off, unless those that are due decide it alone."""
        due = [part.result for part in parts if not part.finding.deferred]
        findings = tuple(part.finding for part in parts)
        on: ResultOn = lambda day: rule.result([part.result_on(day) for part in parts])  # noqa: E731
        days = _days_of_all(parts)
        finding = Finding(
            id=rule.id, rule=rule.kind, severity=weight, result=rule.result([f.result for f in findings]),
            reference=at.reference, on=at.on, required=rule.words or self._required(rule),
            found=rule.found(findings), source=_sources(rule.deciding(findings)),
            deferred=len(due) < len(parts) and not rule.is_settled_by(due), owner=rule.owner,
            words=both(lambda language: rule.why(findings)[language]), parts=findings,
            missing=tuple(dict.fromkeys(name for part in findings for name in part.missing)),
            flips=lambda: flip(on, days(), today=self.today),
        )  # fmt: skip
        return Judged(finding, on, days)

    def _single(self, rule: Single, at: Moment, weight: Severity) -> Judged:
        ground = self.ground
        on = result_on(rule, ground, at)
        result = on(self.today)
        why = both(lambda language: rule.why(ground, at, result)[language])

        def days() -> Iterable[date]:
            return days_of(rule, ground, at)

        finding = Finding(
            id=rule.id, rule=rule.kind, severity=weight, result=result, reference=at.reference, on=at.on,
            required=rule.words or self._required(rule), found=rule.found(ground),
            source=rule.sources(ground), deferred=at.is_later, owner=rule.owner,
            words=_with_due_date(why, at, rule.owner) if at.is_later else why,
            missing=rule.missing(ground) if result == "unknown" else (),
            flips=lambda: flip(on, days(), today=self.today),
        )  # fmt: skip
        return Judged(finding, on, days)

    def _moving(self, finding: Finding, on: ResultOn, parts: Iterable[Judged]) -> Judged:
        days = _days_of_all(parts)
        return Judged(replace(finding, flips=lambda: flip(on, days(), today=self.today)), on, days)

    def _required(self, rule: Rule) -> Words:
        return both(lambda language: rule.required(self.labels)[language])

    def _moment(self, reference: str) -> Moment:
        at = self.moments.get(reference)
        if at is None:
            at = self.moments[reference] = moment(reference, self.references, now=self.now, zone=self.zone)
        return at


def _conditional(condition: Judged, judged: Judged, wanted: str) -> ResultOn:
    """Where the condition does not hold there is nothing to meet; where it is unknown, only met is sure."""

    def on(day: date) -> Result:
        found, result = condition.result_on(day), judged.result_on(day)
        if found == wanted or (found == "unknown" and result == "met"):
            return result
        return "unknown" if found == "unknown" else "met"

    return on


def _days_of_all(parts: Iterable[Judged]) -> Callable[[], Iterable[date]]:
    listed = tuple(parts)
    return lambda: [one for part in listed for one in part.days()]


def _sources(parts: Iterable[Finding]) -> str | None:
    return ", ".join(sorted({part.source for part in parts if part.source})) or None


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


_ASIDE = Words("This rule does not apply. {why}", "Cette règle ne s’applique pas. {why}")
_UNCLEAR = Words(
    "It is not clear yet whether this rule applies. {why}",
    "On ne sait pas encore si cette règle s’applique. {why}",
)
_TO_BE_CHECKED = Words("{why} To be checked: {on}{owner}.", typeset("{why} À vérifier : {on}{owner}."))
_AND = Words("; ", typeset(" ; "))
