"""What is due is found queue by queue: sign-in links first, then the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_letter_due", "letter")
    _due(["state", "is_secret", "send_after"])


def downgrade() -> None:
    op.drop_index("ix_letter_due", "letter")
    _due(["send_after"])


def _due(columns: list[str]) -> None:
    queued = sa.text("state = 'queued'")
    op.create_index("ix_letter_due", "letter", columns, sqlite_where=queued, postgresql_where=queued)
