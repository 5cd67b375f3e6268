"""Enrolments, the journal, batches, letters and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _enrolment()
    _extension()
    _pause()
    _coaching_day()
    _journal()
    _batch()
    _batch_row()
    _letter()
    _letter_indexes()
    _reminder()
    _heartbeat()


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id"), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("edition_id", sa.String(26), sa.ForeignKey("edition.id"), nullable=False),
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id")),
        sa.Column("previous_id", sa.String(26), sa.ForeignKey("enrolment.id")),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("state_since", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('completed','left') OR ended_on IS NOT NULL", name="closed_has_date"
        ),
        sa.CheckConstraint("state IN ('planned', 'active', 'paused', 'completed', 'left')", name="state"),
        sa.UniqueConstraint("application_id"),
    )
    op.create_index("ix_enrolment_state_programme_id", "enrolment", ["state", "programme", "id"])
    op.create_index("ix_enrolment_venture_id", "enrolment", ["venture_id"])
    _where(
        "uq_enrolment_open",
        "enrolment",
        ["venture_id", "programme"],
        unique=True,
        where="state IN ('planned','active','paused')",
    )


def _extension() -> None:
    op.create_table(
        "extension",
        sa.Column("enrolment_id", sa.String(26), sa.ForeignKey("enrolment.id"), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("decided_at", Instant()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('granted','refused') OR decided_at IS NOT NULL", name="decided_has_date"
        ),
        sa.CheckConstraint("months > 0", name="months"),
        sa.CheckConstraint("state IN ('asked', 'granted', 'refused', 'withdrawn')", name="state"),
    )
    op.create_index("ix_extension_enrolment_id", "extension", ["enrolment_id"])
    _where("uq_extension_asked", "extension", ["enrolment_id"], unique=True, where="state = 'asked'")


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("enrolment_id", sa.String(26), sa.ForeignKey("enrolment.id"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint("to_on >= from_on", name="to_after_from"),
    )
    op.create_index("ix_pause_enrolment_id", "pause", ["enrolment_id"])


def _coaching_day() -> None:
    op.create_table(
        "coaching_day",
        sa.Column("enrolment_id", sa.String(26), sa.ForeignKey("enrolment.id"), nullable=False),
        sa.Column("mentor_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("logged_at", Instant(), nullable=False),
        sa.Column("confirmed_at", Instant()),
        sa.Column("confirmed_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("dispute", sa.Text(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("half_days > 0", name="half_days"),
        sa.CheckConstraint("mode IN ('on_site', 'remote')", name="mode"),
        sa.CheckConstraint("state IN ('logged', 'confirmed', 'disputed', 'reversed')", name="state"),
    )
    op.create_index("ix_coaching_day_enrolment_id_on", "coaching_day", ["enrolment_id", "on"])
    op.create_index("ix_coaching_day_mentor_id", "coaching_day", ["mentor_id"])
    op.create_index("ix_coaching_day_state_logged_at", "coaching_day", ["state", "logged_at"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("subject_kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("from_state", sa.String(24)),
        sa.Column("to_state", sa.String(24)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(26)),
        sa.Column("data", sa.JSON(), nullable=False),
    )
    op.create_index("ix_journal_batch_id", "journal", ["batch_id"])
    op.create_index(
        "ix_journal_subject_kind_subject_id_seq", "journal", ["subject_kind", "subject_id", "seq"]
    )


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("move", sa.String(40), nullable=False),
        sa.Column("call_id", sa.String(26), sa.ForeignKey("call.id")),
        sa.Column("by_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("hold_until", Instant(), nullable=False),
        sa.Column("undone_at", Instant()),
        sa.Column("undone_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _batch_row() -> None:
    op.create_table(
        "batch_row",
        sa.Column("batch_id", sa.String(26), sa.ForeignKey("batch.id"), nullable=False),
        sa.Column("subject_kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        sa.Column("label", sa.String(240), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("reason", sa.JSON()),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.Column("after_version", sa.Integer()),
        sa.Column("before", sa.JSON()),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint("result IN ('waiting', 'moved', 'skipped', 'undone', 'kept')", name="result"),
    )
    op.create_index("ix_batch_row_batch_id", "batch_row", ["batch_id"])
    op.create_index("ix_batch_row_subject_id", "batch_row", ["subject_id"])


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        sa.Column("person_id", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("to_email", sa.String(254), nullable=False),
        sa.Column("to_name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("send_after", Instant(), nullable=False),
        sa.Column("useless_after", Instant()),
        sa.Column("batch_id", sa.String(26), sa.ForeignKey("batch.id")),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("reply_to", sa.String(254), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(64)),
        sa.Column("claim_token", sa.String(26)),
        sa.Column("lease_until", Instant()),
        sa.Column("done_at", Instant()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'handed', 'sent', 'uncertain', 'failed', 'cancelled', 'expired')",
            name="state",
        ),
        sa.UniqueConstraint("key"),
    )


def _letter_indexes() -> None:
    op.create_index("ix_letter_batch_id", "letter", ["batch_id"])
    _where("ix_letter_claimed", "letter", ["lease_until"], where="state IN ('claimed','handed')")
    _where("ix_letter_due", "letter", ["send_after"], where="state = 'queued'")
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    op.create_index("ix_letter_state_id", "letter", ["state", "id"])
    op.create_index("ix_letter_subject_kind_subject_id_id", "letter", ["subject_kind", "subject_id", "id"])


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        sa.Column("person_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("occurrence", sa.String(60), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("useless_after", Instant(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.String(26), sa.ForeignKey("letter.id")),
        sa.Column("planned_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint(
            "state IN ('planned', 'queued', 'cancelled', 'expired', 'suppressed')", name="state"
        ),
        sa.UniqueConstraint("kind", "subject_kind", "subject_id", "person_id", "occurrence"),
    )
    _where("ix_reminder_due", "reminder", ["due_at"], where="state = 'planned'")
    op.create_index("ix_reminder_due_at_id", "reminder", ["due_at", "id"])
    op.create_index("ix_reminder_person_id", "reminder", ["person_id"])
    op.create_index("ix_reminder_state_due_at_id", "reminder", ["state", "due_at", "id"])
    op.create_index("ix_reminder_subject_kind_subject_id", "reminder", ["subject_kind", "subject_id"])


def _heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("at", Instant(), nullable=False),
    )


def _where(name: str, table: str, columns: list[str], *, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
