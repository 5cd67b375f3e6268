"""What the team established about a venture, and the lists the house keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.people import Person
from incubator.store.tables import Identified, Table


class RecordedFact(Identified, Table):
    """One fact of the catalogue, true from `recorded_at` until `replaced_at`. Never edited."""

    __tablename__ = "recorded_fact"

    venture_id: Mapped[str] = mapped_column(ForeignKey("venture.id"))
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON, nullable=False)  # as a facts file writes it
    source: Mapped[str] = mapped_column(String(16))  # one of SOURCES
    note: Mapped[str] = mapped_column(Text, default="")  # where it was read
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    recorder: Mapped[Person | None] = relationship(lazy="joined")

    __table_args__ = (
        Index(
            "uq_recorded_fact_current", "venture_id", "name", unique=True,
            sqlite_where=text("replaced_at IS NULL"), postgresql_where=text("replaced_at IS NULL"),
        ),
        Index(None, "venture_id", "name", "recorded_at"),
    )  # fmt: skip


class RegisterEntry(Identified, Table):
    """Somebody or something is on a list of the house from `entered_at` until `left_at`."""

    __tablename__ = "register_entry"

    register: Mapped[str] = mapped_column(String(60))
    entry: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_register_entry_current", "register", "entry", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
    )  # fmt: skip
