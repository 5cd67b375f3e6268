"""Make the ledger agree with what is open: new rows planned, superseded ones cancelled, nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, Table, and_, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, lazyload

from incubator.actions.reminders.snapshots import Key, Only, Wish, wishes
from incubator.store.letters import REMINDER_SUBJECTS, ReminderRow
from incubator.store.rows import ids_of
from incubator.workflows.reminders import PlannedReminder

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
    found = {_subject_of(one) for page in _differences(session, at=at, only=None) for one in page}
    return tuple(sorted(found))


def reconcile(session: Session, *, at: datetime, only: Only = None) -> Reconciled:
    """The same for the same store, however often; `only` names subjects, kind by kind."""
    done = Reconciled()
    for found in _differences(session, at=at, only=only):
        _plan(session, [one.wish for one in found if one.row is None and one.wish], done, at=at)
        _give_up(session, [one.row for one in found if one.wish is None and one.row], done, at=at)
        _move(session, [(one.row, one.wish) for one in found if one.row and one.wish], done, at=at)
    session.flush()
    return done


def _differences(session: Session, *, at: datetime, only: Only) -> Iterator[list[_Difference]]:
    """Page by page, so that a first run over a large store holds no more than a page of it."""
    is_open: set[str] = set()
    for subjects, wished in wishes(session, at=at, only=only):
        is_open |= subjects
        yield _between(wished, held_for(session, subjects), at=at)
    yield [_Difference(None, row) for row in _left_over(session, is_open, only=only)]


def _between(wished: Mapping[Key, Wish], held: dict[Key, ReminderRow], *, at: datetime) -> list[_Difference]:
    found = []
    for key, wish in wished.items():
        row = held.pop(key, None)
        if row is None or _is_other(row, wish, at=at):
            found.append(_Difference(wish, row))
    # a subject may have several snapshots, always on one page
    return found + [_Difference(None, row) for row in held.values() if row.state == "planned"]


def _is_other(row: ReminderRow, wish: Wish, *, at: datetime) -> bool:
    """Planned for another moment; or given up, and of use again."""
    planned = wish.planned
    if row.state == "planned":
        return (row.due_at, row.useless_after) != (planned.due_at, planned.useless_after)
    return row.state in REVIVED and planned.useless_after > at


def _plan(session: Session, wished: Sequence[Wish], done: Reconciled, *, at: datetime) -> None:
    """Somebody else may be planning the same: the unique key lets one of the two in."""
    rows = [_new(session, wish.planned, at=at) for wish in wished]
    into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.execute(into(ReminderRow).on_conflict_do_nothing(), rows)
    expired = sum(row["state"] == "expired" for row in rows)
    done.expired += expired
    done.planned += len(rows) - expired


def _new(session: Session, planned: PlannedReminder, *, at: datetime) -> dict[str, Any]:
    is_over = planned.useless_after <= at
    return {
        "id": ids_of(session).new(), "kind": planned.kind, "subject_kind": planned.subject_kind,
        "subject_id": planned.subject_id, "person_id": planned.to, "occurrence": planned.occurrence,
        "due_at": planned.due_at, "useless_after": planned.useless_after, "planned_at": at, "changed_at": at,
        "state": "expired" if is_over else "planned", "why": "too_late" if is_over else "",
    }  # fmt: skip


def _move(
    session: Session, moved: Sequence[tuple[ReminderRow, Wish]], done: Reconciled, *, at: datetime
) -> None:
    table = cast(Table, ReminderRow.__table__)
    change = update(table).where(table.c.id == bindparam("of_id"), table.c.state == bindparam("of_state"))
    values = [
        {
            "of_id": row.id, "of_state": row.state, "due": wish.planned.due_at,
            "useless": wish.planned.useless_after,
        }
        for row, wish in moved
    ]  # fmt: skip
    new = {"due_at": bindparam("due"), "useless_after": bindparam("useless"), "changed_at": at}
    if values:
        sent = session.execute(change.values(**new, state="planned", why=""), values)
        done.moved += cast(CursorResult[Any], sent).rowcount


def _give_up(session: Session, rows: Sequence[ReminderRow], done: Reconciled, *, at: datetime) -> None:
    """Done, moved or taken back; what was due and never left says that it came too late."""
    late = [row for row in rows if row.useless_after <= at]
    others = [row for row in rows if row.useless_after > at]
    done.expired += _change(session, late, state="expired", why="too_late", changed_at=at)
    done.cancelled += _change(session, others, state="cancelled", why="no_longer_needed", changed_at=at)


def _change(session: Session, rows: Sequence[ReminderRow], **values: Any) -> int:
    """Unless it was settled meanwhile: a reminder that has left stays so. All are in one state."""
    changed = 0
    for start in range(0, len(rows), PAGE):
        some = rows[start : start + PAGE]
        change = update(ReminderRow).where(
            ReminderRow.id.in_([row.id for row in some]), ReminderRow.state == some[0].state
        )
        changed += cast(CursorResult[Any], session.execute(change.values(**values))).rowcount
    return changed


def held_for(session: Session, subjects: Collection[str]) -> dict[Key, ReminderRow]:
    query = _light().where(_about(subjects))
    return {key_of_row(row): row for row in session.scalars(query)}


def _left_over(session: Session, is_open: Collection[str], *, only: Only) -> Iterator[ReminderRow]:
    """Planned reminders of work that is no longer open."""
    query = _light().where(ReminderRow.state == "planned")
    if only is not None:
        query = query.where(_about(sorted(chain(*only.values()))))
    last = ""
    while True:
        rows = session.scalars(query.where(ReminderRow.id > last).order_by(ReminderRow.id).limit(PAGE)).all()
        yield from (row for row in rows if row.subject_id not in is_open)
        if len(rows) < PAGE:
            return
        last = rows[-1].id


def _about(subjects: Collection[str]) -> ColumnElement[bool]:
    """The kind as well: the index begins with it."""
    return and_(ReminderRow.subject_kind.in_(REMINDER_SUBJECTS), ReminderRow.subject_id.in_(subjects))


def _light() -> Select[ReminderRow]:
    return select(ReminderRow).options(lazyload(ReminderRow.person), lazyload(ReminderRow.letter))


def key_of_row(row: ReminderRow) -> Key:
    return row.kind, row.subject_kind, row.subject_id, row.person_id, row.occurrence


def _subject_of(one: _Difference) -> str:
    if one.wish is not None:
        return one.wish.planned.subject_id
    assert one.row is not None, "a difference has a wish or a row"
    return one.row.subject_id
