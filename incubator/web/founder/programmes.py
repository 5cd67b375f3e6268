"""The programme one is in: its term, its coaching days, its dates to come."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.web.founder.enrolment_steps import milestones
from incubator.web.founder.enrolments import own_enrolment, own_enrolments
from incubator.web.pages import page


def index() -> ResponseReturnValue:
    """One: straight to it. Several, or none: the list."""
    enrolled_in = own_enrolments()
    running = [own for own in enrolled_in if own.is_running]
    only = running if len(running) == 1 else enrolled_in
    if len(only) == 1:
        return redirect(url_for("founder.programmes.show", enrolment_id=only[0].enrolment.id), 303)
    return page(enrolled_in=enrolled_in)


def show(enrolment_id: str) -> ResponseReturnValue:
    own = own_enrolment(enrolment_id)
    return page(own=own, road=milestones(own))
