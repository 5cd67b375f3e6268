"""Batches: one with its rows, and the latest ones."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from incubator.errors import NotFound
from incubator.store.applications import Application
from incubator.store.journal import Batch, BatchRow
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of


def by_id(session: Session, person: Person, batch_id: str) -> Batch:
    """For staff, without its rows; NotFound otherwise."""
    query = select(Batch).where(Batch.id == batch_id, visible.batches_of_staff(person))
    query = query.options(loading.person(Batch.by), lazyload(Batch.rows))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def rows_seen(session: Session, person: Person, batch: Batch) -> list[BatchRow]:
    """Its rows, but for those about applications that are not this person's to see as staff."""
    seen = select(Application.id).where(visible.applications_of_staff(person))
    query = select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.subject_id.in_(seen))
    return list(session.scalars(query.order_by(BatchRow.id)))


def latest(
    session: Session,
    person: Person,
    *,
    call_id: str | None = None,
    key: str | None = None,
    limit: int = LIMIT,
) -> Page[Batch]:
    """For staff, the newest first, without their rows."""
    query = select(Batch).where(visible.batches_of_staff(person))
    if call_id is not None:
        query = query.where(Batch.call_id == call_id)
    query = query.options(loading.person(Batch.by), lazyload(Batch.rows))
    return page_of(session, query, by=[Batch.id], key=key, limit=limit, newest_first=True)
