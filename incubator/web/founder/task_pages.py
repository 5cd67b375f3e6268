"""One task of an application: its form, and the answers that stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from markupsafe import Markup

from incubator.actions.applications import editable_questions
from incubator.errors import NotFound
from incubator.store.queries import dossiers
from incubator.web.forms import AnswersForm, answers_form
from incubator.web.forms.answers import PREFIX
from incubator.web.founder.dossier import Dossier, dossier_of
from incubator.web.language import say
from incubator.web.shown import shown, size_of
from incubator.web.texts import _
from incubator.web.work import now, session
from incubator.workflows.questions import Question, Task

if TYPE_CHECKING:
    from incubator.store.applications import File

WRITTEN = ("text", "long_text", "date", "money", "number")
SAYS_FINISHED = ("draft",)  # afterwards a section is finished, whatever changes


@dataclass(frozen=True)
class TaskPage:
    dossier: Dossier
    task: Task
    editable: frozenset[str]

    @property
    def is_open(self) -> bool:
        return bool(self.asked)

    @property
    def asks_finished(self) -> bool:
        return self.dossier.state in SAYS_FINISHED

    @cached_property
    def is_finished(self) -> bool:
        return self.task.key in dossiers.finished_tasks(session(), self.dossier.application.id)

    @cached_property
    def files(self) -> dict[str, File]:
        return {file.id: file for file in dossiers.files(session(), self.dossier.application.id)}

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Open to change; one that hangs on another answer of this page is there from the start."""
        here = {question.key for question in self.task.questions}
        return tuple(
            question
            for question in self.task.questions
            if question.key in self.editable
            and (question.is_shown(self.dossier.answers) or _parent(question) in here)
        )

    def form(self) -> AnswersForm:
        form = answers_form(
            self.asked, answers=self.dossier.answers, asks_finished=self.asks_finished,
            is_finished=self.is_finished, seen_at=now(),
        )  # fmt: skip
        for question in self.asked:
            field = form.field(question.key)
            field.description = " ".join(filter(None, (self._condition(question), field.description)))
        return form

    def rows(self) -> list[tuple[str, str | Markup, str]]:
        """The answers that are not open, to be read."""
        asked = {question.key for question in self.asked}
        shown_now = self.task.shown(self.dossier.answers)
        return [(say(q.label), self.read(q), "") for q in shown_now if q.key not in asked]

    def unsaved(self) -> list[tuple[str, str | Markup, str]]:
        """What was written while the section closed: shown, so that it can be copied."""
        if self.is_open:
            return []
        typed = [(q, request.form.get(PREFIX + q.key, "").strip()) for q in self.task.questions]
        return [(say(q.label), text, "") for q, text in typed if text and q.kind in WRITTEN]

    def read(self, question: Question, value: Any = None) -> str | Markup:
        held = self.dossier.answers.get(question.key) if value is None else value
        return shown(question, held, ref=self.dossier.ref, files=self.files)

    def kept_file(self, question: Question) -> tuple[str, str, str] | None:
        """Name, size and address of the file given so far."""
        held = self.dossier.answers.get(question.key)
        file = self.files.get(str(held.get("file"))) if isinstance(held, dict) else None
        if file is None:
            return None
        url = url_for("founder.applications.file", ref=self.dossier.ref, file_id=file.id)
        return file.name, size_of(file), url

    def _condition(self, question: Question) -> str:
        parent = next((q for q in self.asked if q.key == _parent(question)), None)
        if question.shown_when is None or parent is None:
            return ""
        wanted = shown(parent, question.shown_when.value, ref=self.dossier.ref, files={})
        asked = say(parent.label)
        return _("Only if you answered “%(answer)s” to “%(question)s”.", answer=wanted, question=asked)


def task_page(ref: str, key: str) -> TaskPage:
    dossier = dossier_of(ref)
    task = dossier.edition.task(key)
    if task is None:
        raise NotFound()
    return TaskPage(dossier, task, editable_questions(session(), dossier.application, at=now()))


def _parent(question: Question) -> str | None:
    return question.shown_when.question if question.shown_when else None
