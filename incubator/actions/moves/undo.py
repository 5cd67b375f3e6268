"""Take a batch back within its hold: states, enrolments and letters as they were."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, lazyload

from incubator.actions import locks
from incubator.actions.moves.giving_back import give_back, made_and_used
from incubator.actions.people.authority import staff_roles
from incubator.errors import NotAllowed, Refused
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.database import Database
from incubator.store.journal import Batch, BatchRow
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.store.queries.loading import APPLICATION
from incubator.store.ventures import Membership
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
NOT_BEGUN = Words(
    "The move was undone before this one’s turn came; it stays as it is.",
    "Le déplacement a été annulé avant que vienne le tour de ce dossier ; il reste en l’état.",
)
NOT_YOURS = Words(
    "Only the programme’s managers or the director can undo this.",
    "Seules les personnes responsables du programme ou la direction peuvent annuler ce déplacement.",
)
Pair = tuple[BatchRow, Application]


def undo(database: Database, batch_id: str, *, actor_id: str, at: datetime) -> None:
    """All at once or not at all; a row changed since, or whose letter has left, is kept and says why."""
    with database.writing() as session:
        batch = _begin(session, batch_id, actor=session.get_one(Person, actor_id), at=at)
        _undo(session, batch, _taken(session, batch), actor=session.get_one(Person, actor_id), at=at)


def _begin(session: Session, batch_id: str, *, actor: Person, at: datetime) -> Batch:
    batch = locks.locked_all(session, Batch, [batch_id], options=[lazyload(Batch.rows)])[0]
    call = session.get(Call, batch.call_id) if batch.call_id else None
    if call is None or not staff_roles(actor, call.programme) & MAY_UNDO:
        raise NotAllowed(NOT_YOURS)
    if at >= batch.hold_until:
        raise Refused(TOO_LATE)
    batch.undone_at, batch.undone_by = batch.undone_at or at, batch.undone_by or actor.id
    return batch


def _taken(session: Session, batch: Batch) -> list[Pair]:
    """The rows that moved; one that waits must not be carried out later."""
    query = select(BatchRow.id, BatchRow.result).where(
        BatchRow.batch_id == batch.id, BatchRow.result.in_(("waiting", "moved"))
    )
    rows = locks.locked_all(session, BatchRow, [row.id for row in session.execute(query)])
    for row in rows:
        if row.result == "waiting":
            _say(row, "skipped", NOT_BEGUN)
    moved = [row for row in rows if row.result == "moved"]
    subjects = [row.subject_id for row in moved]
    found = {one.id: one for one in locks.locked_all(session, Application, subjects, options=APPLICATION)}
    return [(row, found[row.subject_id]) for row in moved]


def _undo(session: Session, batch: Batch, pairs: Sequence[Pair], *, actor: Person, at: datetime) -> None:
    own, left = _own(session, pairs, actor), _left(session, batch, pairs)
    used = made_and_used(session, [row for row, _ in pairs])
    back: list[Pair] = []
    for row, application in pairs:
        kept = _kept_because(row, application, own=own, left=left, used=used)
        if kept is None:
            back.append((row, application))
        else:
            _say(row, "kept", kept)
    _cancel_letters(session, batch, back, at=at)
    give_back(session, back, actor=actor, at=at, batch=batch)
    for row, _ in back:
        row.result = "undone"


def _say(row: BatchRow, result: str, why: Words) -> None:
    row.result, row.reason = result, {"en": why.en, "fr": why.fr}


def _kept_because(
    row: BatchRow, application: Application, *, own: Collection[str], left: Collection[str],
    used: Collection[str],
) -> Words | None:  # fmt: skip
    if application.id in own:
        return NOT_YOURS
    if application.version != row.after_version or row.id in used:
        return MOVED_ON
    return LEFT if application.id in left else None


def _own(session: Session, pairs: Sequence[Pair], actor: Person) -> set[str]:
    """Nobody takes back what was decided on their own venture, whatever else they are."""
    ventures = {application.venture_id for _, application in pairs}
    query = select(Membership.venture_id).where(
        Membership.person_id == actor.id, Membership.venture_id.in_(ventures)
    )
    founded = set(session.scalars(query))
    return {one.id for _, one in pairs if one.venture_id in founded or one.lead_id == actor.id}


def _left(session: Session, batch: Batch, pairs: Sequence[Pair]) -> set[str]:
    """Whose letters have left. They are taken for oneself too: none can leave while it is decided."""
    subjects = [application.id for _, application in pairs]
    query = select(LetterRow.subject_id, LetterRow.state).where(
        LetterRow.batch_id == batch.id, LetterRow.subject_id.in_(subjects)
    )
    rows = session.execute(query.order_by(LetterRow.id).with_for_update(of=LetterRow))
    return {row.subject_id for row in rows if row.state not in ("queued", "cancelled")}


def _cancel_letters(session: Session, batch: Batch, back: Sequence[Pair], *, at: datetime) -> None:
    waiting = update(LetterRow).where(
        LetterRow.batch_id == batch.id, LetterRow.state == "queued",
        LetterRow.subject_id.in_([application.id for _, application in back]),
    )  # fmt: skip
    session.execute(waiting.values(state="cancelled", done_at=at, why="undone"))
