"""Withdraw an application, or take it up again."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from incubator.actions import applications
from incubator.web.forms.fields import LongTextField
from incubator.web.founder.dossier import dossier_of
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work


class WhyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    reason = LongTextField()


@unit_of_work
def withdraw(ref: str) -> ResponseReturnValue:
    dossier, form = dossier_of(ref), WhyForm()
    if form.validate_on_submit():
        with refusals_on(form):
            applications.withdraw(
                session(), dossier.application, actor=signed_in(), at=now(), reason=form.reason.data or ""
            )
        if not errors_of(form):
            succeed(_("Your application is withdrawn. Nothing you wrote is lost."))
            return redirect(url_for("founder.applications.show", ref=ref), 303)
    return page(form=form, dossier=dossier)


@unit_of_work
def reopen(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    applications.reopen(session(), dossier.application, actor=signed_in(), at=now())
    succeed(_("Your application is open again. Check it and send it before the call closes."))
    return redirect(url_for("founder.applications.show", ref=ref), 303)
