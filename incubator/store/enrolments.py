"""Enrolments: a venture in a programme, its extensions, pauses and coaching days."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.calls import EditionRow
from incubator.store.people import Person
from incubator.store.tables import Identified, Table, Versioned, one_of
from incubator.store.ventures import Venture

ENROLMENT_STATES = ("planned", "active", "paused", "completed", "left")
EXTENSION_STATES = ("asked", "granted", "refused", "withdrawn")
COACHING_MODES = ("on_site", "remote")
COACHING_STATES = ("logged", "confirmed", "disputed", "reversed")


class Enrolment(Identified, Versioned, Table):
    """The last day is never stored: it is computed from the start, the edition and what follows."""

    __tablename__ = "enrolment"

    venture_id: Mapped[str] = mapped_column(ForeignKey("venture.id"), index=True)
    programme: Mapped[str] = mapped_column(String(40))
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"))
    application_id: Mapped[str | None] = mapped_column(ForeignKey("application.id"), unique=True)
    previous_id: Mapped[str | None] = mapped_column(ForeignKey("enrolment.id"))  # promoted from
    state: Mapped[str] = mapped_column(String(16), default="planned")
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]  # the day it was completed or left
    state_since: Mapped[datetime]
    created_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")

    venture: Mapped[Venture] = relationship(lazy="joined")
    edition: Mapped[EditionRow] = relationship()  # a large document: read through `editions`
    extensions: Mapped[list[Extension]] = relationship(
        back_populates="enrolment", lazy="selectin", order_by="Extension.asked_at"
    )
    pauses: Mapped[list[Pause]] = relationship(lazy="selectin", order_by="Pause.from_on")

    __table_args__ = (
        CheckConstraint(one_of("state", ENROLMENT_STATES), name="state"),
        CheckConstraint(
            "state NOT IN ('completed','left') OR ended_on IS NOT NULL", name="closed_has_date"
        ),
        Index(None, "state", "programme", "id"),
        Index(
            "uq_enrolment_open", "venture_id", "programme", unique=True,
            sqlite_where=text("state IN ('planned','active','paused')"),
            postgresql_where=text("state IN ('planned','active','paused')"),
        ),
    )  # fmt: skip


class Extension(Identified, Versioned, Table):
    __tablename__ = "extension"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), index=True)
    months: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="asked")
    why: Mapped[str] = mapped_column(Text)  # the founder's grounds
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")  # the decision's, shown to the founder

    enrolment: Mapped[Enrolment] = relationship(back_populates="extensions")

    __table_args__ = (
        CheckConstraint(one_of("state", EXTENSION_STATES), name="state"),
        CheckConstraint("months > 0", name="months"),
        CheckConstraint(
            "state NOT IN ('granted','refused') OR decided_at IS NOT NULL", name="decided_has_date"
        ),
        Index(
            "uq_extension_asked", "enrolment_id", unique=True,
            sqlite_where=text("state = 'asked'"), postgresql_where=text("state = 'asked'"),
        ),
    )  # fmt: skip


class Pause(Identified, Table):
    """Both days count; the term's end moves by as many."""

    __tablename__ = "pause"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("to_on >= from_on", name="to_after_from"),)


class CoachingDay(Identified, Versioned, Table):
    """Half-days a mentor gave: counted when logged, locked when confirmed."""

    __tablename__ = "coaching_day"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    mentor_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[date]
    half_days: Mapped[int]
    topic: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(16), default="on_site")
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="logged")
    logged_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # none: by itself
    dispute: Mapped[str] = mapped_column(Text, default="")

    enrolment: Mapped[Enrolment] = relationship(lazy="joined")
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id], lazy="joined")

    __table_args__ = (
        CheckConstraint(one_of("state", COACHING_STATES), name="state"),
        CheckConstraint(one_of("mode", COACHING_MODES), name="mode"),
        CheckConstraint("half_days > 0", name="half_days"),
        Index(None, "enrolment_id", "on"),
        Index(None, "state", "logged_at"),
    )
