"""Answers as they are now, and as they were at any past instant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator.store.applications import Answer
from incubator.store.people import Person
from incubator.store.rows import add


def current_answers(session: Session, application_id: str) -> dict[str, Any]:
    return {row.question: row.value for row in _current(session, application_id)}


def answers_as_of(session: Session, application_id: str, at: datetime) -> dict[str, Any]:
    """What stood at that instant: a revision counts from `written_at` until before `replaced_at`."""
    rows = session.scalars(
        select(Answer).where(
            Answer.application_id == application_id,
            Answer.written_at <= at,
            or_(Answer.replaced_at.is_(None), Answer.replaced_at > at),
        )
    )
    return {row.question: row.value for row in rows}


def revisions(session: Session, application_id: str, question: str) -> list[Answer]:
    """Every revision of one answer, the oldest first."""
    return list(
        session.scalars(
            select(Answer)
            .where(Answer.application_id == application_id, Answer.question == question)
            .order_by(Answer.written_at, Answer.id)
        )
    )


def write_answers(
    session: Session, application_id: str, values: Mapping[str, Any], *, by: Person | None, at: datetime
) -> tuple[str, ...]:
    """Keep what changed as new revisions; the keys that changed come back, sorted.

    An answer never given and an empty one are the same: None adds no first revision.
    """
    standing = {row.question: row for row in _current(session, application_id)}
    changed = sorted(key for key, value in values.items() if _differs(standing.get(key), value))
    for key in changed:
        if key in standing:
            standing[key].replaced_at = at
    session.flush()  # the old revision must be closed before the new one is current
    for key in changed:
        add(
            session,
            Answer(
                application_id=application_id,
                question=key,
                value=values[key],
                written_by=by.id if by else None,
                written_at=at,
            ),
        )
    session.flush()
    return tuple(changed)


def _current(session: Session, application_id: str) -> list[Answer]:
    return list(
        session.scalars(
            select(Answer).where(Answer.application_id == application_id, Answer.replaced_at.is_(None))
        )
    )


def _differs(row: Answer | None, value: Any) -> bool:
    held = row.value if row else None
    return type(held) is not type(value) or held != value
