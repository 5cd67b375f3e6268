"""The questions of a self-check as a form whose answers travel in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from incubator.actions.applications.carrying import fits
from incubator.web.forms.limits import complaint
from incubator.web.forms.questions import field_of, stored
from incubator.web.language import say
from incubator.web.texts import _
from incubator.workflows.questions import Question, is_empty

PREFIX = "q_"


class CheckForm(Form):
    questions: ClassVar[tuple[Question, ...]] = ()

    def field(self, key: str) -> Field:
        found: Field = self[PREFIX + key]
        return found

    def answers(self) -> dict[str, Any]:
        """What was answered and could be understood, as an application stores it."""
        held = {
            question.key: stored(question, self.field(question.key).data)
            for question in self.questions
            if not self.field(question.key).errors
        }
        return {key: value for key, value in held.items() if not is_empty(value)}

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        for question in self.questions:
            field = self.field(question.key)
            found = None if field.errors else complaint(question, field, stored(question, field.data))
            if found is not None:
                field.errors = [found]
        if is_valid and not self.errors and not self.answers():
            self.form_errors.append(_("Answer at least one question: each one makes the result surer."))
        return is_valid and not self.errors


def check_form(
    questions: Sequence[Question], given: MultiDict[str, str] | None, *, known: Mapping[str, Any]
) -> CheckForm:
    """Holding what the address says, or what this browser remembers while it says nothing.

    Another call may have asked something else under the same key.
    """
    fields = {PREFIX + question.key: field_of(question) for question in questions}
    data = {PREFIX + one.key: known.get(one.key) for one in questions if fits(one, known.get(one.key))}
    kind = type("QuestionsForm", (CheckForm,), {**fields, "questions": tuple(questions)})
    form: CheckForm = kind(formdata=given, data=data)
    for question in questions:
        field = form.field(question.key)
        field.flags.required = True  # nothing is compulsory here: "(optional)" everywhere would only be noise
        field.description = " ".join(filter(None, (_condition(question, questions), field.description)))
    return form


def _condition(question: Question, questions: Sequence[Question]) -> str:
    """Without JavaScript every question is there from the start: this one says for whom it is."""
    shown_when = question.shown_when
    parent = next((one for one in questions if shown_when and one.key == shown_when.question), None)
    if shown_when is None or parent is None:
        return ""
    if isinstance(shown_when.value, bool):
        wanted = _("Yes") if shown_when.value else _("No")
    else:
        choice = parent.choice(shown_when.value)
        wanted = say(choice.label) if choice else shown_when.value
    return _(
        "Only if you answered “%(answer)s” to “%(question)s”.", answer=wanted, question=say(parent.label)
    )
