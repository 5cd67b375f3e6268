"""The outbox: a letter is written and queued in the same transaction as what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.journal import Subject, kind_of, record
from incubator.errors import Refused
from incubator.ids import digest
from incubator.notices import Letter, Rendered, Sender, render
from incubator.store.journal import Batch
from incubator.store.letters import RESTORED, Heartbeat, LetterRow
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words

DROPPED = "no_longer_needed"  # why a letter held by a restore never leaves


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody who has no account yet: whoever asks for a first link, or is invited."""

    email: str
    name: str = ""
    language: str = "fr"


def sender_of(session: Session) -> Sender:
    """Who writes; given once with the database, as `database.info["sender"]`."""
    sender = session.info.get("sender")
    return sender if isinstance(sender, Sender) else Sender()


def hold_back(session: Session, *, at: datetime) -> None:
    """What this session queues waits for a person, if a restore still does: it may have left before."""
    if session.get(Heartbeat, RESTORED) is not None:
        session.info["held_since"] = at


def write(session: Session, letter: Letter, *, to: Person | Address) -> Rendered:
    """The letter as this person would read it; nothing is queued."""
    sender = sender_of(session)
    return render(
        letter, to.language, origin=sender.origin, organisation=sender.organisation,
        reply_to=sender.reply_to, name=to.name,
    )  # fmt: skip


def queue(
    session: Session, letter: Letter, *, to: Person | Address, subject: Subject, occurrence: str,
    at: datetime,
    send_after: datetime | None = None, useless_after: datetime | None = None,
    batch: Batch | str | None = None,
) -> LetterRow:  # fmt: skip
    """Once per (kind, subject, person, occurrence): asked again, the letter already there is given back.

    A letter that was cancelled (an undo) may be queued again: it gets a key of its own; not so one that
    was dropped after a restore, which has left already.
    """
    key = _key(letter, subject, to, occurrence)
    existing = _written(session, letter, subject, key)
    if existing and (existing[-1].state != "cancelled" or existing[-1].why == DROPPED):
        return existing[-1]
    if existing:
        key = f"{key}~{len(existing) + 1}"
    row = _row(session, letter, to=to, subject=subject, key=key, at=at, send_after=send_after, batch=batch)
    row.useless_after = useless_after
    add(session, row)
    session.flush()
    return row


def queue_new(
    session: Session, letters: Iterable[tuple[Subject, Person, Letter]], *, occurrence: str, at: datetime,
    send_after: datetime, batch: Batch | str,
) -> None:  # fmt: skip
    """Many at once, of an occurrence that nobody has written about yet: there is nothing to look up."""
    for subject, to, letter in letters:
        key = _key(letter, subject, to, occurrence)
        row = _row(
            session, letter, to=to, subject=subject, key=key, at=at, send_after=send_after, batch=batch
        )
        add(session, row)
    session.flush()


def _key(letter: Letter, subject: Subject, to: Person | Address, occurrence: str) -> str:
    whom = to.id if isinstance(to, Person) else digest(to.email.lower())[:26]
    return f"{letter.kind}:{subject.id}:{whom}:{occurrence}"


def _row(
    session: Session, letter: Letter, *, to: Person | Address, subject: Subject, key: str, at: datetime,
    send_after: datetime | None, batch: Batch | str | None,
) -> LetterRow:  # fmt: skip
    rendered, sender = write(session, letter, to=to), sender_of(session)
    held_since = session.info.get("held_since")
    return LetterRow(
        key=key, kind=letter.kind, subject_kind=kind_of(subject), subject_id=subject.id,
        person_id=to.id if isinstance(to, Person) else None, to_email=to.email, to_name=to.name,
        language=to.language, title=rendered.title, body_text=rendered.text, body_html=rendered.html,
        is_secret=letter.is_secret, created_at=at, send_after=send_after or at,
        state="uncertain" if held_since else "queued", why=RESTORED if held_since else "", done_at=held_since,
        batch_id=batch.id if isinstance(batch, Batch) else batch,
        message_id=_message_id(key, sender.origin), reply_to=letter.contact_email or sender.reply_to,
    )  # fmt: skip


def cancel_letter(session: Session, row: LetterRow, *, why: str, at: datetime) -> None:
    """One letter that has not left: it never will."""
    row.state, row.why, row.done_at, row.claim_token = "cancelled", why, at, None
    if row.is_secret:
        row.body_text = row.body_html = ""  # the link in it still works: it is kept nowhere
    session.flush()


def send_again(session: Session, row: LetterRow, *, actor: Person, at: datetime) -> None:
    """A person decides: what failed, expired or stayed uncertain leaves once more."""
    if row.state not in ("failed", "expired", "uncertain") or row.is_secret:
        raise Refused(_NOT_AGAIN)
    record(session, row, action="send_again", actor=actor, at=at, from_state=row.state, to_state="queued")
    row.state, row.why, row.done_at, row.attempts = "queued", "", None, 0
    row.send_after, row.useless_after = at, None
    if row.person is not None:
        row.person.bounced_at = None
    session.flush()


def _written(session: Session, letter: Letter, subject: Subject, key: str) -> list[LetterRow]:
    """The letter of this key and its successors after cancellations, oldest first."""
    about = select(LetterRow).where(
        LetterRow.subject_kind == kind_of(subject), LetterRow.subject_id == subject.id,
        LetterRow.kind == letter.kind,
    )  # fmt: skip
    rows = session.scalars(about.order_by(LetterRow.id))
    return [row for row in rows if row.key == key or row.key.startswith(f"{key}~")]


def _message_id(key: str, origin: str) -> str:
    """The same letter has the same Message-ID, however often it must be sent."""
    host = urlsplit(origin).hostname or "localhost"
    return f"<{digest(key)[:40]}@{host}>"


_NOT_AGAIN = Words(
    "Only a letter that failed, expired or stayed uncertain can be sent again. A sign-in link is asked anew.",
    "Seul un courriel en échec, périmé ou incertain peut être renvoyé. Un lien de connexion se redemande.",
)
