"""Does this call fit these answers? The rules the questions feed, judged as if it were sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from incubator.web.public.billboards import Billboard
from incubator.workflows.eligibility import assess, facts_from_answers
from incubator.workflows.eligibility.findings import Finding, Result, worst


@dataclass(frozen=True)
class Fit:
    """`judged` is what the questions can settle; `later` is looked at once an application is there."""

    board: Billboard
    judged: tuple[Finding, ...]
    later: tuple[Finding, ...]

    @property
    def verdict(self) -> Result:
        """The worst of what blocks; something only pointed out, or not told, is to be confirmed."""
        blocking = worst(finding.result for finding in self.judged if finding.counts)
        if blocking != "met":
            return blocking
        due = (finding for finding in self.judged if not finding.deferred)
        return "met" if all(finding.result == "met" for finding in due) else "unknown"

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.judged if finding.counts and finding.result == "unmet")


def fit(board: Billboard, answers: Mapping[str, Any]) -> Fit:
    """What can be said before anybody has applied: our own records and opinions come later."""
    asked = board.edition.self_check()
    found = assess(
        board.edition, facts_from_answers(board.edition, answers), board.references,
        now=board.sent_at, zone=board.call.zone,
    )  # fmt: skip
    fed = {rule.id for rule in board.edition.rules if any(rule.looks_at(question) for question in asked)}
    judged = tuple(finding for finding in found.findings if finding.id in fed)
    return Fit(board, judged, tuple(finding for finding in found.findings if finding.id not in fed))


def alternatives(board: Billboard, others: Iterable[Billboard], answers: Mapping[str, Any]) -> list[Fit]:
    """Other open calls that these answers fit, the surest first."""
    fits = [fit(other, answers) for other in others if other.is_open and other.call.id != board.call.id]
    return sorted((one for one in fits if one.verdict != "unmet"), key=lambda one: one.verdict != "met")
