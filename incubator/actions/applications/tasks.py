"""Save the answers of one task, and say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks
from incubator.actions.applications.editing import editable_questions, is_editable, why_not
from incubator.actions.applications.merging import to_write
from incubator.actions.people import authority
from incubator.errors import NotFound, Refused
from incubator.store.answers import current_answers, write_answers
from incubator.store.applications import Application, TaskMark
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words, counted
from incubator.workflows.questions import Excess, Question, Task, is_empty

__all__ = [
    "Missing",
    "TaskState",
    "editable_questions",
    "is_editable",
    "missing",
    "save_task",
    "task_states",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that is not there or too long, or a task not said to be finished (question None)."""

    task: str
    question: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class TaskState:
    """One row of the task list: completed, in_progress, not_started, problem."""

    task: str
    status: str
    missing: tuple[Missing, ...]


def save_task(
    session: Session, application: Application, task_key: str, values: Mapping[str, Any], *,
    actor: Person, at: datetime, finished: bool | None, seen: datetime | None = None,
) -> frozenset[str]:  # fmt: skip
    """Keep the given answers (already parsed); the keys that changed.

    `seen` is when the page was shown: Stale, with their words, when someone else changed the same
    answer since. Refused when the application cannot be edited now.
    """
    locks.lock(session, application)
    authority.needs(authority.roles_on(session, application, actor=actor), "founder")
    _programme, edition = edition_of(session, application.call.edition_id)
    task = edition.task(task_key)
    if task is None:
        raise NotFound()
    allowed = editable_questions(session, application, at=at)
    if not allowed & {question.key for question in task.questions}:
        raise Refused(why_not(session, application, at=at))
    given = {q.key: values[q.key] for q in task.questions if q.key in values and q.key in allowed}
    wanted = to_write(session, application, task, given, actor=actor, seen=seen)
    changed = write_answers(session, application.id, wanted, by=actor, at=at)
    if finished is not None:
        _mark(session, application, task, finished=finished, actor=actor, at=at)
    if changed:
        data = {"task": task.key, "questions": list(changed)}
        journal.record(session, application, action="answer", actor=actor, at=at, data=data)
    session.flush()
    return frozenset(changed)


def missing(session: Session, application: Application) -> tuple[Missing, ...]:
    """All that stands between this draft and sending it, in the order of the tasks."""
    return tuple(gap for state in task_states(session, application) for gap in state.missing)


def task_states(session: Session, application: Application) -> tuple[TaskState, ...]:
    """Two queries, whatever the number of tasks."""
    _programme, edition = edition_of(session, application.call.edition_id)
    answers = current_answers(session, application.id)
    query = select(TaskMark.task).where(TaskMark.application_id == application.id)
    marked = set(session.scalars(query))
    return tuple(_state(task, answers, is_marked=task.key in marked) for task in edition.tasks)


def _state(task: Task, answers: Mapping[str, Any], *, is_marked: bool) -> TaskState:
    gaps = [Missing(task.key, question.key, question.label) for question in task.missing(answers)]
    gaps += [Missing(task.key, q.key, _too_long(q, excess)) for q, excess in task.too_long(answers)]
    if gaps:
        has_any = any(not is_empty(answers.get(question.key)) for question in task.questions)
        status = "problem" if is_marked else "in_progress" if has_any else "not_started"
        return TaskState(task.key, status, tuple(gaps))
    if is_marked:
        return TaskState(task.key, "completed", ())
    has_any = any(not is_empty(answers.get(question.key)) for question in task.questions)
    unfinished = Missing(task.key, None, _SAY_FINISHED.format(task=task.title))
    return TaskState(task.key, "in_progress" if has_any else "not_started", (unfinished,))


def _mark(
    session: Session, application: Application, task: Task, *, finished: bool, actor: Person, at: datetime
) -> None:
    """Finished is what the founder says; saying so twice keeps the first time."""
    row = session.scalar(
        select(TaskMark).where(TaskMark.application_id == application.id, TaskMark.task == task.key)
    )
    if finished and row is None:
        mark = TaskMark(application_id=application.id, task=task.key, finished_at=at, finished_by=actor.id)
        add(session, mark)
    if not finished and row is not None and application.state == "draft":
        session.delete(row)


def _too_long(question: Question, excess: Excess) -> Words:
    over = counted(excess.over, *_UNITS[excess.unit])
    return _SHORTEN.format(label=question.label, over=over)


_UNITS = {
    "words": (Words("word", "mot"), Words("words", "mots")),
    "characters": (Words("character", "caractère"), Words("characters", "caractères")),
}
_SHORTEN = Words("“{label}” (shorten it by {over})", "« {label} » (à raccourcir de {over})")
_SAY_FINISHED = Words("Say that you have finished “{task}”.", "Indiquez que vous avez terminé « {task} ».")
