"""The programme one is in: its term, its coaching days, its dates to come."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.web.founder.stay_steps import milestones
from incubator.web.founder.stays import own_stays, stay_of
from incubator.web.pages import page


def index() -> ResponseReturnValue:
    """One: straight to it. Several, or none: the list."""
    stays = own_stays()
    running = [stay for stay in stays if stay.is_running]
    only = running if len(running) == 1 else stays
    if len(only) == 1:
        return redirect(url_for("founder.programmes.show", enrolment_id=only[0].enrolment.id), 303)
    return page(stays=stays)


def show(enrolment_id: str) -> ResponseReturnValue:
    stay = stay_of(enrolment_id)
    return page(stay=stay, road=milestones(stay))
