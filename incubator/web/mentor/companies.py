"""The companies a mentor follows: what is left of their days, a day to log, a slip to undo."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from incubator.actions.enrolments import coaching
from incubator.errors import NotFound
from incubator.store.queries import enrolments as enrolment_queries
from incubator.web.enrolled import Coached, enrolled
from incubator.web.forms.fields import DayField
from incubator.web.labels import label
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.work import now, session, signed_in, today, unit_of_work
from incubator.words import Words

LOGGED = Words(
    "The session is logged. The founders are asked to confirm it; after 7 days it confirms itself.",
    "La séance est saisie. L’équipe fondatrice est invitée à la confirmer ; "
    "après 7 jours, elle l’est d’elle-même.",
)
UNDONE = Words("Taken back; it no longer counts.", "La saisie est annulée ; elle ne compte plus.")


class LogForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    on = DayField(_l("Day of the session"), [InputRequired(_l("Give the day."))])
    half_days = RadioField(_l("How long"), [InputRequired(_l("Choose how long it was."))], default="1")
    topic = StringField(_l("Topic"), [DataRequired(_l("Say what it was about.")), Length(max=200)])
    mode = RadioField(_l("Where"), default="on_site", validators=[InputRequired(_l("Choose where."))])
    note = TextAreaField(
        _l("Note"), [Optional(), Length(max=4000)],
        description=_l("Three lines are enough. The founders and the team read it too."),
    )  # fmt: skip

    def offer(self) -> None:
        self.half_days.choices = [
            SelectChoice(value="1", label=_l("Half a day")), SelectChoice(value="2", label=_l("A whole day")),
        ]  # fmt: skip
        self.mode.choices = [SelectChoice(value=mode, label=label(f"mode.{mode}")) for mode in coaching.MODES]
        if not self.is_submitted():
            self.on.data = today()


def index() -> ResponseReturnValue:
    found = enrolment_queries.for_mentor(session(), signed_in())
    days = enrolment_queries.coaching_days(session(), [row.id for row in found])
    return page(rows=[Coached(enrolled(row), days[row.id]) for row in found])


@unit_of_work
def show(enrolment_id: str) -> ResponseReturnValue:
    coached, form = _coached(enrolment_id), LogForm()
    form.offer()
    if form.validate_on_submit():
        with refusals_on(form):
            coaching.log(
                session(), coached.enrolled.enrolment, on=form.on.data, half_days=int(form.half_days.data),
                topic=form.topic.data or "", mode=form.mode.data, note=form.note.data or "",
                actor=signed_in(), at=now(),
            )  # fmt: skip
        if not errors_of(form):
            succeed(LOGGED)
            return _back(enrolment_id)
    return page(coached=coached, one=coached.enrolled, form=form)


@unit_of_work
def undo(enrolment_id: str, day_id: str) -> ResponseReturnValue:
    """One's own entry, as long as nobody has confirmed it."""
    coached = _coached(enrolment_id)
    day = enrolment_queries.coaching_day(session(), signed_in(), day_id)
    if day.enrolment_id != coached.enrolled.enrolment.id or day.mentor_id != signed_in().id:
        raise NotFound()
    coaching.reverse(session(), day, actor=signed_in(), at=now())
    succeed(UNDONE)
    return _back(enrolment_id)


def _coached(enrolment_id: str) -> Coached:
    enrolment = enrolment_queries.by_id_for_mentor(session(), signed_in(), enrolment_id)
    days = enrolment_queries.coaching_days(session(), [enrolment.id])
    return Coached(enrolled(enrolment), days[enrolment.id])


def _back(enrolment_id: str) -> ResponseReturnValue:
    return redirect(url_for("mentor.companies.show", enrolment_id=enrolment_id, _anchor="ledger"), 303)
