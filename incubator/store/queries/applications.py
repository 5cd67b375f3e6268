"""Applications: the table of a call, one by its reference, mine, and those that wait for us."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from incubator.errors import NotFound
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.folding import typed_words
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries import search as searching
from incubator.store.queries.pages import LIMIT, Page

WAITING_FOR_US = ("submitted", "eligible", "in_review", "shortlisted", "decided", "confirmed")


def table(
    session: Session,
    person: Person,
    call_id: str | None = None,
    *,
    states: Collection[str] = (),
    search: str = "",
    late: bool | None = None,
    key: str | None = None,
    limit: int = LIMIT,
) -> Page[Application]:
    """For staff: a call's, the oldest first; without a call, every call's they manage, newest call first."""
    scope = searching.scope_of(session, person, call_id, states=states, late=late)
    return searching.page(session, scope, typed_words(search), key=key, limit=limit)


def nearest(session: Session, person: Person, call_id: str | None, typed: str) -> str | None:
    """For words that nothing matches: those closest in spelling, among what the person sees."""
    return searching.nearest(session, searching.scope_of(session, person, call_id), typed)


def by_ref(session: Session, person: Person, ref: str) -> Application:
    """Whichever side the person sees it from; NotFound when from neither."""
    return _one(session, ref, visible.applications(person))


def by_ref_for_staff(session: Session, person: Person, ref: str) -> Application:
    """For staff pages: one's own application as a founder does not exist there."""
    return _one(session, ref, visible.applications_of_staff(person), *loading.DOSSIER)


def by_ref_for_founder(session: Session, person: Person, ref: str) -> Application:
    """For founder pages: what one only manages does not exist there."""
    return _one(session, ref, visible.applications_of_founder(person))


def chosen(
    session: Session, person: Person, refs: Collection[str], *, lock: bool = False
) -> list[Application]:
    """Those ticked in the table, by reference; what is not the staff's to see is left out.

    `lock`: taken for oneself until the unit of work ends, always in the same order.
    """
    query = select(Application).where(
        Application.ref.in_(sorted(refs)), visible.applications_of_staff(person)
    )
    if lock:
        query = query.with_for_update(of=Application, key_share=True)  # NO KEY: see actions/locks.py
    return list(session.scalars(query.options(*loading.APPLICATION).order_by(Application.id)))


def mine(session: Session, person: Person) -> list[Application]:
    """Those of the ventures one is a member of, the newest first."""
    query = select(Application).where(visible.applications_of_founder(person)).options(*loading.APPLICATION)
    return list(session.scalars(query.order_by(Application.id.desc())))


def mine_for(session: Session, person: Person, call_id: str) -> Application | None:
    """The one that pressing Apply opens again: the newest of one's own for this call."""
    own = or_(Application.lead_id == person.id, visible.applications_of_founder(person))
    query = select(Application).where(Application.call_id == call_id, own).options(*loading.APPLICATION)
    return session.scalar(query.order_by(Application.created_at.desc()).limit(1))


def counts_by_state(
    session: Session, person: Person, call_ids: Collection[str], most: int
) -> dict[str, dict[str, int] | None]:
    """For staff: call id -> state -> how many; a call without applications has an empty dict, one with
    more than `most` has None. Two statements, however many calls."""
    beyond = select(Application.id).where(Application.call_id == Call.id).offset(most).limit(1)
    large = set(session.scalars(select(Call.id).where(Call.id.in_(sorted(call_ids)), beyond.exists())))
    few: dict[str, dict[str, int]] = {call_id: {} for call_id in call_ids if call_id not in large}
    rows = session.execute(
        select(Application.call_id, Application.state, func.count())
        .where(Application.call_id.in_(sorted(few)), visible.applications_of_staff(person))
        .group_by(Application.call_id, Application.state)
    )
    for call_id, state, number in rows:
        few[call_id][state] = number
    return few | dict.fromkeys(large)


def counts_if_few(session: Session, person: Person, call_id: str, most: int) -> dict[str, int] | None:
    """For staff: how many of a call are in each state; None when there are more than `most` in all."""
    seen = and_(Application.call_id == call_id, visible.applications_of_staff(person))
    some = select(Application.state).where(seen).limit(most + 1).subquery()
    rows = session.execute(select(some.c.state, func.count()).group_by(some.c.state))
    counts = {state: number for state, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return counts if sum(counts.values()) <= most else None


def waiting_for_staff(session: Session, person: Person, limit: int = 10) -> list[Application]:
    """Where the next step is ours, the longest waiting first.

    The longest waiting of each state are found first: each is the beginning of an index, however
    many wait.
    """
    seen = visible.applications_of_staff(person)
    waits = [Application.state == state for state in WAITING_FOR_US]
    to_enter = Application.confirm_by.is_(None)  # accepted, and nothing to confirm
    waits.append(and_(Application.state == "accepted", to_enter))
    order = (Application.state_since, Application.id)
    parts = [
        select(Application.id).where(wait, seen).order_by(*order).limit(limit).subquery() for wait in waits
    ]
    first = union_all(*(select(part.c.id) for part in parts))
    query = select(Application).where(Application.id.in_(first)).options(*loading.APPLICATION)
    return list(session.scalars(query.order_by(*order).limit(limit)))


def _one(session: Session, ref: str, scope: visible.Filter, *options: ORMOption) -> Application:
    query = select(Application).where(Application.ref == ref, scope).options(*options)
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found
