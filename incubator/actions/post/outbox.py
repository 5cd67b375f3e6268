"""What a person does to a letter that waits: send it now, or take it back with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal, locks, post, reasons
from incubator.actions.people import authority
from incubator.errors import Refused
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.words import Words

STAFF = ("manager", "director", "admin")


def send_now(session: Session, row: LetterRow, *, actor: Person, at: datetime) -> None:
    """It leaves with the worker's next round instead of after the hold."""
    _take(session, row, actor, _GONE)
    journal.record(
        session, row, action="send_now", actor=actor, at=at, from_state="queued", to_state="queued"
    )
    row.send_after = min(row.send_after, at)
    session.flush()


def take_back(session: Session, row: LetterRow, *, reason: str, actor: Person, at: datetime) -> None:
    """It never leaves; whoever was to read it is told another way."""
    _take(session, row, actor, _GONE)
    why = reasons.given(reason)
    journal.record(
        session, row, action="take_back", actor=actor, at=at, from_state="queued", to_state="cancelled",
        reason=why,
    )  # fmt: skip
    post.cancel_letter(session, row, why=why, at=at)


def _take(session: Session, row: LetterRow, actor: Person, gone: Words) -> None:
    authority.needs(authority.staff_roles(actor, None), *STAFF)
    locks.lock(session, row)
    if row.state != "queued":
        raise Refused(gone)


_GONE = Words(
    "This letter no longer waits: it has left, or somebody took it back.",
    "Ce courriel n’attend plus : il est parti, ou a été retiré.",
)
