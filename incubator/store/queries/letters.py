"""The outbox: what waits, what was sent, what failed, what was stopped."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of

TABS = {
    "waiting": ("queued", "claimed", "handed"),
    "sent": ("sent",),
    "failed": ("failed", "uncertain"),
    "stopped": ("cancelled", "expired"),
}


def outbox(
    session: Session, person: Person, tab: str = "waiting", *, key: str | None = None, limit: int = LIMIT
) -> Page[LetterRow]:
    """For staff, without the bodies: waiting in the order they will leave, the rest the newest first."""
    states = TABS.get(tab, TABS["waiting"])
    query = select(LetterRow).where(LetterRow.state.in_(states), visible.letters_of_staff(person))
    query = query.options(*loading.LETTER)
    if states == TABS["waiting"]:
        return page_of(session, query, by=[LetterRow.send_after, LetterRow.id], key=key, limit=limit)
    return page_of(session, query, by=[LetterRow.id], key=key, limit=limit, newest_first=True)


def counts(session: Session, person: Person) -> dict[str, int]:
    """Tab -> how many letters lie there, for the tabs that somebody works off."""
    rows = session.execute(
        select(LetterRow.state, func.count())
        .where(visible.letters_of_staff(person), LetterRow.state.in_(TABS["waiting"] + TABS["failed"]))
        .group_by(LetterRow.state)
    )
    by_state = {state: number for state, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return {tab: sum(by_state.get(state, 0) for state in TABS[tab]) for tab in ("waiting", "failed")}


def by_id(session: Session, person: Person, letter_id: str) -> LetterRow:
    """For staff, with its bodies; a secret letter's bodies are not to be shown."""
    query = select(LetterRow).where(LetterRow.id == letter_id, visible.letters_of_staff(person))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def of_subject(session: Session, subject_kind: str, subject_id: str, limit: int = LIMIT) -> list[LetterRow]:
    """About one thing one may see, the newest first, without the bodies."""
    query = select(LetterRow).where(
        LetterRow.subject_kind == subject_kind, LetterRow.subject_id == subject_id
    )
    query = query.options(*loading.LETTER).order_by(LetterRow.id.desc()).limit(limit)
    return list(session.scalars(query))


def of_batch(session: Session, person: Person, batch_id: str) -> list[LetterRow]:
    """For staff: queued by one batch, in the order they were queued, without the bodies."""
    query = select(LetterRow).where(LetterRow.batch_id == batch_id, visible.letters_of_staff(person))
    return list(session.scalars(query.options(*loading.LETTER).order_by(LetterRow.id)))
