"""Facts the team established about a venture, and the lists the house keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.tables import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recorded_fact",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("replaced_at", Instant()),
    )
    op.create_index(
        "uq_recorded_fact_current", "recorded_fact", ["venture_id", "name"], unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"), postgresql_where=sa.text("replaced_at IS NULL"),
    )  # fmt: skip
    op.create_index(
        "ix_recorded_fact_venture_id_name_recorded_at", "recorded_fact", ["venture_id", "name", "recorded_at"]
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("register", sa.String(60), nullable=False),
        sa.Column("entry", sa.String(200), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("left_at", Instant()),
    )
    op.create_index(
        "uq_register_entry_current", "register_entry", ["register", "entry"], unique=True,
        sqlite_where=sa.text("left_at IS NULL"), postgresql_where=sa.text("left_at IS NULL"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("register_entry")
    op.drop_table("recorded_fact")
