"""The rules of the call, and what was found: without what only the team may read."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.actions.applications import editable_questions
from incubator.actions.days import local_day
from incubator.actions.eligibility.assessments import assess
from incubator.web.founder.dossier import Dossier, dossier_of
from incubator.web.founder.opinions import as_told
from incubator.web.founder.settling import links_of
from incubator.web.pages import page
from incubator.web.told import told, told_later
from incubator.web.work import now, session
from incubator.workflows.eligibility.findings import Finding


def show(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    findings, edition = findings_of(dossier), dossier.edition
    links = links_of(dossier, editable_questions(session(), dossier.application, at=now()))
    later = [finding for finding in findings if finding.deferred]
    sent_on = local_day(dossier.application.submitted_at or now(), dossier.application.call.zone)
    return page(
        dossier=dossier, findings=findings,
        due=told([finding for finding in findings if not finding.deferred], edition, links),
        later=told_later(later, edition, links, sent_on=sent_on),
    )  # fmt: skip


def findings_of(dossier: Dossier) -> list[Finding]:
    found = assess(session(), dossier.application, at=now()).assessment
    return [as_told(finding, dossier) for finding in found.findings]
