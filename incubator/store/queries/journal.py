"""History: what happened to one thing, or in one batch."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.journal import Entry
from incubator.store.queries import loading
from incubator.store.queries.pages import LIMIT, Page, page_of


def history(
    session: Session, subject_kind: str, subject_id: str, key: str | None = None, limit: int = LIMIT
) -> Page[Entry]:
    """Of one thing one may see as staff, the newest first."""
    query = select(Entry).where(Entry.subject_kind == subject_kind, Entry.subject_id == subject_id)
    query = query.options(loading.person(Entry.actor))
    return page_of(session, query, by=[Entry.seq], key=key, limit=limit, newest_first=True)


def of_batch(session: Session, batch_id: str) -> list[Entry]:
    query = select(Entry).where(Entry.batch_id == batch_id).options(loading.person(Entry.actor))
    return list(session.scalars(query.order_by(Entry.seq)))
