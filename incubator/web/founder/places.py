"""Take the place that is offered, or leave it to somebody else."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from incubator.actions import applications
from incubator.web.formats import instant, weekday
from incubator.web.founder.dossier import Dossier, dossier_of
from incubator.web.founder.why_forms import why_form
from incubator.web.language import say
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.workflows.terms import compute_term


@unit_of_work
def confirm(ref: str) -> ResponseReturnValue:
    dossier, form = dossier_of(ref), FlaskForm()
    if dossier.state != "accepted":
        return redirect(url_for("founder.applications.show", ref=ref), 303)
    if form.validate_on_submit():
        with refusals_on(form):
            applications.confirm(session(), dossier.application, actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(_("Your place is confirmed. Welcome!"))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier, rows=_place(dossier))


@unit_of_work
def decline(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    if dossier.state != "accepted":
        return redirect(url_for("founder.applications.show", ref=ref), 303)
    form = why_form(_("Why?"), _("It helps us to do better. Leave it empty if you prefer."))
    if form.validate_on_submit():
        with refusals_on(form):
            applications.decline(
                session(), dossier.application, actor=signed_in(), at=now(), reason=form.why.data or ""
            )
        if not errors_of(form):
            succeed(_("You have given up the place. Thank you for telling us."))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier)


def _place(dossier: Dossier) -> list[tuple[str, str, str]]:
    """What is offered, with its dates in words."""
    call, by = dossier.application.call, dossier.application.confirm_by
    rows = [(_("Programme"), say(dossier.programme.name), "")]
    if call.entry_on is not None:
        term = compute_term(call.entry_on, dossier.edition.term)
        rows += [(_("First day"), weekday(call.entry_on), ""), (_("How long"), say(term.words), "")]
    if by is not None:
        rows.append((_("Answer before"), instant(by, call.zone), ""))
    return rows
