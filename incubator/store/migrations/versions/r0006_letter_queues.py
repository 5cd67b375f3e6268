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
    op.drop_index("ix_letter_batch_id", "letter")
    _some("ix_letter_due", ["state", "is_secret", "send_after"], where="state = 'queued'")
    _some("ix_letter_batch_id", ["batch_id"], where="batch_id IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_letter_batch_id", "letter")
    op.drop_index("ix_letter_due", "letter")
    op.create_index("ix_letter_batch_id", "letter", ["batch_id"])
    _some("ix_letter_due", ["send_after"], where="state = 'queued'")


def _some(name: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, "letter", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
