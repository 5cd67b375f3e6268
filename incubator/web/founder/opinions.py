"""What the team found, without what it keeps to itself until the decision is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incubator.web.founder.dossier import Dossier
from incubator.words import Words
from incubator.workflows.eligibility.findings import Account, Finding

BEFORE_THE_CHECK = ("draft", "submitted", "info_requested")
LATER = Words("The team gives its opinion during the review.", "L’équipe se prononce pendant l’évaluation.")


def as_told(finding: Finding, dossier: Dossier) -> Finding:
    """Opinions and rules set aside stay with the team until the founder is told."""
    told = replace(finding, parts=tuple(as_told(part, dossier) for part in finding.parts))
    if finding.opinions and not dossier.is_told:  # given or not, it reads the same
        told = replace(told, result="unknown", account=Untold(finding.required))
    return replace(told, waived=None) if dossier.state in BEFORE_THE_CHECK else told


@dataclass(frozen=True, slots=True)
class Untold(Account):
    """What is asked, and no more."""

    asked: Words

    def required(self) -> Words:
        return self.asked

    def words(self) -> Words:
        return LATER
