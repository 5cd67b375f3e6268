"""The outbox, the reminder ledger and the worker's sign of life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.people import Person
from incubator.store.tables import Identified, Table, one_of

LETTER_STATES = ("queued", "claimed", "handed", "sent", "uncertain", "failed", "cancelled", "expired")
REMINDER_SUBJECTS = ("application", "enrolment", "coaching_day")
REMINDER_STATES = ("planned", "queued", "cancelled", "expired", "suppressed")


class LetterRow(Identified, Table):
    """One message to one person, rendered when queued, in the same transaction as its cause."""

    __tablename__ = "letter"

    key: Mapped[str] = mapped_column(String(200), unique=True)  # kind:subject:person:occurrence
    kind: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(26))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    to_email: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(300))  # the mail's subject line
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    is_secret: Mapped[bool] = mapped_column(default=False)  # holds a sign-in link: never shown
    state: Mapped[str] = mapped_column(String(16), default="queued")
    created_at: Mapped[datetime]
    send_after: Mapped[datetime]
    useless_after: Mapped[datetime | None]
    batch_id: Mapped[str | None] = mapped_column(ForeignKey("batch.id"))
    message_id: Mapped[str] = mapped_column(String(200))
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)  # times the answer to the final dot was lost
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claim_token: Mapped[str | None] = mapped_column(String(26))
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(Text, default="")  # last error, or why cancelled or expired

    person: Mapped[Person | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint(one_of("state", LETTER_STATES), name="state"),
        Index(  # the state again: else SQLite would rather read every letter of that state
            "ix_letter_due", "state", "is_secret", "send_after",
            sqlite_where=text("state = 'queued'"), postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_letter_claimed", "lease_until",
            sqlite_where=text("state IN ('claimed','handed')"),
            postgresql_where=text("state IN ('claimed','handed')"),
        ),
        Index(  # most letters belong to none, and need not be written down here at every change of state
            "ix_letter_batch_id", "batch_id",
            sqlite_where=text("batch_id IS NOT NULL"), postgresql_where=text("batch_id IS NOT NULL"),
        ),
        Index(None, "subject_kind", "subject_id", "id"),
        Index(None, "state", "id"),
    )  # fmt: skip


# written out, not bound: only then do both databases use the partial indexes
QUEUED = LetterRow.state == literal_column("'queued'")
CLAIMED = LetterRow.state.in_((literal_column("'claimed'"), literal_column("'handed'")))
SECRET, PLAIN = LetterRow.is_secret.is_(True), LetterRow.is_secret.is_(False)


class ReminderRow(Identified, Table):
    """The ledger: one row per (kind, subject, person, occurrence), whatever happens."""

    __tablename__ = "reminder"

    kind: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(26))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    occurrence: Mapped[str] = mapped_column(String(60))  # the step and the instant it speaks of
    due_at: Mapped[datetime]
    useless_after: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), default="planned")
    why: Mapped[str] = mapped_column(Text, default="")
    letter_id: Mapped[str | None] = mapped_column(ForeignKey("letter.id"))
    planned_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")
    letter: Mapped[LetterRow | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint(one_of("state", REMINDER_STATES), name="state"),
        UniqueConstraint("kind", "subject_kind", "subject_id", "person_id", "occurrence"),
        Index(
            "ix_reminder_due", "due_at",
            sqlite_where=text("state = 'planned'"), postgresql_where=text("state = 'planned'"),
        ),
        Index(None, "subject_kind", "subject_id"),
        Index(None, "state", "due_at", "id"),
        Index(None, "due_at", "id"),
    )  # fmt: skip


RESTORED = "restored"  # why a letter or reminder is held; and the mark among the signs of life


class Heartbeat(Table):
    """When each part of the worker last finished its round; `restored`: when a backup was brought back,
    for as long as nobody has decided about the letters that may have left since it was made."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
