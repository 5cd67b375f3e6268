"""Withdraw an application, or take it up again."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import applications
from incubator.web.founder.dossier import dossier_of
from incubator.web.founder.why_forms import why_form
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work


@unit_of_work
def withdraw(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    form = why_form(_("Why?"), _("It helps us to do better. Leave it empty if you prefer."))
    if form.validate_on_submit():
        with refusals_on(form):
            applications.withdraw(
                session(), dossier.application, actor=signed_in(), at=now(), reason=form.why.data or ""
            )
        if not errors_of(form):
            succeed(_("Your application is withdrawn. Nothing you wrote is lost."))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    if not dossier.may_withdraw:
        return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier)


@unit_of_work
def reopen(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    applications.reopen(session(), dossier.application, actor=signed_in(), at=now())
    succeed(_("Your application is open again. Check it and send it before the call closes."))
    return redirect(url_for("founder.applications.show", ref=ref), 303)
