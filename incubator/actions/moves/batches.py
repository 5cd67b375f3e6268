"""One act on many applications: some rows at a time, resumable, honest row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session, lazyload

from incubator.actions import locks
from incubator.actions.moves.carrying import carry_rows
from incubator.actions.moves.preview import label_of
from incubator.actions.moves.request import MoveRequest
from incubator.errors import Refused
from incubator.store.applications import Application
from incubator.store.database import Database
from incubator.store.journal import Batch, BatchRow
from incubator.store.people import Person
from incubator.store.queries.loading import APPLICATION
from incubator.store.rows import add, ids_of
from incubator.words import Words

TOGETHER = 50  # rows of one transaction: what an interruption makes the next round do again
RESUME_AFTER = timedelta(minutes=1)  # a batch still waiting then was interrupted


@dataclass(frozen=True)
class Started:
    """`is_over`: nothing is left for `apply_batch`."""

    batch_id: str
    is_over: bool


def start(
    session: Session, applications: Sequence[Application], *, request: MoveRequest,
    versions: Mapping[str, int], actor: Person, at: datetime, hold: timedelta,
) -> Started:  # fmt: skip
    """Few rows are carried out on the spot, in the caller's unit of work; more are written down as waiting.

    The applications are taken already (`queries.applications.chosen(..., lock=True)`).
    """
    batch, pairs = _opened(
        session, applications, request=request, versions=versions, actor=actor, at=at, hold=hold
    )
    is_over = len(pairs) <= TOGETHER
    if is_over:
        carry_rows(session, batch, pairs, actor=actor, at=at, alone=len(pairs) == 1)
    for row, _ in pairs:
        session.add(row)
    session.flush()
    return Started(batch.id, is_over)


def open_batch(
    session: Session, applications: Sequence[Application], *, request: MoveRequest,
    versions: Mapping[str, int], actor: Person, at: datetime, hold: timedelta,
) -> Batch:  # fmt: skip
    """Write down what was confirmed: which rows, at which version each was seen."""
    batch, pairs = _opened(
        session, applications, request=request, versions=versions, actor=actor, at=at, hold=hold
    )
    for row, _ in pairs:
        session.add(row)
    session.flush()
    return batch


def act(
    session: Session, application: Application, *, request: MoveRequest, actor: Person, at: datetime,
    hold: timedelta,
) -> BatchRow:  # fmt: skip
    """One application, inside the caller's unit of work; the row says what came of it."""
    locks.lock(session, application)
    versions = {application.id: application.version}
    batch, pairs = _opened(
        session, [application], request=request, versions=versions, actor=actor, at=at, hold=hold
    )
    carry_rows(session, batch, pairs, actor=actor, at=at)
    row = add(session, pairs[0][0])
    session.flush()
    return row


def apply_batch(database: Database, batch_id: str, *, at: datetime) -> None:
    """Carry out every row still waiting; a blocked row never blocks the others."""
    waiting = select(BatchRow.id).where(BatchRow.batch_id == batch_id, BatchRow.result == "waiting")
    with database.reading() as session:
        ids = list(session.scalars(waiting.order_by(BatchRow.id)))
    for start in range(0, len(ids), TOGETHER):
        with database.writing() as session:
            _apply(session, batch_id, ids[start : start + TOGETHER], at=at)


def resume_batches(database: Database, *, at: datetime) -> int:
    """The worker's round: finish batches that were interrupted. Returns how many.

    The state is written into the statement: only then may the index of the waiting rows answer it.
    """
    query = (
        select(Batch.id)
        .join(BatchRow, BatchRow.batch_id == Batch.id)
        .where(BatchRow.result == literal_column("'waiting'"), Batch.at < at - RESUME_AFTER)
        .distinct()
    )
    with database.reading() as session:
        interrupted = list(session.scalars(query))
    for batch_id in interrupted:
        apply_batch(database, batch_id, at=at)
    return len(interrupted)


def _opened(
    session: Session, applications: Iterable[Application], *, request: MoveRequest,
    versions: Mapping[str, int], actor: Person, at: datetime, hold: timedelta,
) -> tuple[Batch, list[tuple[BatchRow, Application]]]:  # fmt: skip
    """The rows are not in the session yet: those carried out at once are written once."""
    chosen = [application for application in applications if application.id in versions]
    if not chosen:
        raise Refused(
            Words("Choose at least one application.", "Choisissez au moins une candidature."), field="ref"
        )
    batch = Batch(
        move=request.move, call_id=chosen[0].call_id, by_id=actor.id, at=at, note=request.reason,
        request=request.as_json(), hold_until=at + hold,
    )  # fmt: skip
    add(session, batch)
    session.flush()
    return batch, [(_row(session, batch, one, versions[one.id]), one) for one in chosen]


def _row(session: Session, batch: Batch, application: Application, seen_version: int) -> BatchRow:
    return BatchRow(
        id=ids_of(session).new(), batch_id=batch.id, subject_kind="application", subject_id=application.id,
        label=label_of(application), result="waiting", seen_version=seen_version, plan={},
    )  # fmt: skip


def _apply(session: Session, batch_id: str, row_ids: Sequence[str], *, at: datetime) -> None:
    """Those among them that nobody else has carried out meanwhile."""
    batch = session.get_one(Batch, batch_id, options=[lazyload(Batch.rows)])
    rows = [row for row in locks.locked_all(session, BatchRow, row_ids) if row.result == "waiting"]
    subjects = [row.subject_id for row in rows]
    found = {one.id: one for one in locks.locked_all(session, Application, subjects, options=APPLICATION)}
    pairs = [(row, found[row.subject_id]) for row in rows]
    carry_rows(session, batch, pairs, actor=batch.by, at=at)
