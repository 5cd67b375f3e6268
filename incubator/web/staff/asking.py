"""The form beside the consequences: reason, note to the founder, when letters leave, what the move needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.fields import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from incubator.actions.moves import MoveRequest
from incubator.actions.moves.request import Sending
from incubator.web.forms.fields import DayField
from incubator.web.language import say

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

NEEDS = {  # the fields a move asks for besides the reason
    "request_information": ("questions", "due_on", "note"),
    "enter": ("starts_on",),
    "accept": ("note",),
    "waitlist": ("note",),
    "reject": ("note",),
    "redirect": ("note",),
    "find_ineligible": ("note",),
    "shortlist": ("note",),
    "cancel": ("note",),
}

MUST = {"request_information": ("questions", "due_on")}  # the rest of them may stay empty


class MoveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    move = StringField()
    reason = TextAreaField(_l("Reason, for the history"), [Optional(), Length(max=2000)])
    note = TextAreaField(_l("Message to the founders"), [Optional(), Length(max=4000)])
    sending = RadioField(
        _l("When the letters leave"), [InputRequired()], default="hold", validate_choice=False
    )
    starts_on = DayField(_l("First day of the programme"), [Optional()])
    due_on = DayField(_l("Answers expected by"), [Optional()])
    questions = SelectMultipleField(
        _l("Answers to ask for"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending.choices = [
            SelectChoice(value="hold", label=_l("After the time to undo")),
            SelectChoice(value="now", label=_l("At once")),
            SelectChoice(value="none", label=_l("No letter: I will tell them myself")),
        ]

    def fit(self, edition: Edition) -> None:
        """The questions of this edition, and what the move cannot do without."""
        questions = [question for task in edition.tasks for question in task.questions]
        self.questions.choices = [SelectChoice(value=q.key, label=say(q.label)) for q in questions]
        name = self.move.data or ""
        for needed in MUST.get(name, ()):
            self[needed].flags.required = True
        same = {name, *(move.name for move in edition.machine.moves if move.name.startswith(f"{name}_"))}
        if any(move.needs_reason for move in edition.machine.moves if move.name in same):
            self.reason.flags.required = True

    @property
    def wanted(self) -> tuple[str, ...]:
        """The extra fields this move asks for, in order."""
        return NEEDS.get(self.move.data or "", ())


def request_from(form: MoveForm) -> MoveRequest:
    sending: Sending = form.sending.data if form.sending.data in get_args(Sending) else "hold"
    return MoveRequest(
        move=(form.move.data or "")[:40],
        reason=(form.reason.data or "").strip(),
        note=(form.note.data or "").strip(),
        sending=sending,
        starts_on=form.starts_on.data,
        questions=tuple(form.questions.data or ()),
        due_on=form.due_on.data,
    )
