"""What happened, for good: the journal and the batches that group it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.people import Person
from incubator.store.tables import Identified, Table, Versioned, one_of

BATCH_ROW_RESULTS = ("waiting", "moved", "skipped", "undone", "kept")


class Entry(Table):
    """Who did what to which subject, from which state to which. The database refuses changes."""

    __tablename__ = "journal"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # none: the worker
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(26))
    action: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str | None] = mapped_column(String(24))
    to_state: Mapped[str | None] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(Text, default="")
    batch_id: Mapped[str | None] = mapped_column(String(26), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    actor: Mapped[Person | None] = relationship(lazy="joined")

    __table_args__ = (Index(None, "subject_kind", "subject_id", "seq"),)


class Batch(Identified, Versioned, Table):
    """One act on one or many subjects; can be taken back until `hold_until`."""

    __tablename__ = "batch"

    move: Mapped[str] = mapped_column(String(40))
    call_id: Mapped[str | None] = mapped_column(ForeignKey("call.id"))
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    request: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what was asked, to resume it
    hold_until: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    rows: Mapped[list[BatchRow]] = relationship(
        back_populates="batch", lazy="selectin", order_by="BatchRow.id"
    )
    by: Mapped[Person] = relationship(foreign_keys=[by_id], lazy="joined")


class BatchRow(Identified, Table):
    """One subject of a batch: what it was before, what came of it, why not."""

    __tablename__ = "batch_row"

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(26), index=True)
    label: Mapped[str] = mapped_column(String(240))
    result: Mapped[str] = mapped_column(String(16), default="waiting")
    reason: Mapped[dict[str, Any] | None]  # {"en": ..., "fr": ...} when skipped or kept
    seen_version: Mapped[int]  # of the preview
    after_version: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]  # the columns the move changed, to give back
    plan: Mapped[dict[str, Any]]  # from, to, letters, as shown

    batch: Mapped[Batch] = relationship(back_populates="rows")

    __table_args__ = (
        CheckConstraint(one_of("result", BATCH_ROW_RESULTS), name="result"),
        Index(
            "ix_batch_row_waiting", "batch_id",
            sqlite_where=text("result = 'waiting'"), postgresql_where=text("result = 'waiting'"),
        ),
    )  # fmt: skip
