"""Companies in their programmes: the list, one of them whole, and what changes its life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from incubator.actions import enrolments
from incubator.actions.enrolments.previews import pause_seen, preview
from incubator.store.queries import editions
from incubator.store.queries import enrolments as enrolment_queries
from incubator.web.enrolled import Enrolled, all_enrolled, enrolled
from incubator.web.forms.fields import DayField
from incubator.web.labels import label
from incubator.web.language import say
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.staff.companies import MentorForm, whole
from incubator.web.work import now, session, signed_in, today, unit_of_work
from incubator.words import Words

CHANGES: dict[str, Callable[..., None]] = {
    "start": enrolments.start, "resume": enrolments.resume, "complete": enrolments.complete,
    "leave": enrolments.leave,
}  # fmt: skip
STATES = ("planned", "active", "paused", "completed", "left")
DONE = Words("It is done, and written in the history.", "C’est fait, et noté dans l’historique.")
PAUSED = Words(
    "The pause is set; the last day has moved.", "La pause est enregistrée ; le dernier jour est reporté."
)


class ChangeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    on = DayField(_l("On which day"), [Optional()])
    reason = TextAreaField(_l("Reason, for the history"), [Optional(), Length(max=2000)])


class PauseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    from_on = DayField(_l("First day of the pause"), [InputRequired(_l("Give the first day."))])
    to_on = DayField(_l("Last day of the pause"), [InputRequired(_l("Give the last day."))])
    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Write the reason.")), Length(max=2000)])

    @property
    def days(self) -> dict[str, date]:
        return {"from_on": self.from_on.data, "to_on": self.to_on.data}


def index() -> ResponseReturnValue:
    programme, asked = request.args.get("programme", ""), request.args.get("state", "")
    state = asked if asked in STATES else ""
    found = enrolment_queries.for_staff(
        session(), signed_in(), programme=programme or None, states=[state] if state else [],
        key=request.args.get("key"),
    )  # fmt: skip
    rows = all_enrolled(found.rows)
    used = enrolment_queries.half_days_used(session(), [row.id for row in found.rows])
    names = editions.programme_names(session())
    return page(
        found=found, rows=rows, used=used, programme=programme, state=state, all_states=STATES,
        programmes=list(names.items()), chosen=_chosen(names, programme, state), today=today(),
    )  # fmt: skip


def show(enrolment_id: str) -> ResponseReturnValue:
    one = _one(enrolment_id)
    return page(**whole(one), form=MentorForm())


@unit_of_work
def move(enrolment_id: str) -> ResponseReturnValue:
    """Shown first; the same address posted with "confirm" does it."""
    one, form = _one(enrolment_id), ChangeForm()
    name = request.values.get("move", "")
    seen = preview(session(), one.enrolment, name, actor=signed_in(), at=now(), on=form.on.data)
    form.reason.flags.required = seen.needs_reason
    if form.validate_on_submit() and request.form.get("confirm"):
        with refusals_on(form):
            _change(one, name, form)
        if not errors_of(form):
            succeed(DONE)
            return _back(enrolment_id)
    return page(one=one, form=form, seen=seen, move=name)


@unit_of_work
def pause(enrolment_id: str) -> ResponseReturnValue:
    """First "see the consequences", then the same form confirms them."""
    one, form, seen = _one(enrolment_id), PauseForm(), None
    if form.validate_on_submit():
        with refusals_on(form):
            seen = pause_seen(session(), one.enrolment, **form.days, at=now())
            if request.form.get("confirm"):
                enrolments.pause(
                    session(), one.enrolment, **form.days, reason=form.reason.data or "",
                    actor=signed_in(), at=now(),
                )  # fmt: skip
        if request.form.get("confirm") and not errors_of(form):
            succeed(PAUSED)
            return _back(enrolment_id)
    return page(one=one, form=form, seen=seen)


def _change(one: Enrolled, name: str, form: ChangeForm) -> None:
    given: dict[str, object] = {"reason": form.reason.data or ""} if name != "start" else {}
    if name in ("complete", "leave") and form.on.data != today():
        given["on"] = form.on.data
    CHANGES[name](session(), one.enrolment, actor=signed_in(), at=now(), **given)


def _chosen(names: dict[str, Words], programme: str, state: str) -> list[tuple[str, str]]:
    """Each filter in words, and the same list without it."""
    here = "staff.enrolments.index"
    chips = [(label(f"state.enrolment.{state}"), url_for(here, programme=programme or None))] if state else []
    if programme in names:
        chips.append((say(names[programme]), url_for(here, state=state or None)))
    return chips


def _one(enrolment_id: str) -> Enrolled:
    return enrolled(enrolment_queries.by_id_for_staff(session(), signed_in(), enrolment_id))


def _back(enrolment_id: str) -> ResponseReturnValue:
    return redirect(url_for("staff.enrolments.show", enrolment_id=enrolment_id), 303)
