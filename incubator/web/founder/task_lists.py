"""The tasks of an application by step, with their status and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for

from incubator.actions.applications import Missing, TaskState, editable_questions, task_states
from incubator.web.founder.dossier import Dossier
from incubator.web.language import say
from incubator.web.texts import _, ngettext
from incubator.web.work import now, session
from incubator.workflows.questions import is_empty

Row = tuple[str, str, str, str]  # title, address, status, note


class Step(NamedTuple):
    key: str
    title: str
    rows: list[Row]


class Gap(NamedTuple):
    """Something missing, as a link that comes back to the check page."""

    text: str
    url: str


@dataclass(frozen=True)
class TaskList:
    dossier: Dossier
    states: dict[str, TaskState]
    editable: frozenset[str]

    @property
    def done(self) -> int:
        return sum(state.status == "completed" for state in self.states.values())

    @property
    def total(self) -> int:
        return len(self.states)

    @property
    def is_complete(self) -> bool:
        return not self.gaps

    @property
    def gaps(self) -> list[Gap]:
        return [self._gap(missing) for state in self.states.values() for missing in state.missing]

    def steps(self) -> list[Step]:
        titles = {
            "check": _("Before you start"),
            "project": _("Your project"),
            "files": _("Files"),
            "send": _("Send"),
        }
        grouped = {key: Step(key, title, []) for key, title in titles.items()}
        for task in self.dossier.edition.tasks:
            url = url_for("founder.tasks.show", ref=self.dossier.ref, task=task.key)
            status = self.states[task.key].status
            grouped[task.step].rows.append((say(task.title), url, status, self._note(task.key)))
        if self.dossier.state == "draft":
            grouped["send"].rows.append(self._last())
        return [step for step in grouped.values() if step.rows]

    def _last(self) -> Row:
        url = url_for("founder.applications.check", ref=self.dossier.ref)
        if self.is_complete:
            return _("Check your answers and send"), url, "not_started", ""
        return _("Check your answers and send"), "", "cannot_start", _("Complete the other sections first.")

    def _note(self, key: str) -> str:
        task = self.dossier.edition.task(key)
        if task is None or self.states[key].status not in ("in_progress", "problem"):
            return ""
        if task.too_long(self.dossier.answers):
            return _("A text is too long")
        asked = task.shown(self.dossier.answers)
        given = sum(not is_empty(self.dossier.answers.get(question.key)) for question in asked)
        if len(asked) == given:
            return _("Everything is answered: say that you have finished.")
        return ngettext(
            "%(num)s of %(asked)s questions answered", "%(num)s of %(asked)s questions answered",
            given, asked=len(asked),
        )  # fmt: skip

    def _gap(self, missing: Missing) -> Gap:
        anchor = f"q-{missing.question}" if missing.question else "finished"
        url = url_for(
            "founder.tasks.show", ref=self.dossier.ref, task=missing.task, back="check", _anchor=anchor
        )
        return Gap(say(missing.words), url)


def task_list(dossier: Dossier) -> TaskList:
    states = {state.task: state for state in task_states(session(), dossier.application)}
    return TaskList(dossier, states, editable_questions(session(), dossier.application, at=now()))
