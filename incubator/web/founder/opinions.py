"""What the team found, without what it keeps to itself until the decision is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incubator.web.founder.dossier import Dossier
from incubator.words import Words
from incubator.workflows.eligibility.findings import OPINION, Account, Finding
from incubator.workflows.eligibility.judging import OfSingle, UnderCondition

BEFORE_THE_CHECK = ("draft", "submitted", "info_requested")
OURS = frozenset({"ties"})  # with those who decide: only the team looks at them
LATER = Words("The team gives its opinion during the review.", "L’équipe se prononce pendant l’évaluation.")


def as_told(finding: Finding, dossier: Dossier) -> Finding:
    """Opinions and rules set aside stay with the team until the founder is told."""
    told = replace(finding, parts=tuple(as_told(part, dossier) for part in finding.parts))
    if not dossier.is_told and _hangs_on_opinion(finding, _ours(dossier)):  # given or not, it reads the same
        parts = () if _is_put_on_condition(finding, _ours(dossier)) else told.parts
        told = replace(told, result="unknown", account=Untold(finding.required), parts=parts)
    return replace(told, waived=None) if dossier.state in BEFORE_THE_CHECK else told


def _ours(dossier: Dossier) -> frozenset[str]:
    """What one of them did in another venture is not for the others to read here."""
    return OURS if len(dossier.application.venture.members) < 2 else OURS | {"participations"}


def _hangs_on_opinion(finding: Finding, ours: frozenset[str]) -> bool:
    """A part of it, or what decides whether it applies at all: that is no part once it does."""
    is_kept = finding.rule == OPINION or _looks_at(finding, ours)
    return is_kept or any(_hangs_on_opinion(one, ours) for one in _behind(finding))


def _looks_at(finding: Finding, facts: frozenset[str]) -> bool:
    account = finding.account
    return isinstance(account, OfSingle) and not facts.isdisjoint(account.rule.needs())


def _behind(finding: Finding) -> tuple[Finding, ...]:
    account = finding.account
    return (*finding.parts, *(account.due if isinstance(account, UnderCondition) else ()))


def _is_put_on_condition(finding: Finding, ours: frozenset[str]) -> bool:
    """Whether somebody’s opinion decides that it applies: its parts would tell."""
    account = finding.account
    return isinstance(account, UnderCondition) and any(_hangs_on_opinion(one, ours) for one in account.due)


@dataclass(frozen=True, slots=True)
class Untold(Account):
    """What is asked, and no more."""

    asked: Words

    def required(self) -> Words:
        return self.asked

    def words(self) -> Words:
        return LATER
