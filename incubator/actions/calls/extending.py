"""Give everyone more time: who is told, which reminders move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class CallExtension:
    """What extending would do, said before it is done."""

    call_id: str
    version: int
    from_at: datetime
    to_at: datetime
    told: tuple[Person, ...]  # who gets the letter
    drafts: int
    expired: int  # drafts that had expired and may be reopened
    reminders_moved: int
    words: tuple[Words, ...]


def preview_extension(session: Session, call: Call, *, closes_at: datetime, at: datetime) -> CallExtension:
    """Refused when the date is not later than the closing that holds now, or is past."""
    raise NotImplementedError


def extend(
    session: Session, call: Call, *, closes_at: datetime, reason: str, actor: Person, at: datetime,
    seen_version: int | None = None,
) -> CallExtension:  # fmt: skip
    """The date moves now; the letters to unsent drafts wait for the hold time."""
    raise NotImplementedError
