"""Ask for more time, with the new last day seen first."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import extensions
from incubator.web.founder.enrolments import OwnEnrolment, own_enrolment
from incubator.web.founder.why_forms import why_form
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _, ngettext
from incubator.web.work import now, session, signed_in, unit_of_work


@unit_of_work
def ask(enrolment_id: str) -> ResponseReturnValue:
    own = own_enrolment(enrolment_id)
    hint = _("What will you reach with it, and what stands in the way now?")
    form = why_form(_("Why do you need more time?"), hint, required=True)
    if form.validate_on_submit():
        with refusals_on(form):
            extensions.ask(session(), own.enrolment, why=form.why.data or "", actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(_("Your request is with the team. You will be told by e-mail."))
            return redirect(url_for("founder.programmes.show", enrolment_id=enrolment_id), 303)
    return page(form=form, own=own, cannot_ask=own.cannot_ask, limit=_limit(own))


def _limit(own: OwnEnrolment) -> str:
    """What the edition allows in all."""
    most = own.edition.extension.max_count if own.edition.extension else 0
    return ngettext(
        "This programme can be extended once.", "This programme can be extended %(num)s times.", most
    )
