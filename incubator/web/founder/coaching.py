"""Confirm a coaching day, or say that the count is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.enrolments import coaching
from incubator.errors import NotFound
from incubator.store.queries import enrolments
from incubator.web.founder.enrolments import OwnEnrolment, own_enrolment
from incubator.web.founder.why_forms import why_form
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work

if TYPE_CHECKING:
    from incubator.store.enrolments import CoachingDay


@unit_of_work
def confirm(enrolment_id: str, day_id: str) -> ResponseReturnValue:
    own, day = _day_of(enrolment_id, day_id)
    coaching.confirm(session(), day, actor=signed_in(), at=now())
    succeed(_("Confirmed. Thank you."))
    return redirect(_back(own), 303)


@unit_of_work
def dispute(enrolment_id: str, day_id: str) -> ResponseReturnValue:
    own, day = _day_of(enrolment_id, day_id)
    form = why_form(_("What is wrong?"), _("For example: it was half a day, not a whole one."), required=True)
    if form.validate_on_submit():
        with refusals_on(form):
            coaching.dispute(session(), day, why=form.why.data or "", actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(_("Your mentor and the team are told. The day is not confirmed meanwhile."))
            return redirect(_back(own), 303)
    return page(form=form, own=own, day=day)


def _day_of(enrolment_id: str, day_id: str) -> tuple[OwnEnrolment, CoachingDay]:
    """A day of this enrolment, and of no other."""
    own, day = own_enrolment(enrolment_id), enrolments.coaching_day(session(), signed_in(), day_id)
    if day.enrolment_id != own.enrolment.id:
        raise NotFound()
    return own, day


def _back(own: OwnEnrolment) -> str:
    return url_for("founder.programmes.show", enrolment_id=own.enrolment.id, _anchor="coaching")
