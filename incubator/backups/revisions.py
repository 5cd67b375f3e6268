"""Which revision tables are at, and which ones this version knows."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from incubator.store.schema import configuration


def revision_of(connection: Connection) -> str | None:
    """Of the tables; None where there are none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
