"""What a database error means to a person: a lost race, or a database that does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from incubator.errors import IncubatorError, Stale, Unreachable
from incubator.store.engines import told
from incubator.words import Words

CHANGED = Words(
    "Somebody else changed this while you were working. Load the page again to see what happened.",
    "Quelqu’un d’autre a modifié ces données entre-temps. Rechargez la page pour voir ce qui a changé.",
)
BUSY = Words(
    "The database is busy. Nothing was lost: try again in a moment.",
    "La base de données est occupée. Rien n’est perdu : réessayez dans un instant.",
)
OUTDATED = Words(
    "The tables are not up to date. Run: flask --app incubator database upgrade",
    "Les tables ne sont pas à jour. Lancez : flask --app incubator database upgrade",
)
_MISSING = ("42P01", "42703")  # PostgreSQL: no such table, no such column
_LOST_RACES = ("40001", "40P01")  # PostgreSQL: serialization failure, deadlock
_TAKEN = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_UNREACHABLE = ("unable to open database file", "disk I/O error", "disk is full", "file is not a database")


@contextmanager
def explained(url: URL | None = None) -> Iterator[None]:
    """Inside, a lost race becomes Stale and a silent database Unreachable; bugs stay what they are."""
    try:
        yield
    except (StaleDataError, DBAPIError) as error:
        refusal = meaning(error, url)
        if refusal is None:
            raise
        raise refusal from error


def meaning(error: Exception, url: URL | None = None) -> IncubatorError | None:
    """The refusal a person should read, or None where the error is a bug and must stay one."""
    if isinstance(error, StaleDataError):
        return Stale(CHANGED)
    if isinstance(error, IntegrityError):
        return Stale(CHANGED) if is_taken(error) else None
    if not isinstance(error, DBAPIError):
        return None
    if getattr(error.orig, "sqlstate", None) in _LOST_RACES:
        return Stale(CHANGED)
    if "database is locked" in str(error.orig):
        return Unreachable(BUSY)
    if _is_outdated(error):
        return Unreachable(OUTDATED)
    return Unreachable(_silent(error, url)) if _is_silent(error) else None


def _is_outdated(error: DBAPIError) -> bool:
    """A table or column the code knows and the database does not: its migrations have not run."""
    if getattr(error.orig, "sqlstate", None) in _MISSING:
        return True
    return str(error.orig).startswith(("no such table:", "no such column:"))


def is_taken(error: IntegrityError) -> bool:
    """Somebody else's row is already there (a unique constraint), as against a broken rule."""
    held: Any = error.orig
    if getattr(held, "sqlstate", None) is not None:
        return bool(held.sqlstate == "23505")
    return getattr(held, "sqlite_errorname", "") in _TAKEN


def _is_silent(error: DBAPIError) -> bool:
    if not isinstance(error, OperationalError):
        return False
    if error.connection_invalidated or any(text in str(error.orig) for text in _UNREACHABLE):
        return True
    # psycopg gives no state when there was no answer; 08 and 57P are the server's own goodbyes
    state = getattr(error.orig, "sqlstate", "")
    return state is None or state.startswith(("08", "57P", "28", "3D"))


def _silent(error: DBAPIError, url: URL | None) -> Words:
    where = told(url) if url else "the database"
    why = str(error.orig).strip().splitlines()[-1] if str(error.orig).strip() else "no answer"
    return Words(
        f"The database does not answer ({where}: {why}). Check that it runs and INCUBATOR_DATABASE_URL.",
        f"La base de données ne répond pas ({where} : {why}). "
        "Vérifiez qu’elle fonctionne, et INCUBATOR_DATABASE_URL.",
    )
