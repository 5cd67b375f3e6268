"""Ventures: a project or a company, and the people in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.people import Person
from incubator.store.tables import Identified, Table, Versioned, one_of

VENTURE_KINDS = ("project", "company")


class Venture(Identified, Versioned, Table):
    """One record over the years; a project becomes a company by getting a registration date."""

    __tablename__ = "venture"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16), default="project")
    legal_name: Mapped[str] = mapped_column(String(200), default="")
    siren: Mapped[str | None] = mapped_column(String(9))
    country: Mapped[str] = mapped_column(String(2), default="FR")
    registered_on: Mapped[date | None]  # immatriculation: the date the age rules count from
    sector: Mapped[str | None] = mapped_column(String(40))
    private_funds_eur: Mapped[int | None]
    search: Mapped[str] = mapped_column(String(300), default="")  # folded name, for search
    created_at: Mapped[datetime]

    members: Mapped[list[Membership]] = relationship(back_populates="venture", lazy="selectin")

    __table_args__ = (
        CheckConstraint(one_of("kind", VENTURE_KINDS), name="kind"),
        CheckConstraint("kind = 'project' OR registered_on IS NOT NULL", name="company_has_date"),
        Index(None, "search"),
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What this record says, by the names the rules know it under."""
        return {
            "kind": self.kind, "registered_on": self.registered_on, "siren": self.siren,
            "private_funds": self.private_funds_eur, "sector": self.sector,
        }  # fmt: skip


class Membership(Identified, Table):
    __tablename__ = "membership"

    venture_id: Mapped[str] = mapped_column(ForeignKey("venture.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    is_lead: Mapped[bool] = mapped_column(default=False)
    since_at: Mapped[datetime]

    venture: Mapped[Venture] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("venture_id", "person_id"),)


class Mentorship(Identified, Table):
    """A mentor follows a venture; without this row its pages do not exist for the mentor."""

    __tablename__ = "mentorship"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    venture_id: Mapped[str] = mapped_column(ForeignKey("venture.id"), index=True)
    since_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    mentor: Mapped[Person] = relationship(lazy="joined")
    venture: Mapped[Venture] = relationship(lazy="joined")

    __table_args__ = (
        Index(
            "uq_mentorship_open", "mentor_id", "venture_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip
