"""Rows of a batch that are locked: planned, carried out together, each with what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from incubator.actions import locks
from incubator.actions.moves.context import Context
from incubator.actions.moves.effects import carry_out
from incubator.actions.moves.planning import Plan, plan
from incubator.actions.moves.preview import row_of
from incubator.actions.moves.request import MoveRequest
from incubator.errors import IncubatorError
from incubator.store.applications import Application
from incubator.store.journal import Batch, BatchRow, Entry
from incubator.store.losses import meaning
from incubator.store.people import Person
from incubator.store.queries.loading import APPLICATION
from incubator.words import Words, both, instant

CHANGED = Words(
    "It changed since you looked: look at the consequences again.",
    "Ce dossier a changé entre-temps : regardez de nouveau les conséquences.",
)
CHANGED_BY = Words(
    "It changed since you looked, by {who} on {when}: look at the consequences again.",
    "Ce dossier a changé entre-temps, par {who}, {when} : regardez de nouveau les conséquences.",
)
Pair = tuple[BatchRow, Application]  # both taken for oneself


def carry_rows(
    session: Session, batch: Batch, pairs: Sequence[Pair], *, actor: Person, at: datetime, alone: bool = False
) -> None:
    """A row that changed since it was seen, or that may not move, says so; the others move together.

    `alone`: the whole unit of work is this one row, so nothing else could be lost with it.
    """
    latest = _latest(session, [one for row, one in pairs if one.version != row.seen_version])
    for row, application in pairs:
        if application.version != row.seen_version:
            _skip(row, _meanwhile(row, application, latest.get(application.id)))
    unchanged = [pair for pair in pairs if pair[0].result == "waiting"]
    if not unchanged:
        return
    request = MoveRequest.from_json(batch.request)
    hold = batch.hold_until - batch.at
    context = Context.read(session, [one for _, one in unchanged], request=request, at=at, hold=hold)
    plans = [(row, plan(one, request=request, actor=actor, context=context)) for row, one in unchanged]
    for row, planned in plans:
        if planned.group != "will":
            _skip(row, planned.reasons[0])
    ready = [pair for pair in plans if pair[1].group == "will"]
    _carry(session, batch, ready, context=context, actor=actor, at=at, alone=alone)


def _carry(
    session: Session, batch: Batch, ready: Sequence[tuple[BatchRow, Plan]], *, context: Context,
    actor: Person, at: datetime, alone: bool,
) -> None:  # fmt: skip
    """Together; when one of them is refused after all, one by one, so that it alone stays."""
    if not ready:
        return
    shown = {row.id: row_of(planned).as_json() for row, planned in ready}
    undone_alone: AbstractContextManager[Any] = nullcontext() if alone else session.begin_nested()
    try:
        with undone_alone:
            plans = [planned for _, planned in ready]
            before = carry_out(session, plans, context=context, batch=batch, at=at)
    except (IncubatorError, IntegrityError, StaleDataError) as error:
        refusal = error if isinstance(error, IncubatorError) else meaning(error)
        if alone or refusal is None:
            raise
        _one_by_one(session, batch, ready, refusal, actor=actor, at=at)
        return
    for row, planned in ready:
        row.plan, row.before = shown[row.id], before[planned.application.id]
        row.result, row.after_version = "moved", planned.application.version


def _one_by_one(
    session: Session, batch: Batch, ready: Sequence[tuple[BatchRow, Plan]], refusal: IncubatorError, *,
    actor: Person, at: datetime,
) -> None:  # fmt: skip
    ids = [planned.application.id for _, planned in ready]
    locks.locked_all(session, Application, ids, options=APPLICATION)  # read again: what was tried is undone
    if len(ready) == 1:
        _skip(ready[0][0], refusal.words)
        return
    for row, planned in ready:
        carry_rows(session, batch, [(row, planned.application)], actor=actor, at=at)


def _latest(session: Session, changed: Sequence[Application]) -> Mapping[str, Entry]:
    """The last thing that happened to each."""
    if not changed:
        return {}
    last = select(func.max(Entry.seq)).where(
        Entry.subject_kind == "application", Entry.subject_id.in_([one.id for one in changed])
    )
    query = select(Entry).where(Entry.seq.in_(last.group_by(Entry.subject_id)))
    return {entry.subject_id: entry for entry in session.scalars(query)}


def _meanwhile(row: BatchRow, application: Application, last: Entry | None) -> Words:
    """Who was first; the row shows from where to where they moved it."""
    if last is None or last.actor is None:
        return CHANGED
    if last.to_state == application.state:
        row.plan = {"from": last.from_state, "to": last.to_state}
    who, at, zone = last.actor.name or last.actor.email, last.at, application.call.zone
    return both(lambda language: CHANGED_BY[language].format(who=who, when=instant(at, zone, language)))


def _skip(row: BatchRow, why: Words) -> None:
    row.result, row.reason = "skipped", {"en": why.en, "fr": why.fr}
