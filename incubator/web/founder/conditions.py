"""What is due after the sending, as founders read it: theirs to do, and what others see to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess, assess_all
from incubator.actions.eligibility.conditions import Condition, conditions_in
from incubator.web.founder.dossier import UNDECIDED, Dossier
from incubator.web.founder.opinions import as_told
from incubator.web.founder.settling import link_to
from incubator.web.told import Link
from incubator.web.work import now, session
from incubator.words import Words, both
from incubator.workflows.eligibility.findings import Finding

ON_THE_WAY_IN = ("accepted", "confirmed")
SHOWN = (*UNDECIDED, "waitlisted", *ON_THE_WAY_IN)  # until the entry, or the end


@dataclass(frozen=True, slots=True)
class OwnCondition:
    condition: Condition
    link: Link | None

    @property
    def finding(self) -> Finding:
        return self.condition.finding

    @property
    def owner(self) -> str:
        return self.condition.owner

    @property
    def due_on(self) -> date | None:
        return self.condition.due_on

    @property
    def title(self) -> Words:
        return self.finding.required

    @property
    def why(self) -> Words:
        """What is found, and what would change it where the day alone will not."""
        mend = self.finding.mend if self.condition.state == "unmet" else None
        return both(lambda language: " ".join(one[language] for one in (self.finding.told, mend) if one))

    @property
    def is_open(self) -> bool:
        return self.finding.result != "met" and self.finding.waived is None

    @property
    def is_theirs(self) -> bool:
        return self.owner == "founders"

    @property
    def asks_contact(self) -> bool:
        """Theirs, and no page of theirs takes it any more."""
        return self.is_theirs and self.is_open and self.link is None

    @property
    def status(self) -> str:
        """Of what others see to, only that it is done."""
        if not self.is_open:
            return "met"
        if not self.is_theirs:
            return ""
        return self.condition.state


def own_conditions(dossier: Dossier, editable: frozenset[str]) -> list[OwnCondition]:
    if dossier.state not in SHOWN:
        return []
    assessed = assess(session(), dossier.application, at=now())
    return _told(dossier, assessed, editable)


def before_entry(dossiers: Iterable[Dossier]) -> dict[str, list[OwnCondition]]:
    """By application id, of those that are to enter; asked for all at once."""
    entering = [one for one in dossiers if one.state in ON_THE_WAY_IN]
    found = assess_all(session(), [one.application for one in entering], at=now()) if entering else {}
    return {one.application.id: _told(one, found[one.application.id], frozenset()) for one in entering}


def _told(dossier: Dossier, assessed: Assessed, editable: frozenset[str]) -> list[OwnCondition]:
    """Made from what is told, so that nothing else can be read from it."""
    findings = tuple(as_told(finding, dossier) for finding in assessed.assessment.findings)
    told = replace(assessed, assessment=replace(assessed.assessment, findings=findings))
    found = conditions_in(told, zone=dossier.application.call.zone, at=dossier.at)
    return [_own(condition, dossier, editable) for condition in found]


def _own(condition: Condition, dossier: Dossier, editable: frozenset[str]) -> OwnCondition:
    is_to_do = condition.owner == "founders" and condition.state != "met" and not condition.is_waived
    return OwnCondition(condition, link_to(dossier, condition.place, editable) if is_to_do else None)
