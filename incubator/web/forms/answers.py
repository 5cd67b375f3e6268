"""One task of an application as a form: what is typed is kept, what is wrong is said on continue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField

from incubator.web.forms.limits import complaint, is_kept
from incubator.web.forms.question_fields import OneOfField, options_of
from incubator.web.forms.questions import field_of, stored
from incubator.web.language import say
from incubator.web.texts import _
from incubator.workflows.questions import Question, is_empty

PREFIX = "q_"


class AnswersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """`seen` is when the page was shown; `finished` is what the founder says about the section."""

    questions: ClassVar[tuple[Question, ...]] = ()
    answers: ClassVar[Mapping[str, Any]] = {}

    seen = HiddenField()

    def field(self, key: str) -> Field:
        found: Field = self[PREFIX + key]
        return found

    @property
    def is_finished(self) -> bool:
        return "finished" not in self or self.finished.data == "yes"

    @property
    def seen_at(self) -> datetime | None:
        try:
            seen = datetime.fromisoformat(self.seen.data or "")
            return seen.astimezone(UTC) if seen.tzinfo else None
        except (ValueError, OverflowError):  # a zone may lead out of the calendar
            return None

    def values(self) -> dict[str, Any]:
        """Every answer that could be understood, as it is stored, even if it is too long."""
        fields = [(question, self.field(question.key)) for question in self.questions]
        return {
            question.key: stored(question, field.data)
            for question, field in fields
            if question.kind != "file" and not field.process_errors and is_kept(question, field)
        }

    def valid_values(self) -> dict[str, Any]:
        return {key: value for key, value in self.values().items() if not self.field(key).errors}

    def files(self) -> Iterator[tuple[Question, FileStorage]]:
        """The files just chosen."""
        for question in self.questions:
            data = self.field(question.key).data if question.kind == "file" else None
            if isinstance(data, FileStorage) and data.filename:
                yield question, data

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators=extra_validators))
        now = {**self.answers, **self.values(), **{q.key: {"file": ""} for q, _file in self.files()}}
        for question in self.questions:
            if question.is_shown(now) or not is_kept(question, self.field(question.key)):
                self._check(question, now.get(question.key))
        if "finished" in self and not self.finished.data:
            self.finished.errors = [_("Say whether you have finished this section.")]
        return is_valid and not self.errors

    def _check(self, question: Question, value: Any) -> None:
        field = self.field(question.key)
        if field.errors:
            return
        found = complaint(question, field, stored(question, field.data) if question.kind != "file" else None)
        if found is None and self.is_finished and question.required and is_empty(value):
            found = _missing(question)
        if found is not None:
            field.errors = [found]


def answers_form(
    questions: Sequence[Question], *, answers: Mapping[str, Any], asks_finished: bool = False,
    is_finished: bool = False, seen_at: datetime | None = None,
) -> AnswersForm:  # fmt: skip
    """The form of these questions, holding these answers until others are typed."""
    namespace: dict[str, Any] = {PREFIX + question.key: field_of(question) for question in questions}
    namespace |= {"questions": tuple(questions), "answers": dict(answers)}
    if asks_finished:
        choices = options_of([("yes", _("Yes, I have finished")), ("later", _("I will come back later"))])
        namespace["finished"] = OneOfField(_("Have you finished this section?"), choices=choices)
    data = {PREFIX + question.key: answers.get(question.key) for question in questions}
    data |= {"seen": seen_at.isoformat() if seen_at else "", "finished": "yes" if is_finished else None}
    form: AnswersForm = type("TaskForm", (AnswersForm,), namespace)(data=data)
    for question in questions:
        form.field(question.key).flags.required = question.required
    if asks_finished:
        form.finished.flags.required = True
    return form


def _missing(question: Question) -> str:
    label = say(question.label)
    if question.kind in ("choice", "choices", "yes_no"):
        return _("Choose an answer: %(question)s", question=label)
    if question.kind == "file":
        return _("Choose a file: %(question)s", question=label)
    return _("Answer this question: %(question)s", question=label)
