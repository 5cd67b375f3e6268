"""What the director decides: rules to waive or keep, decisions to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import decisions
from incubator.actions.eligibility import waivers
from incubator.actions.eligibility.assessments import assess_all
from incubator.errors import Refused, Stale
from incubator.store.queries import applications as application_queries
from incubator.store.queries import decisions as decision_queries
from incubator.store.queries import waivers as waiver_queries
from incubator.web.forms.reading import read_version
from incubator.web.language import say
from incubator.web.pages import inform, page, succeed
from incubator.web.staff.rulings import GRANTED, REFUSED
from incubator.web.texts import ngettext
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words
from incubator.workflows.eligibility import Finding

if TYPE_CHECKING:
    from incubator.store.verdicts import Waiver

MOST = 500  # decisions signed at once
NOTHING = Words("Tick the decisions to sign first.", "Cochez d’abord les décisions à signer.")


def index() -> ResponseReturnValue:
    asked = waiver_queries.waiting(session(), signed_in())
    return page(
        asked=asked, findings=_findings(asked), to_sign=decision_queries.to_sign(session(), signed_in())
    )


def _findings(asked: Sequence[Waiver]) -> dict[str, tuple[Finding, str]]:
    """Waiver id -> the finding it is about, as it stands now, and the role that decides."""
    applications = {one.application_id: one.application for one in asked}
    found = assess_all(session(), list(applications.values()), at=now())
    return {
        one.id: (finding, found[one.application_id].edition.waives)
        for one in asked
        for finding in found[one.application_id].assessment.findings
        if finding.id == one.rule
    }


@unit_of_work
def sign() -> ResponseReturnValue:
    """Those ticked; a decision changed meanwhile is left out and said."""
    refs = request.form.getlist("ref")[:MOST]
    signed = 0
    for application in application_queries.chosen(session(), signed_in(), refs):
        version = read_version(request.form.get(f"version-{application.ref}")) or 0
        try:
            with session().begin_nested():
                decisions.sign(session(), application, version=version, actor=signed_in(), at=now())
        except (Refused, Stale) as refusal:
            inform(f"{application.ref} – {say(refusal.words)}")
        else:
            signed += 1
    if signed:
        succeed(str(ngettext("%(num)s decision signed.", "%(num)s decisions signed.", signed)))
    elif not refs:
        inform(NOTHING)
    return redirect(url_for("staff.decisions.index"), 303)


@unit_of_work
def waive(waiver_id: str) -> ResponseReturnValue:
    waiver = waiver_queries.by_id(session(), signed_in(), waiver_id)
    is_granted = request.form.get("decision") == "grant"
    decide = waivers.grant if is_granted else waivers.refuse
    decide(session(), waiver, reason=request.form.get("reason", ""), actor=signed_in(), at=now())
    succeed(GRANTED if is_granted else REFUSED)
    return redirect(url_for("staff.decisions.index"), 303)
