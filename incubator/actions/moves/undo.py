"""Take a batch back within its hold: states, enrolments and letters as they were."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from incubator.actions import locks
from incubator.actions.journal import record
from incubator.actions.moves.effects import give_back
from incubator.actions.people.authority import roles_on, staff_roles
from incubator.errors import NotAllowed, Refused
from incubator.store.applications import Application
from incubator.store.database import Database
from incubator.store.journal import Batch, BatchRow
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.words import Words

MAY_UNDO = frozenset({"manager", "director"})
TOO_LATE = Words(
    "The time to undo is over. Make the opposite move instead: it shows who will be told.",
    "Le délai d’annulation est passé. Faites le déplacement inverse : il montre qui sera prévenu.",
)
MOVED_ON = Words(
    "It was moved again since; it stays as it is.",
    "Ce dossier a encore été déplacé depuis ; il reste en l’état.",
)
LEFT = Words(
    "A letter of this move has already left; it stays as it is.",
    "Un courriel de ce déplacement est déjà parti ; le dossier reste en l’état.",
)
NOT_YOURS = Words(
    "Only the programme’s managers or the director can undo this.",
    "Seules les personnes responsables du programme ou la direction peuvent annuler ce déplacement.",
)


def undo(database: Database, batch_id: str, *, actor_id: str, at: datetime) -> None:
    """Row by row; a row changed since, or whose letter has left, is kept and says why."""
    with database.writing() as session:
        rows = _begin(session, batch_id, actor=session.get_one(Person, actor_id), at=at)
    for row_id in rows:
        with database.writing() as session:
            _undo_row(session, row_id, actor=session.get_one(Person, actor_id), at=at)


def _begin(session: Session, batch_id: str, *, actor: Person, at: datetime) -> list[str]:
    batch = locks.locked(session, Batch, batch_id)
    _check_authority(session, batch, actor)
    if at >= batch.hold_until:
        raise Refused(TOO_LATE)
    for row in batch.rows:
        if row.result == "waiting":  # never carried out: it must not be resumed later
            row.result = "skipped"
    batch.undone_at, batch.undone_by = batch.undone_at or at, batch.undone_by or actor.id
    return [row.id for row in batch.rows if row.result == "moved"]


def _check_authority(session: Session, batch: Batch, actor: Person) -> None:
    first = session.get_one(Application, batch.rows[0].subject_id)
    if not staff_roles(actor, first.call.programme) & MAY_UNDO:
        raise NotAllowed(NOT_YOURS)


def _undo_row(session: Session, row_id: str, *, actor: Person, at: datetime) -> None:
    row = locks.locked(session, BatchRow, row_id)
    if row.result != "moved":
        return
    application = locks.locked(session, Application, row.subject_id)
    kept = _kept_because(session, row, application, actor)
    if kept is not None:
        row.result, row.reason = "kept", {"en": kept.en, "fr": kept.fr}
        return
    _cancel_letters(session, row, at=at)
    left_state = application.state
    give_back(session, application, row.before or {}, actor=actor, at=at, batch=row.batch)
    row.result = "undone"
    record(
        session, application, action="undo", actor=actor, at=at, from_state=left_state,
        to_state=application.state, batch=row.batch,
    )  # fmt: skip


def _letters(row: BatchRow) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (LetterRow.batch_id == row.batch_id, LetterRow.subject_id == row.subject_id)


def _kept_because(session: Session, row: BatchRow, application: Application, actor: Person) -> Words | None:
    """The letters are taken for oneself too: none can leave while it is decided."""
    if not roles_on(session, application, actor=actor) & MAY_UNDO:
        return NOT_YOURS
    if application.version != row.after_version:
        return MOVED_ON
    states = session.scalars(select(LetterRow.state).where(*_letters(row)).with_for_update(of=LetterRow))
    return LEFT if set(states) - {"queued", "cancelled"} else None


def _cancel_letters(session: Session, row: BatchRow, *, at: datetime) -> None:
    waiting = update(LetterRow).where(*_letters(row), LetterRow.state == "queued")
    session.execute(waiting.values(state="cancelled", done_at=at, why="undone"))
