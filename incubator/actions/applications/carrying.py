"""Nothing is asked twice: answers carried over from earlier applications and the venture's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.store.answers import current_answers, write_answers
from incubator.store.applications import Application, File
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Venture
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question, is_empty


def carry_over(session: Session, application: Application, *, actor: Person, at: datetime) -> tuple[str, ...]:
    """The newest earlier answer to each question; a fact on the venture's record goes first."""
    _programme, edition = edition_of(session, application.call.edition_id)
    known = _earlier_answers(session, application, actor)
    found: dict[str, Any] = {}
    for question in _asked_once(edition):
        value = _fact(application.venture, question)
        value = known.get(question.key) if value is None else value
        if fits(question, value):
            found[question.key] = _for_this(session, application, question, value, actor=actor, at=at)
    carried = write_answers(session, application.id, found, by=actor, at=at)
    if carried:
        journal.record(
            session, application, action="carry_over", actor=actor, at=at, data={"questions": list(carried)}
        )
    return carried


def prefill(
    session: Session, application: Application, values: Mapping[str, Any], *, actor: Person, at: datetime
) -> tuple[str, ...]:
    """What was answered before signing in, where a draft has no answer yet."""
    if application.state != "draft":
        return ()
    _programme, edition = edition_of(session, application.call.edition_id)
    held = current_answers(session, application.id)
    found = {
        question.key: values[question.key]
        for question in _asked_once(edition)
        if is_empty(held.get(question.key)) and fits(question, values.get(question.key))
    }
    written = write_answers(session, application.id, found, by=actor, at=at)
    if written:
        journal.record(
            session, application, action="carry_over", actor=actor, at=at, data={"questions": list(written)}
        )
    return written


def _asked_once(edition: Edition) -> Iterator[Question]:
    """All but the declarations that end a form: those are made anew each time."""
    for task in edition.tasks:
        for question in task.questions:
            if not (question.kind == "yes_no" and task.step in ("files", "send")):
                yield question


def _earlier_answers(session: Session, application: Application, actor: Person) -> dict[str, Any]:
    query = (
        select(Application.id)
        .where(
            or_(Application.lead_id == actor.id, Application.venture_id == application.venture_id),
            Application.id != application.id,
        )
        .order_by(Application.created_at, Application.id)
    )
    known: dict[str, Any] = {}
    for earlier in session.scalars(query):
        answers = current_answers(session, earlier)
        known |= {key: value for key, value in answers.items() if not is_empty(value)}
    return known


def _fact(venture: Venture, question: Question) -> Any:
    """What the venture's record says, as the form would hold it; None when it says nothing."""
    if question.fact == "applicant_kind":
        return "legal_person" if venture.kind == "company" else None
    value = venture.facts.get(question.fact or "")
    return value.isoformat() if isinstance(value, date) else value


def fits(question: Question, value: Any) -> bool:
    """Carried over only where the form could hold it; an odd one is asked again."""
    if is_empty(value):
        return False
    shapes: dict[str, type | tuple[type, ...]] = {"yes_no": bool, "choices": list, "file": dict}
    shapes |= {"number": int, "money": int}
    if not isinstance(value, shapes.get(question.kind, str)):
        return False
    if question.kind in ("choice", "choices"):
        listed = value if isinstance(value, list) else [value]
        return all(question.choice(str(one)) is not None for one in listed)
    if question.kind == "date":
        return _is_day(str(value))
    return question.kind not in ("number", "money") or not isinstance(value, bool)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _for_this(
    session: Session, application: Application, question: Question, value: Any, *,
    actor: Person, at: datetime,
) -> Any:  # fmt: skip
    """A file given earlier becomes a file of this application too: the bytes are the same."""
    if question.kind != "file":
        return value
    earlier = session.get(File, value.get("file"))
    if earlier is None:
        return None
    copy = File(
        application_id=application.id, question=question.key, name=earlier.name, size=earlier.size,
        content_type=earlier.content_type, digest=earlier.digest, uploaded_by=actor.id, uploaded_at=at,
    )  # fmt: skip
    return {"file": add(session, copy).id}
