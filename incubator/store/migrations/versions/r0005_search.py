"""What applications are found by: their words, and the spellings of these.

The tables only: words follow the rules of the code and are made after the newest revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _word()
    _spelling()


def downgrade() -> None:
    op.drop_table("search_spelling")
    op.drop_table("search_word")


def _word() -> None:
    letter_by_letter = sa.String(24).with_variant(sa.String(24, collation="C"), "postgresql")
    whose = sa.ForeignKey("application.id", ondelete="CASCADE")
    op.create_table(
        "search_word",
        sa.Column("call_id", sa.String(26), primary_key=True),
        sa.Column("word", letter_by_letter, primary_key=True),
        sa.Column("application_id", sa.String(26), whose, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_word_application_id", "search_word", ["application_id"])


def _spelling() -> None:
    op.create_table(
        "search_spelling",
        sa.Column("call_id", sa.String(26), primary_key=True),
        sa.Column("letters", sa.String(24), primary_key=True),
        sa.Column("word", sa.String(24), primary_key=True),
        sqlite_with_rowid=False,
    )
