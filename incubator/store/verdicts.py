"""What was found about an application, how it stands now, and the waivers people decided."""

from __future__ import annotations

from datetime import date, datetime
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
    occasion: Mapped[str] = mapped_column(String(20))  # sent, decided, entered, looked_again, asked
    verdict: Mapped[str] = mapped_column(String(8))  # met, unmet, unknown
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"))
    facts: Mapped[dict[str, Any]]
    findings: Mapped[dict[str, Any]]  # the JSON of `eligibility assess`

    __table_args__ = (
        CheckConstraint(one_of("verdict", ("met", "unmet", "unknown")), name="verdict"),
        Index(None, "application_id", "at"),
    )


class Standing(Table):
    """How an application stands by the rules now: its newest assessment, and when to look again.

    `look_at` is the queue of the worker: a mark sets it to now, a day to come to that day’s first
    instant, a decision to nothing.
    """

    __tablename__ = "standing"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    assessed_at: Mapped[datetime]  # looked at last, whether or not anything differed
    verdict: Mapped[str] = mapped_column(String(8))
    lapses_on: Mapped[date | None]  # the first day on which time alone ends a verdict that is met
    look_again_on: Mapped[date | None]  # the first later day on which anything may change
    look_at: Mapped[datetime | None]
    due_since: Mapped[datetime | None]  # something it stands on changed since
    due_because: Mapped[str | None] = mapped_column(Text)  # a key of BECAUSE
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of what was found; empty: not known

    __table_args__ = (
        CheckConstraint(one_of("verdict", ("met", "unmet", "unknown")), name="verdict"),
        CheckConstraint("due_since IS NULL OR due_because IS NOT NULL", name="due_has_reason"),
        Index(None, "look_at", "application_id"),
        Index(None, "lapses_on"),
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
