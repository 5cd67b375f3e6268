"""Make the ledger agree with what is open: new rows planned, superseded ones cancelled, nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, cast

from sqlalchemy import CursorResult, Select, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, lazyload

from incubator.actions.reminders.snapshots import Key, Only, Wish, wishes
from incubator.store.letters import ReminderRow
from incubator.store.rows import ids_of

PAGE = 500
REVIVED = ("cancelled", "expired")


@dataclass
class Reconciled:
    """How many rows changed, and how."""

    planned: int = 0
    moved: int = 0
    cancelled: int = 0
    expired: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.planned or self.moved or self.cancelled or self.expired)


@dataclass(frozen=True)
class _Difference:
    """A wish without its row, or a row that no wish (or another wish) stands behind."""

    wish: Wish | None
    row: ReminderRow | None


def disagreements(session: Session, *, at: datetime) -> tuple[str, ...]:
    """The subjects whose reminders are not as they should be; only reads."""
    found = {_subject_of(one) for one in _differences(session, at=at, only=None)}
    return tuple(sorted(found))


def reconcile(session: Session, *, at: datetime, only: Only = None) -> Reconciled:
    """The same for the same store, however often; `only` names subjects, kind by kind."""
    done = Reconciled()
    for one in list(_differences(session, at=at, only=only)):
        if one.wish is None:
            assert one.row is not None, "a difference has a wish or a row"
            _give_up(session, one.row, done, at=at)
        elif one.row is None:
            _plan(session, one.wish, done, at=at)
        else:
            _move(session, one.row, one.wish, done, at=at)
    session.flush()
    return done


def _differences(session: Session, *, at: datetime, only: Only) -> Iterator[_Difference]:
    is_open: set[str] = set()
    for subjects, wished in wishes(session, at=at, only=only):
        is_open |= subjects
        held = held_for(session, subjects)
        for key, wish in wished.items():
            row = held.pop(key, None)
            if row is None or _is_other(row, wish, at=at):
                yield _Difference(wish, row)
        # a subject may have several snapshots, always on one page
        yield from (_Difference(None, row) for row in held.values() if row.state == "planned")
    yield from (_Difference(None, row) for row in _left_over(session, is_open, only=only))


def _is_other(row: ReminderRow, wish: Wish, *, at: datetime) -> bool:
    """Planned for another moment; or given up, and of use again."""
    planned = wish.planned
    if row.state == "planned":
        return (row.due_at, row.useless_after) != (planned.due_at, planned.useless_after)
    return row.state in REVIVED and planned.useless_after > at


def _plan(session: Session, wish: Wish, done: Reconciled, *, at: datetime) -> None:
    """Somebody else may be planning the same: the unique key lets one of the two in."""
    planned = wish.planned
    is_over = planned.useless_after <= at
    values = {
        "id": ids_of(session).new(), "kind": planned.kind, "subject_kind": planned.subject_kind,
        "subject_id": planned.subject_id, "person_id": planned.to, "occurrence": planned.occurrence,
        "due_at": planned.due_at, "useless_after": planned.useless_after, "planned_at": at, "changed_at": at,
        "state": "expired" if is_over else "planned", "why": "too_late" if is_over else "",
    }  # fmt: skip
    into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(into(ReminderRow).values(values).on_conflict_do_nothing())
    done.expired += is_over
    done.planned += not is_over


def _move(session: Session, row: ReminderRow, wish: Wish, done: Reconciled, *, at: datetime) -> None:
    due = {"due_at": wish.planned.due_at, "useless_after": wish.planned.useless_after}
    done.moved += _change(session, row, state="planned", why="", changed_at=at, **due)


def _give_up(session: Session, row: ReminderRow, done: Reconciled, *, at: datetime) -> None:
    """Done, moved or taken back; what was due and never left says that it came too late."""
    if row.useless_after <= at:
        done.expired += _change(session, row, state="expired", why="too_late", changed_at=at)
    else:
        done.cancelled += _change(session, row, state="cancelled", why="no_longer_needed", changed_at=at)


def _change(session: Session, row: ReminderRow, **values: Any) -> bool:
    """Unless it was settled meanwhile: a reminder that has left stays so."""
    change = update(ReminderRow).where(ReminderRow.id == row.id, ReminderRow.state == row.state)
    return cast(CursorResult[Any], session.execute(change.values(**values))).rowcount == 1


def held_for(session: Session, subjects: Collection[str]) -> dict[Key, ReminderRow]:
    query = _light().where(ReminderRow.subject_id.in_(subjects))
    return {key_of_row(row): row for row in session.scalars(query)}


def _left_over(session: Session, is_open: Collection[str], *, only: Only) -> Iterator[ReminderRow]:
    """Planned reminders of work that is no longer open."""
    query = _light().where(ReminderRow.state == "planned")
    if only is not None:
        query = query.where(ReminderRow.subject_id.in_(sorted(chain(*only.values()))))
    last = ""
    while True:
        rows = session.scalars(query.where(ReminderRow.id > last).order_by(ReminderRow.id).limit(PAGE)).all()
        yield from (row for row in rows if row.subject_id not in is_open)
        if len(rows) < PAGE:
            return
        last = rows[-1].id


def _light() -> Select[ReminderRow]:
    return select(ReminderRow).options(lazyload(ReminderRow.person), lazyload(ReminderRow.letter))


def key_of_row(row: ReminderRow) -> Key:
    return row.kind, row.subject_kind, row.subject_id, row.person_id, row.occurrence


def _subject_of(one: _Difference) -> str:
    if one.wish is not None:
        return one.wish.planned.subject_id
    assert one.row is not None, "a difference has a wish or a row"
    return one.row.subject_id
