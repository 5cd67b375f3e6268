"""People, ventures, and how people sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _person()
    _role()
    _sign_in_link()
    _sign_in()
    _attempt()
    _venture()
    _membership()
    _mentorship()
    _invitation()


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("disabled_at", Instant()),
        sa.Column("bounced_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name="email_is_lower"),
        sa.UniqueConstraint("email"),
    )


def _role() -> None:
    op.create_table(
        "role",
        sa.Column("person_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("programme", sa.String(40)),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("granted_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint(
            "role IN ('founder', 'manager', 'mentor', 'juror', 'director', 'admin')", name="role"
        ),
        sa.UniqueConstraint("person_id", "role", "programme"),
    )
    op.create_index("ix_role_person_id", "role", ["person_id"])
    _where("uq_role_everywhere", "role", ["person_id", "role"], unique=True, where="programme IS NULL")


def _sign_in_link() -> None:
    op.create_table(
        "sign_in_link",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.UniqueConstraint("token_digest"),
    )
    op.create_index("ix_sign_in_link_email", "sign_in_link", ["email"])


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("signed_in_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("browser", sa.String(200), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.UniqueConstraint("token_digest"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_attempt_kind_key_digest_at", "attempt", ["kind", "key_digest", "at"])


def _venture() -> None:
    op.create_table(
        "venture",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("legal_name", sa.String(200), nullable=False),
        sa.Column("siren", sa.String(9)),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("registered_on", sa.Date()),
        sa.Column("sector", sa.String(40)),
        sa.Column("private_funds_eur", sa.Integer()),
        sa.Column("search", sa.String(300), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind = 'project' OR registered_on IS NOT NULL", name="company_has_date"),
        sa.CheckConstraint("kind IN ('project', 'company')", name="kind"),
    )
    op.create_index("ix_venture_search", "venture", ["search"])


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id"), nullable=False),
        sa.Column("person_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("since_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.UniqueConstraint("venture_id", "person_id"),
    )
    op.create_index("ix_membership_person_id", "membership", ["person_id"])


def _mentorship() -> None:
    op.create_table(
        "mentorship",
        sa.Column("mentor_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id"), nullable=False),
        sa.Column("since_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_mentorship_mentor_id", "mentorship", ["mentor_id"])
    op.create_index("ix_mentorship_venture_id", "mentorship", ["venture_id"])
    _where(
        "uq_mentorship_open", "mentorship", ["mentor_id", "venture_id"], unique=True, where="ended_at IS NULL"
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("programme", sa.String(40)),
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id")),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("invited_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("invited_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint(
            "role IN ('founder', 'manager', 'mentor', 'juror', 'director', 'admin')", name="role"
        ),
        sa.UniqueConstraint("token_digest"),
    )
    op.create_index("ix_invitation_email", "invitation", ["email"])


def _where(name: str, table: str, columns: list[str], *, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
