"""What happens next in a programme: one sentence and one button."""

from __future__ import annotations

from flask import url_for

from incubator.web.formats import day, half_days
from incubator.web.founder.enrolments import OwnEnrolment
from incubator.web.founder.journeys import Step
from incubator.web.founder.next_steps import NextStep
from incubator.web.language import say
from incubator.web.texts import _, ngettext
from incubator.web.work import today


def enrolment_step(own: OwnEnrolment) -> NextStep:
    url = url_for("founder.programmes.show", enrolment_id=own.enrolment.id)
    name = say(own.programme.name)
    if not own.is_running:
        title = _("%(name)s is over", name=name)
        text = _("Its dates and coaching days stay here. Another call may suit you now.")
        return NextStep(title, text, "", _("Open your programme"), url, 7)
    if own.to_confirm:
        return NextStep(
            ngettext("Confirm %(num)s coaching day", "Confirm %(num)s coaching days", len(own.to_confirm)),
            _("Say whether what your mentor wrote down is right."), "you",
            _("Look at the days to confirm"), f"{url}#coaching", 1,
        )  # fmt: skip
    if own.enrolment.state == "planned":
        title = _("%(name)s starts on %(on)s", name=name, on=day(own.enrolment.starts_on))
        return NextStep(title, _("Nothing to prepare for now."), "us", _("Open your programme"), url, 3)
    return NextStep(_until(own), _coaching(own), "", _("Open your programme"), url, 2)


def milestones(own: OwnEnrolment) -> list[Step]:
    """First day, today, yearly reviews, last day."""
    on = today()
    steps = [(_("First day"), day(own.enrolment.starts_on), own.enrolment.starts_on)]
    steps += [(_("Yearly review"), day(review), review) for review in own.reviews]
    last_day = own.enrolment.ended_on or own.term.last_day
    if last_day is not None:
        steps.append((_("Last day"), day(last_day), last_day))
    told = [(title, at, "past" if when < on else "future", "") for title, at, when in steps]
    if own.is_running and on > own.enrolment.starts_on:
        place = next((i for i, step in enumerate(told) if step[2] == "future"), len(told))
        told.insert(place, (_("Today"), day(on), "now", ""))
    return told


def _until(own: OwnEnrolment) -> str:
    if own.term.last_day is None:
        return _("You are in %(name)s", name=say(own.programme.name))
    name, last_day = say(own.programme.name), day(own.term.last_day)
    return _("%(name)s runs until %(on)s", name=name, on=last_day)


def _coaching(own: OwnEnrolment) -> str:
    left = own.balance.left
    if left is None:
        return _("Your dates, coaching days and reminders are on one page.")
    return _("Coaching left: %(left)s.", left=half_days(left))
