"""Two people on one task: what each of them changed, and where they contradict one another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import Stale
from incubator.store.answers import answers_as_of
from incubator.store.applications import Answer, Application
from incubator.store.people import Person
from incubator.words import Words, both, day
from incubator.workflows.questions import Question, Task, is_empty

LONGEST_TOLD = 500  # characters of somebody else's answer, in a message


def to_write(
    session: Session, application: Application, task: Task, given: Mapping[str, Any], *,
    actor: Person, seen: datetime | None,
) -> dict[str, Any]:  # fmt: skip
    """What this person changed since `seen`; an answer left alone never undoes another's change."""
    values = {key: None if is_empty(value) else value for key, value in given.items()}
    if seen is None:
        return values
    theirs = _changed_by_others(session, application, values, actor=actor, seen=seen)
    if not theirs:
        return values
    shown = answers_as_of(session, application.id, seen)
    for key, row in theirs.items():
        if values[key] == shown.get(key):
            del values[key]
        elif values[key] != row.value:
            raise Stale(_both_changed(session, task, key, row), field=key)
    return values


def _changed_by_others(
    session: Session, application: Application, values: Mapping[str, Any], *, actor: Person, seen: datetime
) -> dict[str, Answer]:
    query = select(Answer).where(
        Answer.application_id == application.id,
        Answer.question.in_(values),
        Answer.replaced_at.is_(None),
        Answer.written_at > seen,
        Answer.written_by.is_distinct_from(actor.id),
    )
    return {row.question: row for row in session.scalars(query)}


def _both_changed(session: Session, task: Task, key: str, row: Answer) -> Words:
    question = next(q for q in task.questions if q.key == key)
    person = session.get(Person, row.written_by) if row.written_by else None
    someone = Words("Someone else", "Une autre personne")
    return Words(
        "{who} changed “{question}” while you were writing. They wrote: {value}",
        "{who} a modifié « {question} » pendant que vous écriviez. Sa réponse : {value}",
    ).format(
        who=person.name if person and person.name else someone,
        question=question.label, value=_cut(shown_value(question, row.value)),
    )  # fmt: skip


def _cut(words: Words) -> Words:
    return both(lambda language: _shortened(words[language]))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD].rstrip() + "…"


def shown_value(question: Question, value: Any) -> Words:
    """An answer as people read it."""
    if is_empty(value):
        return Words("(nothing)", "(rien)")
    if isinstance(value, bool):
        return Words("Yes", "Oui") if value else Words("No", "Non")
    if isinstance(value, dict):
        return Words("another file", "un autre fichier")
    if question.kind == "date":
        from_text = datetime.fromisoformat(str(value)).date()
        return both(lambda language: day(from_text, language))
    listed = value if isinstance(value, list) else [value]
    labels = [_label(question, str(one)) for one in listed]
    return both(lambda language: ", ".join(label[language] for label in labels))


def _label(question: Question, value: str) -> Words:
    choice = question.choice(value)
    return choice.label if choice else Words(value, value)
