"""People, what they may be, how they sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incubator.store.tables import Identified, Table, Versioned, one_of

ROLES = ("founder", "manager", "mentor", "juror", "director", "admin")


class Person(Identified, Versioned, Table):
    __tablename__ = "person"

    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Paris")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]  # the mail server refused this address for good

    roles: Mapped[list[Role]] = relationship(
        back_populates="person", lazy="selectin", foreign_keys="Role.person_id"
    )

    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower"),)


class Role(Identified, Table):
    """One role of one person; managers may be tied to a programme (none means all)."""

    __tablename__ = "role"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    programme: Mapped[str | None] = mapped_column(String(40))
    granted_at: Mapped[datetime]
    granted_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])

    __table_args__ = (
        CheckConstraint(one_of("role", ROLES), name="role"),
        UniqueConstraint("person_id", "role", "programme"),
        Index(  # to a unique constraint two NULLs differ
            "uq_role_everywhere", "person_id", "role", unique=True,
            sqlite_where=text("programme IS NULL"), postgresql_where=text("programme IS NULL"),
        ),
    )  # fmt: skip


class Invitation(Identified, Table):
    """An offer of a role, answered by the link in a mail; only the link's digest is kept."""

    __tablename__ = "invitation"

    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    role: Mapped[str] = mapped_column(String(16))
    programme: Mapped[str | None] = mapped_column(String(40))
    venture_id: Mapped[str | None] = mapped_column(ForeignKey("venture.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="role"),)


class SignInLink(Identified, Table):
    """A link and a code sent by mail: 15 minutes, one use."""

    __tablename__ = "sign_in_link"

    email: Mapped[str] = mapped_column(String(254), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    next_path: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)  # wrong codes typed against this link


class SignIn(Identified, Table):
    """A browser that is signed in; the cookie only names this row."""

    __tablename__ = "sign_in"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    signed_in_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class Attempt(Identified, Table):
    """One counted try at a form that signs in or sends mail; the key is a digest."""

    __tablename__ = "attempt"

    kind: Mapped[str] = mapped_column(String(32))
    key_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (Index(None, "kind", "key_digest", "at"),)
