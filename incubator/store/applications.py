"""Applications, their answers as revisions, files, individual closing dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.store.tables import Identified, Table, Versioned, one_of
from incubator.store.ventures import Venture

APPLICATION_STATES = (
    "draft", "submitted", "info_requested", "eligible", "in_review", "shortlisted", "decided",
    "accepted", "confirmed", "waitlisted", "entered", "rejected", "ineligible", "declined",
    "redirected", "withdrawn", "expired", "cancelled",
)  # fmt: skip
OUTCOMES = ("accepted", "waitlisted", "rejected", "redirected")


class Application(Identified, Versioned, Table):
    __tablename__ = "application"

    ref: Mapped[str] = mapped_column(String(20), unique=True)  # SHK-27A-0042
    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"))
    venture_id: Mapped[str] = mapped_column(ForeignKey("venture.id"), index=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    outcome: Mapped[str | None] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2), default="fr")
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]  # the first sending: what the rules look at
    sent_at: Mapped[datetime | None]  # the latest sending: what the answers were then
    is_late: Mapped[bool] = mapped_column(default=False)  # inside the grace
    state_since: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_from: Mapped[str | None] = mapped_column(String(16))  # what the founder is still told
    decision_note: Mapped[str] = mapped_column(Text, default="")  # shown to the founder once notified
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    notified_at: Mapped[datetime | None]
    confirm_by: Mapped[datetime | None]  # the founder confirms a place before this
    rank: Mapped[int | None]  # on the waiting list
    search: Mapped[str] = mapped_column(String(400), default="")  # folded: ref, venture, lead

    call: Mapped[Call] = relationship(lazy="joined")
    venture: Mapped[Venture] = relationship(lazy="joined")
    lead: Mapped[Person] = relationship(lazy="joined", foreign_keys=[lead_id])

    __table_args__ = (
        CheckConstraint(one_of("state", APPLICATION_STATES), name="state"),
        CheckConstraint("outcome IS NULL OR " + one_of("outcome", OUTCOMES), name="outcome"),
        CheckConstraint("state != 'decided' OR outcome IS NOT NULL", name="decided_has_outcome"),
        CheckConstraint(
            "state NOT IN ('accepted','waitlisted','rejected','redirected') OR notified_at IS NOT NULL",
            name="notified_has_date",
        ),
        CheckConstraint(
            "state IN ('draft','withdrawn','expired','cancelled') OR submitted_at IS NOT NULL",
            name="sent_has_date",
        ),
        UniqueConstraint("call_id", "venture_id"),
        Index(None, "call_id", "state", "id"),
        Index(None, "call_id", "id"),
        Index(None, "state", "state_since", "id"),
    )


class Answer(Identified, Table):
    """One revision of one answer: true from `written_at` until `replaced_at`. Never edited."""

    __tablename__ = "answer"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    question: Mapped[str] = mapped_column(String(60))
    # str, int, bool, list[str], ISO date, {"file": id}; JSON's null is an emptied answer
    value: Mapped[Any] = mapped_column(JSON, nullable=False)
    written_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_answer_current", "application_id", "question", unique=True,
            sqlite_where=text("replaced_at IS NULL"), postgresql_where=text("replaced_at IS NULL"),
        ),
        Index(None, "application_id", "question", "written_at"),
    )  # fmt: skip


class TaskMark(Identified, Table):
    """The founder said this task is finished."""

    __tablename__ = "task_mark"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    task: Mapped[str] = mapped_column(String(60))
    finished_at: Mapped[datetime]
    finished_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("application_id", "task"),)


class File(Identified, Table):
    """An uploaded file; the bytes lie under their digest in the uploads folder."""

    __tablename__ = "file"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    question: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    content_type: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    uploaded_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]


class ClosingExtension(Identified, Table):
    """More time for one application, with the reason and who gave it."""

    __tablename__ = "closing_extension"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    closes_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]


class InformationRequest(Identified, Table):
    """Named questions opened again to the founder, until a date."""

    __tablename__ = "information_request"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    questions: Mapped[list[Any]]
    message: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
