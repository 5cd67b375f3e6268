"""Ask for more time, with the new last day seen first."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from incubator.actions import extensions
from incubator.web.forms.fields import LongTextField
from incubator.web.founder.stays import stay_of
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work


class ExtensionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    why = LongTextField()


@unit_of_work
def ask(enrolment_id: str) -> ResponseReturnValue:
    stay, form = stay_of(enrolment_id), ExtensionForm()
    form.why.flags.required = True
    if form.validate_on_submit():
        with refusals_on(form):
            extensions.ask(session(), stay.enrolment, why=form.why.data or "", actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(_("Your request is with the team. You will be told by e-mail."))
            return redirect(url_for("founder.programmes.show", enrolment_id=enrolment_id), 303)
    return page(form=form, stay=stay)
