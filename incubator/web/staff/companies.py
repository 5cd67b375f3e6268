"""One enrolment whole, and the people beside it: mentors, and a coaching day taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from incubator.actions.enrolments import coaching, mentors, review_dates
from incubator.actions.enrolments.promotions import read_ahead
from incubator.actions.people.authority import staff_roles
from incubator.store.queries import editions, journal, people, reminders, ventures
from incubator.store.queries import enrolments as enrolment_queries
from incubator.web.enrolled import Coached, Enrolled, enrolled
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.work import now, session, signed_in, today, unit_of_work
from incubator.words import Words
from incubator.workflows.enrolment import ENROLMENT
from incubator.workflows.terms import Length as TermLength

NAMED = Words("The mentor follows this company from now on.", "Cette personne suit désormais l’entreprise.")
REVERSED = Words("Taken back; it no longer counts.", "La journée est annulée ; elle ne compte plus.")


class MentorForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    mentor = SelectField(_l("Mentor"), [InputRequired(_l("Choose a mentor."))], validate_choice=False)

    def offer(self, found: list[tuple[str, str]]) -> None:
        self.mentor.choices = [
            SelectChoice(value="", label=_l("Choose…")),
            *(SelectChoice(value=key, label=name) for key, name in found),
        ]


class ReverseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Write the reason.")), Length(max=2000)])


def whole(one: Enrolled) -> dict[str, Any]:
    """Everything about one enrolment, for its page."""
    enrolment, me = one.enrolment, signed_in()
    roles = staff_roles(me, enrolment.programme)
    days = enrolment_queries.coaching_days(session(), [enrolment.id])[enrolment.id]
    is_over = not one.is_running
    return {
        "one": one,
        "roles": roles,
        "moves": _moves(one, roles),
        "coached": Coached(one, days),
        "mentors": ventures.mentors(session(), enrolment.venture_id),
        "others": enrolment_queries.of_venture(session(), enrolment.venture_id),
        "to_come": _to_come(enrolment.id),
        "reviews": review_dates(enrolment, one.edition, until=TermLength(months=24).after(today())),
        "entries": journal.history(session(), "enrolment", enrolment.id, key=request.args.get("key")),
        "names": editions.programme_names(session()),
        "application_ref": enrolment_queries.came_from(session(), enrolment),
        "now": now(),
        "ahead": () if is_over else read_ahead(session(), enrolment, at=now()),
    }


@unit_of_work
def name_mentor(enrolment_id: str) -> ResponseReturnValue:
    """GET chooses among those who are mentors here; POST names one."""
    enrolment = enrolment_queries.by_id_for_staff(session(), signed_in(), enrolment_id)
    form = MentorForm()
    there = {person.id for person in ventures.mentors(session(), enrolment.venture_id)}
    found = [person for person in people.holders(session(), "mentor") if person.id not in there]
    form.offer([(person.id, person.name or person.email) for person in found])
    if form.validate_on_submit():
        with refusals_on(form):
            mentor = people.by_id(session(), form.mentor.data or "")
            mentors.name(session(), enrolment, mentor=mentor, actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(NAMED)
            return redirect(url_for("staff.enrolments.show", enrolment_id=enrolment_id), 303)
    return page(one=enrolled(enrolment), form=form, found=found)


@unit_of_work
def reverse_day(day_id: str) -> ResponseReturnValue:
    """Taken back with a reason; the days it used are free again."""
    day = enrolment_queries.coaching_day(session(), signed_in(), day_id)
    enrolment = enrolment_queries.by_id_for_staff(session(), signed_in(), day.enrolment_id)
    form = ReverseForm()
    if form.validate_on_submit():
        with refusals_on(form):
            coaching.reverse(session(), day, actor=signed_in(), at=now(), reason=form.reason.data or "")
        if not errors_of(form):
            succeed(REVERSED)
            return redirect(url_for("staff.enrolments.show", enrolment_id=enrolment.id), 303)
    return page(one=enrolled(enrolment), day=day, form=form)


def _moves(one: Enrolled, roles: frozenset[str]) -> list[str]:
    """The buttons: what this person may begin from here."""
    return [move.name for move in ENROLMENT.moves_from(one.enrolment.state) if move.roles & roles]


def _to_come(enrolment_id: str) -> list[tuple[str, datetime, list[str]]]:
    """Each reminder once, with everybody who gets it."""
    found: dict[tuple[str, datetime], list[str]] = {}
    for row in reminders.of_subject(session(), "enrolment", enrolment_id):
        if row.state == "planned":
            found.setdefault((row.kind, row.due_at), []).append(row.person.name or row.person.email)
    return [(kind, due_at, names) for (kind, due_at), names in found.items()]
