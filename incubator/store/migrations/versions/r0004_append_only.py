"""What was written for good stays: the database itself refuses to change or delete it."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("journal", "assessment", "edition")
# An answer is closed once, by the revision that replaces it; nothing else of it ever changes.
KEPT = ("id", "application_id", "question", "value", "written_by", "written_at")


def upgrade() -> None:
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        op.execute(statement)


def _sqlite() -> list[str]:
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
    closes = f"OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL AND {same}"
    answer = (
        f"CREATE TRIGGER answer_closed_once BEFORE UPDATE ON answer WHEN NOT ({closes}) "
        "BEGIN SELECT RAISE(ABORT, 'answer is append-only'); END"
    )
    return [*statements, answer]


def _postgresql() -> list[str]:
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {'STATEMENT' if verb == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ]
    same = " AND ".join(f"NEW.{column}::text IS NOT DISTINCT FROM OLD.{column}::text" for column in KEPT)
    closes = f"OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL AND {same}"
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )
    answer = (
        f"CREATE TRIGGER answer_closed_once BEFORE UPDATE ON answer FOR EACH ROW WHEN (NOT ({closes})) "
        "EXECUTE FUNCTION refuse_change()"
    )
    return [refuse, *statements, answer]
