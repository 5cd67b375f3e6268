"""One act on many applications: each row a unit of work of its own, resumable, honest row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import locks
from incubator.actions.moves.context import Context
from incubator.actions.moves.effects import carry_out
from incubator.actions.moves.planning import Plan, plan
from incubator.actions.moves.preview import label_of, row_of
from incubator.actions.moves.request import MoveRequest
from incubator.errors import IncubatorError, Refused
from incubator.store.applications import Application
from incubator.store.database import Database
from incubator.store.journal import Batch, BatchRow, Entry
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words, both, instant

CHANGED = Words(
    "It changed since you looked: look at the consequences again.",
    "Ce dossier a changé entre-temps : regardez de nouveau les conséquences.",
)
CHANGED_BY = Words(
    "It changed since you looked, by {who} on {when}: look at the consequences again.",
    "Ce dossier a changé entre-temps, par {who}, {when} : regardez de nouveau les conséquences.",
)
RESUME_AFTER = timedelta(minutes=1)  # a batch still waiting then was interrupted


def open_batch(
    session: Session, applications: Iterable[Application], *, request: MoveRequest,
    versions: dict[str, int], actor: Person, at: datetime, hold: timedelta,
) -> Batch:  # fmt: skip
    """Write down what was confirmed: which rows, at which version each was seen."""
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
    for application in chosen:
        row = BatchRow(
            batch_id=batch.id, subject_kind="application", subject_id=application.id,
            label=label_of(application), seen_version=versions[application.id], plan={},
        )  # fmt: skip
        add(session, row)
    session.flush()
    return batch


def act(
    session: Session,
    application: Application,
    *,
    request: MoveRequest,
    actor: Person,
    at: datetime,
    hold: timedelta,
) -> BatchRow:
    """One application, inside the caller's unit of work; the row says what came of it."""
    versions = {application.id: application.version}
    batch = open_batch(
        session, [application], request=request, versions=versions, actor=actor, at=at, hold=hold
    )
    row = session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).one()
    _apply_row(session, row.id, at=at)
    return row


def apply_batch(database: Database, batch_id: str, *, at: datetime) -> None:
    """Carry out every row still waiting; a blocked row never blocks the others."""
    with database.reading() as session:
        waiting = list(
            session.scalars(
                select(BatchRow.id).where(BatchRow.batch_id == batch_id, BatchRow.result == "waiting")
            )
        )
    for row_id in waiting:
        with database.writing() as session:
            _apply_row(session, row_id, at=at)


def resume_batches(database: Database, *, at: datetime) -> int:
    """The worker's round: finish batches that were interrupted. Returns how many."""
    query = (
        select(Batch.id)
        .join(BatchRow, BatchRow.batch_id == Batch.id)
        .where(BatchRow.result == "waiting", Batch.at < at - RESUME_AFTER)
        .distinct()
    )
    with database.reading() as session:
        interrupted = list(session.scalars(query))
    for batch_id in interrupted:
        apply_batch(database, batch_id, at=at)
    return len(interrupted)


def _apply_row(session: Session, row_id: str, *, at: datetime) -> None:
    row = locks.locked(session, BatchRow, row_id)
    if row.result != "waiting":
        return
    application = locks.locked(session, Application, row.subject_id)
    planned = _plan(session, row, application, at=at)
    if planned.group != "will" or application.version != row.seen_version:
        stale = application.version != row.seen_version
        _skip(row, _meanwhile(session, row, application) if stale else planned.reasons[0])
        return
    row.plan = row_of(planned).as_json()
    try:
        with session.begin_nested():
            row.before = carry_out(session, planned, batch=row.batch, at=at)
    except IncubatorError as refusal:
        _skip(row, refusal.words)
        return
    row.result = "moved"
    row.after_version = application.version


def _plan(session: Session, row: BatchRow, application: Application, *, at: datetime) -> Plan:
    request = MoveRequest.from_json(row.batch.request)
    hold = row.batch.hold_until - row.batch.at
    context = Context.read(session, [application], request=request, at=at, hold=hold)
    return plan(application, request=request, actor=row.batch.by, context=context)


def _meanwhile(session: Session, row: BatchRow, application: Application) -> Words:
    """Who was first; the row shows from where to where they moved it."""
    query = select(Entry).where(Entry.subject_kind == "application", Entry.subject_id == application.id)
    last = session.scalars(query.order_by(Entry.seq.desc()).limit(1)).first()
    if last is None or last.actor is None:
        return CHANGED
    if last.to_state == application.state:
        row.plan = {"from": last.from_state, "to": last.to_state}
    who, at, zone = last.actor.name or last.actor.email, last.at, application.call.zone
    return both(lambda language: CHANGED_BY[language].format(who=who, when=instant(at, zone, language)))


def _skip(row: BatchRow, why: Words) -> None:
    row.result, row.reason = "skipped", {"en": why.en, "fr": why.fr}
