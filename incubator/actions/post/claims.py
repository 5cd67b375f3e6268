"""Who sends which letter: claimed, handed over, finished, each in a short transaction of its own.

A claim is held by a token; whatever is written about a claimed letter asks for that token, so
that a worker that was thought dead and comes back changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Row,
    Table,
    and_,
    bindparam,
    case,
    exists,
    literal_column,
    or_,
    select,
    update,
)  # fmt: skip
from sqlalchemy.orm import Session, lazyload

from incubator.actions.post import sender_of
from incubator.notices import Sender
from incubator.notices.mail import Mail
from incubator.notices.mailers import Outcome
from incubator.store.letters import CLAIMED, PLAIN, QUEUED, SECRET, LetterRow
from incubator.store.notes import Notes
from incubator.store.people import Person
from incubator.store.rows import ids_of

LETTER = cast(Table, LetterRow.__table__)
LEASE = timedelta(minutes=11)  # longer than the ten minutes a mail server may take to answer
LADDER = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))
GIVE_UP = timedelta(days=5)
DOUBTS = 2  # sent again once; then a person decides

DOUBTED = and_(LetterRow.state == literal_column("'uncertain'"), LetterRow.done_at.is_(None))
# one after the other, so that only what is due is looked at. Sign-in links overtake all others; whoever
# was doubted comes last: a letter that brings a worker down must not be the first that the next one meets
QUEUES = (and_(QUEUED, SECRET), and_(DOUBTED, SECRET), and_(QUEUED, PLAIN), and_(DOUBTED, PLAIN))
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
    waiting = (exists().where(which, LetterRow.send_after <= at) for which in QUEUES)
    return bool(session.scalar(select(or_(*waiting))))


def claim(session: Session, *, worker: str, at: datetime, limit: int) -> tuple[Claimed, ...]:
    """Take up to `limit` due letters; sign-in links first. Two workers never take the same one.

    What came too late to be useful is not sent, and says so. Fewer than `limit`: nothing else is due.
    """
    taken: list[Claimed] = []
    for queue in QUEUES:
        wanted = limit - len(taken)
        while wanted:
            rows = _take(session, queue, worker=worker, at=at, limit=wanted)
            taken += _useful(session, rows, at=at)
            wanted = limit - len(taken) if len(rows) == wanted else 0
    return tuple(taken)


def hand(session: Session | Notes, claimed: Claimed, *, at: datetime) -> bool:
    """Committed before the last byte leaves: from here on a crash means the fate is unknown.

    False when the letter was taken back, has become useless, or is somebody else's now. May be said twice
    for one claim: the second time changes nothing, and is as true as the first.
    """
    which = {"letter": claimed.id, "token": claimed.token, "now": at, "until": at + LEASE}
    return cast(CursorResult[Any], session.execute(_HAND, which)).rowcount == 1


def mark_sent(session: Session | Notes, claimed: Sequence[Claimed], *, at: datetime) -> None:
    """The usual end, for any number of letters in one statement."""
    ids, tokens = [one.id for one in claimed], list({one.token for one in claimed})
    session.execute(_SENT, {"letters": ids, "tokens": tokens, "now": at})


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


def _take(
    session: Session, queue: ColumnElement[bool], *, worker: str, at: datetime, limit: int
) -> Sequence[Row[Any]]:
    """One statement: whoever else claims meanwhile passes over these rows."""
    due = select(LetterRow.id).where(queue, LetterRow.send_after <= at)
    due = due.order_by(LetterRow.send_after).limit(limit).with_for_update(of=LetterRow, skip_locked=True)
    token = ids_of(session).new()
    change = (
        update(LETTER)
        .where(LETTER.c.id.in_(select(due.cte("due").c.id)))
        .values(state="claimed", claimed_by=worker, claim_token=token, lease_until=at + LEASE)
        .returning(*_READ, _IS_BOUNCED)
    )
    rows = session.execute(change).all()
    return sorted(rows, key=lambda row: (row.send_after, row.id))


def _useful(session: Session, rows: Sequence[Row[Any]], *, at: datetime) -> list[Claimed]:
    late = [row.id for row in rows if row.useless_after is not None and row.useless_after <= at]
    if late:
        _expire(session, late, at=at)
    sender, gone = sender_of(session), set(late)
    return [_claimed(row, sender) for row in rows if row.id not in gone]


def _expire(session: Session, letters: Collection[str], *, at: datetime) -> None:
    session.execute(
        update(LETTER)
        .where(LETTER.c.id.in_(letters))
        .values(state="expired", why="too_late", done_at=at, **_FREE, **_SECRETS_FORGOTTEN)
    )


def _mine(claimed: Claimed) -> ColumnElement[bool]:
    return and_(LetterRow.id == claimed.id, LetterRow.claim_token == claimed.token)


def _change(session: Session, which: ColumnElement[bool], **values: Any) -> bool:
    change = update(LetterRow).where(which).values(**values).execution_options(synchronize_session=False)
    return cast(CursorResult[Any], session.execute(change)).rowcount == 1


def _claimed(row: Row[Any], sender: Sender) -> Claimed:
    mail = Mail(
        kind=row.kind, to_email=row.to_email, to_name=row.to_name, from_email=sender.reply_to,
        from_name=sender.organisation, reply_to=row.reply_to, language=row.language, title=row.title,
        text=row.body_text, html=row.body_html, message_id=row.message_id, written_at=row.created_at,
    )  # fmt: skip
    return Claimed(
        id=row.id, token=row.claim_token, mail=mail, person_id=row.person_id,
        is_bounced=bool(row.is_bounced), is_secret=row.is_secret, attempts=row.attempts,
        doubts=row.doubts, created_at=row.created_at,
    )  # fmt: skip


_SECRETS_FORGOTTEN = {
    name: case((LETTER.c.is_secret, ""), else_=LETTER.c[name]) for name in ("body_text", "body_html")
}
_READ = [LETTER.c[name] for name in (
    "id", "kind", "to_email", "to_name", "language", "title", "body_text", "body_html", "message_id",
    "reply_to", "created_at", "send_after", "useless_after", "claim_token", "person_id", "is_secret",
    "attempts", "doubts",
)]  # fmt: skip
_IS_BOUNCED = (
    select(Person.bounced_at.is_not(None))
    .where(Person.id == LETTER.c.person_id)
    .scalar_subquery()
    .label("is_bounced")
)
# put together once: they run for every letter
_HAND = (
    update(LETTER)
    .where(
        LETTER.c.id == bindparam("letter"), LETTER.c.claim_token == bindparam("token"),
        LETTER.c.state.in_(("claimed", "handed")),  # said again when the answer to the first was lost
        or_(LETTER.c.useless_after.is_(None), LETTER.c.useless_after > bindparam("now")),
    )
    .values(state="handed", lease_until=bindparam("until"))
)  # fmt: skip
_SENT = (
    update(LETTER)
    .where(
        LETTER.c.id.in_(bindparam("letters", expanding=True)),
        LETTER.c.claim_token.in_(bindparam("tokens", expanding=True)),
    )
    .values(
        state="sent", done_at=bindparam("now"), attempts=LETTER.c.attempts + 1,
        why=case((LETTER.c.doubts > 0, "sent_twice_at_most"), else_=""), **_FREE, **_SECRETS_FORGOTTEN,
    )
)  # fmt: skip
