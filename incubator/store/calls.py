"""Published editions, which never change, and the calls that run on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.tables import Identified, Table, Versioned, one_of
from incubator.words import Words

CALL_STATES = ("draft", "published")


class EditionRow(Identified, Table):
    """A programme's edition as it was published: an immutable document."""

    __tablename__ = "edition"

    programme: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    document: Mapped[dict[str, Any]]  # Programme with this one edition, as model_dump(mode="json")
    fingerprint: Mapped[str] = mapped_column(String(64))  # of its meaning, words excluded
    published_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("programme", "key"),)


class Call(Identified, Versioned, Table):
    """One intake: dates, places, contact. Instants are UTC, the zone is kept beside them."""

    __tablename__ = "call"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)  # SHK-27A, in front of references
    programme: Mapped[str] = mapped_column(String(40), index=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    name_fr: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Paris")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]  # the first instant that is too late
    extended_to: Mapped[datetime | None]  # a general extension replaces closes_at
    extension_reason: Mapped[str | None] = mapped_column(Text)
    grace_minutes: Mapped[int] = mapped_column(default=10)
    committee_on: Mapped[date | None]
    results_on: Mapped[date | None]
    entry_on: Mapped[date | None]  # the first day of the programme for those admitted
    places: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    last_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    edition: Mapped[EditionRow] = relationship()  # a large document: read through `editions`

    @property
    def name(self) -> Words:
        return Words(self.name_en, self.name_fr)

    __table_args__ = (
        CheckConstraint(one_of("state", CALL_STATES), name="state"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        Index(None, "state", "closes_at"),
    )
