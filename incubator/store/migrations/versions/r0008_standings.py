"""How each application stands by the rules, and when somebody has to look again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.tables import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What was kept last stands; `look_at` is past, so that the worker looks once at all there is.
FILL = """
INSERT INTO standing (application_id, assessment_id, assessed_at, verdict, look_at, fingerprint)
SELECT application_id, id, at, verdict, at, '' FROM (
  SELECT application_id, id, at, verdict,
    row_number() OVER (PARTITION BY application_id ORDER BY at DESC, id DESC) AS place
  FROM assessment
) AS kept WHERE place = 1
"""


def upgrade() -> None:
    op.create_table(
        "standing",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), primary_key=True),
        sa.Column("assessment_id", sa.String(26), sa.ForeignKey("assessment.id"), nullable=False),
        sa.Column("assessed_at", Instant(), nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("lapses_on", sa.Date()),
        sa.Column("look_again_on", sa.Date()),
        sa.Column("look_at", Instant()),
        sa.Column("due_since", Instant()),
        sa.Column("due_because", sa.Text()),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.CheckConstraint("verdict IN ('met', 'unmet', 'unknown')", name="verdict"),
        sa.CheckConstraint("due_since IS NULL OR due_because IS NOT NULL", name="due_has_reason"),
    )
    op.execute(FILL)
    op.create_index("ix_standing_look_at_application_id", "standing", ["look_at", "application_id"])
    op.create_index("ix_standing_lapses_on", "standing", ["lapses_on"])


def downgrade() -> None:
    op.drop_table("standing")
