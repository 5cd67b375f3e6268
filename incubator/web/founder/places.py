"""Take the place that is offered, or leave it to somebody else."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from incubator.actions import applications
from incubator.web.founder.dossier import dossier_of
from incubator.web.founder.leaving import WhyForm
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work


@unit_of_work
def confirm(ref: str) -> ResponseReturnValue:
    dossier, form = dossier_of(ref), FlaskForm()
    if form.validate_on_submit():
        with refusals_on(form):
            applications.confirm(session(), dossier.application, actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(_("Your place is confirmed. Welcome!"))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier)


@unit_of_work
def decline(ref: str) -> ResponseReturnValue:
    dossier, form = dossier_of(ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            applications.decline(
                session(), dossier.application, actor=signed_in(), at=now(), reason=form.reason.data or ""
            )
        if not errors_of(form):
            succeed(_("You have given up the place. Thank you for telling us."))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier)
