"""The rules of the call, and what was found: without what only the team may read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask.typing import ResponseReturnValue

from incubator.actions.assessments import assess
from incubator.web.founder.dossier import UNDECIDED, Dossier, dossier_of
from incubator.web.pages import page
from incubator.web.work import now, session
from incubator.words import Words
from incubator.workflows.eligibility.explained import reference_words
from incubator.workflows.eligibility.findings import Finding

JUDGED = "judged"
CHECKED = ("submitted", "info_requested")
LATER = Words("The team gives its opinion during the review.", "L’équipe se prononce pendant l’évaluation.")


@dataclass(frozen=True, slots=True)
class Row:
    finding: Finding
    reference: Words
    parts: tuple[Row, ...]


def show(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    return page(dossier=dossier, rows=rows_of(dossier))


def rows_of(dossier: Dossier) -> list[Row]:
    found = assess(session(), dossier.application, at=now()).assessment
    return [_row(_as_told(finding, dossier)) for finding in found.findings]


def _as_told(finding: Finding, dossier: Dossier) -> Finding:
    """Opinions and set-aside rules stay with the team until a decision is told."""
    parts = tuple(_as_told(part, dossier) for part in finding.parts)
    told = replace(finding, parts=parts)
    if finding.source == JUDGED and dossier.state in UNDECIDED:
        told = replace(told, result="unknown", found=None, words=LATER)
    return replace(told, waived=None) if dossier.state in CHECKED else told


def _row(finding: Finding) -> Row:
    return Row(finding, reference_words(finding.reference), tuple(_row(part) for part in finding.parts))
