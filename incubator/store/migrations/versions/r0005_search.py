"""What applications are found by: their words, and the spellings of these."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.search import LETTER_BY_LETTER, index_all

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _word()
    _spelling()
    index_all(op.get_bind())


def downgrade() -> None:
    op.drop_table("search_spelling")
    op.drop_table("search_word")


def _word() -> None:
    whose = sa.ForeignKey("application.id", ondelete="CASCADE")
    op.create_table(
        "search_word",
        sa.Column("call_id", sa.String(26), primary_key=True),
        sa.Column("word", LETTER_BY_LETTER, primary_key=True),
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
