"""Who sends which letter: claimed, handed over, finished, each in a short transaction of its own.

A claim is held by a token; whatever is written about a claimed letter asks for that token, so
that a worker that was thought dead and comes back changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, case, literal_column, or_, select, update
from sqlalchemy.orm import Session, lazyload

from incubator.actions.post import sender_of
from incubator.notices.mail import Mail
from incubator.notices.mailers import Outcome
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.store.rows import ids_of

LEASE = timedelta(minutes=11)  # longer than the ten minutes a mail server may take to answer
LADDER = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))
GIVE_UP = timedelta(days=5)
DOUBTS = 2  # sent again once; then a person decides

# written out, not bound: only then do both databases use the partial indexes
QUEUED = LetterRow.state == literal_column("'queued'")
DOUBTED = and_(LetterRow.state == literal_column("'uncertain'"), LetterRow.done_at.is_(None))
CLAIMED = LetterRow.state.in_((literal_column("'claimed'"), literal_column("'handed'")))
# a letter whose fate is unknown stays uncertain while it waits for its second sending
_BACK = case((LetterRow.doubts > 0, "uncertain"), else_="queued")
_FORGOTTEN = {"body_text": "", "body_html": ""}  # a used or dead link is kept nowhere
_FREE = {"claimed_by": None, "claim_token": None, "lease_until": None}


@dataclass(frozen=True)
class Claimed:
    id: str
    token: str
    mail: Mail
    person_id: str | None
    is_bounced: bool
    is_secret: bool
    attempts: int
    doubts: int
    created_at: datetime


def is_anything_due(session: Session, *, at: datetime) -> bool:
    return session.scalar(select(LetterRow.id).where(_due(at)).limit(1)) is not None


def claim(session: Session, *, worker: str, at: datetime, limit: int) -> tuple[Claimed, ...]:
    """Take up to `limit` due letters; sign-in links first. Two workers never take the same one."""
    _expire(session, at=at)
    query = (
        select(LetterRow, Person.bounced_at)
        .outerjoin(Person, Person.id == LetterRow.person_id)
        .where(_due(at))
        .order_by(LetterRow.is_secret.desc(), LetterRow.send_after, LetterRow.id)
        .limit(limit)
        .options(lazyload(LetterRow.person))
        .with_for_update(of=LetterRow, skip_locked=True)
    )
    taken = []
    for row, bounced_at in session.execute(query):
        row.state, row.claimed_by, row.claim_token = "claimed", worker, ids_of(session).new()
        row.lease_until = at + LEASE
        taken.append(_claimed(session, row, is_bounced=bounced_at is not None))
    session.flush()
    return tuple(taken)


def hand(session: Session, claimed: Claimed, *, at: datetime) -> bool:
    """Committed before the last byte leaves: from here on a crash means the fate is unknown.

    False when the letter was taken back, has become useless, or is somebody else's now.
    """
    useful = or_(LetterRow.useless_after.is_(None), LetterRow.useless_after > at)
    return _change(
        session, and_(_mine(claimed), LetterRow.state == "claimed", useful),
        state="handed", lease_until=at + LEASE,
    )  # fmt: skip


def finish(session: Session, claimed: Claimed, outcome: Outcome, *, at: datetime) -> None:
    """Write down what became of the try, if the letter is still ours."""
    attempts = claimed.attempts + 1
    values = {"attempts": attempts, "why": outcome.why, **_FREE, **_fate(claimed, outcome, attempts, at=at)}
    if claimed.is_secret and "done_at" in values:
        values |= _FORGOTTEN
    if _change(session, _mine(claimed), **values):
        _remember_address(session, claimed, outcome, at=at)


def release(session: Session, claimed: tuple[Claimed, ...]) -> None:
    """Give back what was not tried."""
    for one in claimed:
        _change(session, and_(_mine(one), LetterRow.state == "claimed"), state=_BACK, **_FREE)


def owners(session: Session) -> tuple[str, ...]:
    """Who holds letters now."""
    held = session.scalars(select(LetterRow.claimed_by).where(CLAIMED).distinct())
    return tuple(owner for owner in held if owner)


def recover(session: Session, *, is_dead: Callable[[str], bool], at: datetime) -> int:
    """Take back what dead workers held: what was not handed over is queued, the rest is uncertain."""
    held = select(LetterRow).where(CLAIMED).options(lazyload(LetterRow.person))
    count = 0
    for row in session.scalars(held.with_for_update(of=LetterRow, skip_locked=True)):
        if not is_dead(row.claimed_by or "") and (row.lease_until or at) > at:
            continue
        if row.state == "handed":
            values: dict[str, Any] = {"why": "worker_stopped", **_uncertain(row.doubts + 1, at=at)}
            if row.is_secret and values["done_at"]:
                values |= _FORGOTTEN
        else:
            values = {"state": "uncertain" if row.doubts else "queued"}
        for name, value in {**values, **_FREE}.items():
            setattr(row, name, value)
        count += 1
    session.flush()
    return count


def _fate(claimed: Claimed, outcome: Outcome, attempts: int, *, at: datetime) -> dict[str, Any]:
    """Sent, failed for good, of unknown fate, or waiting for its next try."""
    if outcome.result == "sent":
        return {"state": "sent", "done_at": at, "why": "sent_twice_at_most" if claimed.doubts else ""}
    if outcome.result == "uncertain":
        return _uncertain(claimed.doubts + 1, at=at)
    if outcome.result == "refused" or at - claimed.created_at > GIVE_UP:
        return {"state": "failed", "done_at": at}
    step = LADDER[min(attempts, len(LADDER)) - 1]
    if outcome.result == "unreachable":  # no fault of the letter: it must not wait long afterwards
        step = min(step, LADDER[1])
    return {"state": _BACK, "send_after": at + step}


def _uncertain(doubts: int, *, at: datetime) -> dict[str, Any]:
    """Sent once more, with the same Message-ID; doubted again, it waits for a person."""
    is_over = doubts >= DOUBTS
    return {"state": "uncertain", "doubts": doubts, "send_after": at, "done_at": at if is_over else None}


def _remember_address(session: Session, claimed: Claimed, outcome: Outcome, *, at: datetime) -> None:
    """An address that failed for good is not written to again; one that answers is well again."""
    person = update(Person).where(Person.id == claimed.person_id)
    if outcome.is_bad_address:
        session.execute(person.where(Person.bounced_at.is_(None)).values(bounced_at=at))
    elif outcome.result == "sent" and claimed.is_bounced:
        session.execute(person.values(bounced_at=None))


def _expire(session: Session, *, at: datetime) -> None:
    """What came too late to be useful is not sent, and says so."""
    session.execute(
        update(LetterRow)
        .where(or_(QUEUED, DOUBTED), LetterRow.useless_after <= at)
        .values(
            state="expired",
            why="too_late",
            done_at=at,
            body_text=case((LetterRow.is_secret, ""), else_=LetterRow.body_text),
            body_html=case((LetterRow.is_secret, ""), else_=LetterRow.body_html),
        )
        .execution_options(synchronize_session=False)
    )


def _due(at: datetime) -> ColumnElement[bool]:
    is_time = LetterRow.send_after <= at
    return or_(and_(QUEUED, is_time), and_(DOUBTED, is_time))


def _mine(claimed: Claimed) -> ColumnElement[bool]:
    return and_(LetterRow.id == claimed.id, LetterRow.claim_token == claimed.token)


def _change(session: Session, which: ColumnElement[bool], **values: Any) -> bool:
    change = update(LetterRow).where(which).values(**values).execution_options(synchronize_session=False)
    return cast(CursorResult[Any], session.execute(change)).rowcount == 1


def _claimed(session: Session, row: LetterRow, *, is_bounced: bool) -> Claimed:
    sender = sender_of(session)
    mail = Mail(
        kind=row.kind, to_email=row.to_email, to_name=row.to_name, from_email=sender.reply_to,
        from_name=sender.organisation, reply_to=row.reply_to, language=row.language, title=row.title,
        text=row.body_text, html=row.body_html, message_id=row.message_id, written_at=row.created_at,
    )  # fmt: skip
    return Claimed(
        id=row.id, token=row.claim_token or "", mail=mail, person_id=row.person_id, is_bounced=is_bounced,
        is_secret=row.is_secret, attempts=row.attempts, doubts=row.doubts, created_at=row.created_at,
    )  # fmt: skip
