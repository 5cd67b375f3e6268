"""Letters and reminders of a store that was brought back: since the backup they may have left already.

Nothing of it leaves by itself. A letter waits as one of unknown fate, where staff look after those;
a reminder that has become due waits beside the ledger. A person lets them go, or not. Until then
what the worker writes by itself waits with them: the hours that were lost may have sent it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from incubator.actions.post.claims import DOUBTED, recover
from incubator.actions.post.queueing import DROPPED, cancel_letter
from incubator.store.journal import BatchRow
from incubator.store.letters import QUEUED, RESTORED, Heartbeat, LetterRow, ReminderRow
from incubator.words import Words

WHY = RESTORED
AGAIN = Words(
    "A backup was brought back: make this move again.",
    "Une sauvegarde a été restaurée : refaites ce déplacement.",
)
_HELD_LETTER = and_(LetterRow.state == "uncertain", LetterRow.why == WHY)
_HELD_REMINDER = and_(ReminderRow.state == "suppressed", ReminderRow.why == WHY)


@dataclass(frozen=True, slots=True)
class Held:
    letters: int
    reminders: int

    @property
    def is_nothing(self) -> bool:
        return not (self.letters or self.reminders)


def settle(session: Session, *, at: datetime, send: bool) -> Held:
    """Nobody holds a claim any more; what waits is held, unless the caller knows that none of it has left.

    A letter with a link to sign in or to accept is taken back either way: a new one is asked for.
    A move that was interrupted is not finished: who made it does so again, or already has.
    """
    recover(session, is_dead=lambda _: True, at=at)
    waiting = or_(QUEUED, DOUBTED)
    for row in session.scalars(select(LetterRow).where(waiting, LetterRow.is_secret)).all():
        cancel_letter(session, row, why=WHY, at=at)
    if not send:
        _change(session, LetterRow, waiting, state="uncertain", why=WHY, done_at=at)
        is_due = and_(ReminderRow.state == "planned", ReminderRow.due_at <= at)
        _change(session, ReminderRow, is_due, state="suppressed", why=WHY, changed_at=at)
        reason = {"en": AGAIN.en, "fr": AGAIN.fr}
        _change(session, BatchRow, BatchRow.result == "waiting", result="skipped", reason=reason)
        session.merge(Heartbeat(name=RESTORED, at=at))
        session.flush()
    return held(session)


def is_undecided(session: Session) -> bool:
    """Whether a restore still waits for somebody to let letters go or not."""
    return session.get(Heartbeat, RESTORED) is not None


def held(session: Session) -> Held:
    return Held(_count(session, LetterRow, _HELD_LETTER), _count(session, ReminderRow, _HELD_REMINDER))


def let_go(session: Session, *, at: datetime) -> Held:
    """All that was held leaves with the worker's next round; what has become useless meanwhile expires."""
    was = held(session)
    _change(session, LetterRow, _HELD_LETTER, state="queued", why="", done_at=None)
    _change(session, ReminderRow, _HELD_REMINDER, state="planned", why="", changed_at=at)
    _decided(session)
    return was


def drop(session: Session, *, at: datetime) -> Held:
    """All that was held never leaves."""
    was = held(session)
    _change(session, LetterRow, _HELD_LETTER, state="cancelled", why=DROPPED, done_at=at)
    _change(session, ReminderRow, _HELD_REMINDER, why=DROPPED, changed_at=at)
    _decided(session)
    return was


def _decided(session: Session) -> None:
    session.execute(delete(Heartbeat).where(Heartbeat.name == RESTORED))


def _count(session: Session, kind: type[LetterRow | ReminderRow], which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(which)) or 0


def _change(
    session: Session, kind: type[LetterRow | ReminderRow | BatchRow], which: ColumnElement[bool],
    **values: Any,
) -> int:  # fmt: skip
    change = update(kind).where(which).values(**values).execution_options(synchronize_session=False)
    return cast(CursorResult[Any], session.execute(change)).rowcount
