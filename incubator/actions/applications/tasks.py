"""Save the answers of one task, and say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Missing:
    """A required answer that is not there, or a task not said to be finished (question None)."""

    task: str
    question: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class TaskState:
    """One row of the task list: completed, in_progress, not_started, problem."""

    task: str
    status: str
    missing: tuple[Missing, ...]


def editable_questions(session: Session, application: Application, *, at: datetime) -> frozenset[str]:
    """The questions the founder may change now; empty when none."""
    raise NotImplementedError


def is_editable(session: Session, application: Application, *, at: datetime) -> bool:
    return bool(editable_questions(session, application, at=at))


def save_task(
    session: Session, application: Application, task_key: str, values: Mapping[str, Any], *,
    actor: Person, at: datetime, finished: bool, seen: datetime | None = None,
) -> frozenset[str]:  # fmt: skip
    """Keep the given answers (already parsed); the keys that changed.

    `seen` is when the page was shown: Stale, with their words, when someone else changed the same
    answer since. Refused when the application cannot be edited now.
    """
    raise NotImplementedError


def missing(session: Session, application: Application) -> tuple[Missing, ...]:
    """All that stands between this draft and sending it, in the order of the tasks."""
    raise NotImplementedError


def task_states(session: Session, application: Application) -> tuple[TaskState, ...]:
    raise NotImplementedError
