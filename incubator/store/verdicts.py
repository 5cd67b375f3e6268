"""What was found about an application, and the waivers people decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.tables import Identified, Table, Versioned, one_of

WAIVER_STATES = ("asked", "granted", "refused")


class AssessmentRow(Identified, Table):
    """The findings as they stood, with the edition of the rules and the instant. Append-only."""

    __tablename__ = "assessment"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    at: Mapped[datetime]
    occasion: Mapped[str] = mapped_column(String(20))  # sent, decided, entered, asked
    verdict: Mapped[str] = mapped_column(String(8))  # met, unmet, unknown
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"))
    facts: Mapped[dict[str, Any]]
    findings: Mapped[dict[str, Any]]  # the JSON of `eligibility assess`

    __table_args__ = (
        CheckConstraint(one_of("verdict", ("met", "unmet", "unknown")), name="verdict"),
        Index(None, "application_id", "at"),
    )


class Waiver(Identified, Versioned, Table):
    """A rule set aside for one application, by someone the edition names, with a reason."""

    __tablename__ = "waiver"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    rule: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(16))
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    asked_reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    application: Mapped[Application] = relationship(lazy="joined")
    asker: Mapped[Person | None] = relationship(foreign_keys=[asked_by], lazy="joined")
    decider: Mapped[Person | None] = relationship(foreign_keys=[decided_by], lazy="joined")

    __table_args__ = (
        CheckConstraint(one_of("state", WAIVER_STATES), name="state"),
        CheckConstraint("state = 'asked' OR decided_at IS NOT NULL", name="decided_has_date"),
        Index(None, "state", "asked_at"),
        Index(
            "uq_waiver_standing", "application_id", "rule", unique=True,
            sqlite_where=text("state IN ('asked','granted')"),
            postgresql_where=text("state IN ('asked','granted')"),
        ),
    )  # fmt: skip


class Judgement(Identified, Table):
    """What a person judged where a rule asks for a person ("high growth potential")."""

    __tablename__ = "judgement"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    rule: Mapped[str] = mapped_column(String(60))
    holds: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    judged_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    judged_at: Mapped[datetime]
