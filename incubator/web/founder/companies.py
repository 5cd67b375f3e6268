"""Keep the facts about the company right, and see what they change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.eligibility.conditions import ON_RECORD
from incubator.actions.ventures import edit, facts_of
from incubator.errors import Stale
from incubator.store.queries import ventures
from incubator.web.forms.reading import read_version
from incubator.web.founder.company_forms import FACTS, CompanyForm, company_form
from incubator.web.founder.conditions import SHOWN
from incubator.web.founder.dossier import Dossier, own_dossiers
from incubator.web.founder.eligibility import findings_of
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.workflows.eligibility.findings import Finding

if TYPE_CHECKING:
    from incubator.store.ventures import Venture


@unit_of_work
def show(venture_id: str) -> ResponseReturnValue:
    venture = ventures.by_id_for_founder(session(), signed_in(), venture_id)
    form, theirs = company_form(venture), None
    if form.validate_on_submit():
        try:
            _save(venture, form)
        except Stale:
            theirs, form.seen.data = facts_of(venture), str(venture.version)
            form.form_errors.append(_("Somebody else changed these facts while you were writing."))
        if not errors_of(form):
            succeed(_("Saved. See below what these facts change."))
            return redirect(url_for("founder.companies.show", venture_id=venture.id), 303)
    dossier, effects = _effects(venture)
    status = 409 if theirs else None
    return page(status=status, form=form, venture=venture, theirs=theirs, dossier=dossier, effects=effects)


def _save(venture: Venture, form: CompanyForm) -> None:
    values = {name: form[name].data for name in FACTS}
    values |= {"siren": form.siren.data or None, "sector": form.sector.data or None}
    values |= {name: form[name].data or "" for name in ("name", "legal_name")}
    seen = read_version(form.seen.data)
    with refusals_on(form):
        facts = replace(facts_of(venture), **values)
        edit(session(), venture, facts, actor=signed_in(), at=now(), seen_version=seen)


def _effects(venture: Venture) -> tuple[Dossier | None, list[Finding]]:
    """What the rules of the newest application under way make of these facts."""
    mine = [one for one in own_dossiers() if one.application.venture_id == venture.id]
    dossier = next((one for one in mine if one.state in SHOWN), None)
    if dossier is None:
        return None, []
    looked_at = {rule.id for rule in dossier.edition.rules if set(rule.needs()) & set(ON_RECORD)}
    return dossier, [found for found in findings_of(dossier) if found.id in looked_at]
