"""New looks at applications that found something else, as the journal tells them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.journal import Entry
from incubator.store.people import Person
from incubator.store.queries import loading, visible

LOOKED = "look_again"
LATEST = 5000  # entries of the journal that are gone through: beyond them it is no news


def last(session: Session, application_id: str) -> Entry | None:
    """Of an application one may see as staff."""
    query = select(Entry).where(
        Entry.subject_kind == "application", Entry.subject_id == application_id, Entry.action == LOOKED
    )
    return session.scalars(query.order_by(Entry.seq.desc()).limit(1)).first()


def recent(
    session: Session, person: Person, *, since: datetime, limit: int
) -> list[tuple[Application, Entry]]:
    """For staff: what still matters and came out otherwise, the newest first; each application once.

    Its newest change of verdict; where the verdict stayed, its newest look.
    """
    newest = select(func.max(Entry.seq)).scalar_subquery()
    query = (
        select(Application, Entry)
        .join(Entry, Entry.subject_id == Application.id)
        .where(Entry.seq > newest - LATEST, Entry.subject_kind == "application", Entry.action == LOOKED)
        .where(Entry.at >= since, visible.applications_of_staff(person))
        .options(*loading.APPLICATION, loading.person(Entry.actor))
        .order_by(Entry.seq.desc())
    )
    found: dict[str, tuple[Application, Entry]] = {}
    for application, entry in session.execute(query.limit(4 * limit)):
        held = found.setdefault(application.id, (application, entry))[1]
        if not _turned(held) and _turned(entry):
            found[application.id] = (application, entry)
    return list(found.values())[:limit]


def _turned(entry: Entry) -> bool:
    return bool(entry.data.get("from") != entry.data.get("to"))
