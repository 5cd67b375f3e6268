"""Write down what happened, to what, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from incubator.actions.eligibility import marks
from incubator.store.journal import Batch, Entry
from incubator.store.people import Person


class Subject(Protocol):
    """Any row with an id; its table's name is the kind."""

    id: Any


def kind_of(subject: Subject) -> str:
    """application, venture, call, enrolment ...: the name of the row's table."""
    return str(inspect(type(subject)).local_table.name)


def record(
    session: Session, subject: Subject, *, action: str, actor: Person | None, at: datetime,
    from_state: str | None = None, to_state: str | None = None, reason: str = "",
    batch: Batch | str | None = None, data: Mapping[str, Any] | None = None,
) -> Entry:  # fmt: skip
    """One entry, for good. No actor means the worker did it by itself."""
    values = entry(
        subject, action=action, actor=actor, at=at, from_state=from_state, to_state=to_state, reason=reason,
        batch=batch, data=data,
    )  # fmt: skip
    made = Entry(**values)
    session.add(made)
    session.flush()
    if getattr(subject, "state", None) != "draft":  # nobody has assessed what is not sent
        marks.heard(session, [values])
    return made


def record_all(session: Session, entries: Sequence[dict[str, Any]]) -> None:
    """Several at once, in this order."""
    session.flush()
    if entries:
        session.execute(insert(Entry), entries)
        marks.heard(session, entries)


def entry(
    subject: Subject, *, action: str, actor: Person | None, at: datetime, from_state: str | None = None,
    to_state: str | None = None, reason: str = "", batch: Batch | str | None = None,
    data: Mapping[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The columns of an entry that is not written down yet."""
    return {
        "at": at, "actor_id": actor.id if actor else None, "subject_kind": kind_of(subject),
        "subject_id": subject.id, "action": action, "from_state": from_state, "to_state": to_state,
        "reason": reason, "batch_id": batch.id if isinstance(batch, Batch) else batch,
        "data": dict(data or {}),
    }  # fmt: skip


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What an edit wrote over what, for the entry's data: name -> from, to."""
    return {key: {"from": _plain(before[key]), "to": _plain(value)} for key, value in after.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
