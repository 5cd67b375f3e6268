"""The worker finds what an interrupted act left waiting without reading every act there ever was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waiting = sa.text("result = 'waiting'")
    op.create_index(
        "ix_batch_row_waiting", "batch_row", ["batch_id"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    op.drop_index("ix_batch_row_waiting", "batch_row")
