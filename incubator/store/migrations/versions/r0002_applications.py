"""Editions, calls, applications and what was found about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incubator.store.tables import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _edition()
    _call()
    _application()
    _application_indexes()
    _answer()
    _task_mark()
    _file()
    _closing_extension()
    _information_request()
    _assessment()
    _waiver()
    _judgement()


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.UniqueConstraint("programme", "key"),
    )


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("edition_id", sa.String(26), sa.ForeignKey("edition.id"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("name_fr", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("opens_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("extended_to", Instant()),
        sa.Column("extension_reason", sa.Text()),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("committee_on", sa.Date()),
        sa.Column("results_on", sa.Date()),
        sa.Column("entry_on", sa.Date()),
        sa.Column("places", sa.Integer()),
        sa.Column("contact_name", sa.String(200), nullable=False),
        sa.Column("contact_email", sa.String(254), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("published_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        sa.CheckConstraint("state IN ('draft', 'published')", name="state"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("slug"),
    )
    op.create_index("ix_call_programme", "call", ["programme"])
    op.create_index("ix_call_state_closes_at", "call", ["state", "closes_at"])


def _application() -> None:
    op.create_table(
        "application",
        sa.Column("ref", sa.String(20), nullable=False),
        sa.Column("call_id", sa.String(26), sa.ForeignKey("call.id"), nullable=False),
        sa.Column("venture_id", sa.String(26), sa.ForeignKey("venture.id"), nullable=False),
        sa.Column("lead_id", sa.String(26), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("submitted_at", Instant()),
        sa.Column("sent_at", Instant()),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("state_since", Instant(), nullable=False),
        sa.Column("decided_at", Instant()),
        sa.Column("decided_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("decided_from", sa.String(16), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("signed_at", Instant()),
        sa.Column("signed_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("notified_at", Instant()),
        sa.Column("confirm_by", Instant()),
        sa.Column("rank", sa.Integer()),
        sa.Column("search", sa.String(400), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state != 'decided' OR outcome IS NOT NULL", name="decided_has_outcome"),
        sa.CheckConstraint(
            "state NOT IN ('accepted','waitlisted','rejected','redirected') OR notified_at IS NOT NULL",
            name="notified_has_date",
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('accepted', 'waitlisted', 'rejected', 'redirected')",
            name="outcome",
        ),
        sa.CheckConstraint(
            "state IN ('draft','withdrawn','expired','cancelled') OR submitted_at IS NOT NULL",
            name="sent_has_date",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'info_requested', 'eligible', 'in_review', "
            "'shortlisted', 'decided', 'accepted', 'confirmed', 'waitlisted', 'entered', "
            "'rejected', 'ineligible', 'declined', 'redirected', 'withdrawn', 'expired', "
            "'cancelled')",
            name="state",
        ),
        sa.UniqueConstraint("call_id", "venture_id"),
        sa.UniqueConstraint("ref"),
    )


def _application_indexes() -> None:
    op.create_index("ix_application_call_id_id", "application", ["call_id", "id"])
    op.create_index("ix_application_call_id_state_id", "application", ["call_id", "state", "id"])
    op.create_index("ix_application_lead_id", "application", ["lead_id"])
    op.create_index("ix_application_state_state_since_id", "application", ["state", "state_since", "id"])
    op.create_index("ix_application_venture_id", "application", ["venture_id"])


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("replaced_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index(
        "ix_answer_application_id_question_written_at", "answer", ["application_id", "question", "written_at"]
    )
    _where(
        "uq_answer_current",
        "answer",
        ["application_id", "question"],
        unique=True,
        where="replaced_at IS NULL",
    )


def _task_mark() -> None:
    op.create_table(
        "task_mark",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("task", sa.String(60), nullable=False),
        sa.Column("finished_at", Instant(), nullable=False),
        sa.Column("finished_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.UniqueConstraint("application_id", "task"),
    )


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("uploaded_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_file_application_id", "file", ["application_id"])
    op.create_index("ix_file_digest", "file", ["digest"])


def _closing_extension() -> None:
    op.create_table(
        "closing_extension",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_closing_extension_application_id", "closing_extension", ["application_id"])


def _information_request() -> None:
    op.create_table(
        "information_request",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant()),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_information_request_application_id", "information_request", ["application_id"])


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("occasion", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("edition_id", sa.String(26), sa.ForeignKey("edition.id"), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.CheckConstraint("verdict IN ('met', 'unmet', 'unknown')", name="verdict"),
    )
    op.create_index("ix_assessment_application_id_at", "assessment", ["application_id", "at"])


def _waiver() -> None:
    op.create_table(
        "waiver",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("asked_reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("decided_at", Instant()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state = 'asked' OR decided_at IS NOT NULL", name="decided_has_date"),
        sa.CheckConstraint("state IN ('asked', 'granted', 'refused')", name="state"),
    )
    op.create_index("ix_waiver_application_id", "waiver", ["application_id"])
    op.create_index("ix_waiver_state_asked_at", "waiver", ["state", "asked_at"])
    _where(
        "uq_waiver_standing",
        "waiver",
        ["application_id", "rule"],
        unique=True,
        where="state IN ('asked','granted')",
    )


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("application_id", sa.String(26), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(26), sa.ForeignKey("person.id")),
        sa.Column("judged_at", Instant(), nullable=False),
        sa.Column("id", sa.String(26), primary_key=True),
    )
    op.create_index("ix_judgement_application_id", "judgement", ["application_id"])


def _where(name: str, table: str, columns: list[str], *, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
