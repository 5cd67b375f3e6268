"""An outbox with many letters that wait for later and some that are due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from incubator.store.database import Database

PEOPLE = 1_000
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)"
_PEOPLE = f"""
INSERT INTO person (id, email, name, language, zone, version, created_at)
{_NUMBERS} SELECT 'p' || i, 'p' || i || '@example.org', 'Person ' || i, 'fr', 'Europe/Paris', 1, :at FROM n
"""
# a letter of a usual length where it is read; a few words where it only lies there
_LETTERS = f"""
INSERT INTO letter (id, key, kind, subject_kind, subject_id, person_id, to_email, to_name, language, title,
  body_text, body_html, is_secret, state, created_at, send_after, message_id, reply_to, attempts, doubts, why)
{_NUMBERS}
SELECT 'l' || (:first + i), 'end_60:' || (:first + i), 'end_60', 'enrolment', 'e' || ((:first + i) / 10),
  'p' || (1 + i % {PEOPLE}), 'p' || (1 + i % {PEOPLE}) || '@example.org', 'Person', 'fr',
  'Votre parcours se termine bientôt', :text, :html, :secret, 'queued', :at, :send_after,
  '<l' || (:first + i) || '@incubator.example.org>', 'programmes@example.org', 0, 0, '' FROM n
"""
BODY = "Bonjour, votre parcours se termine dans soixante jours. " * 15


def fill(database: Database, *, due: int, waiting: int, due_at: datetime, later_at: datetime) -> None:
    """`due` letters for one morning, `waiting` ones for another."""
    with database.writing() as session:
        session.execute(text(_PEOPLE), {"rows": PEOPLE, "at": _as_held(database, due_at)})
    add(database, due, first=0, send_after=due_at)
    with database.writing() as session:
        values = _values(waiting, first=due, send_after=_as_held(database, later_at))
        session.execute(text(_LETTERS), {**values, "text": "…", "html": "…"})
    if not database.is_sqlite:  # what autovacuum does by itself a minute later
        with database.engines.noter.connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE letter")


def add(database: Database, number: int, *, first: int, send_after: datetime) -> None:
    """So many letters that are read, numbered from `first`."""
    with database.writing() as session:
        values = _values(number, first=first, send_after=_as_held(database, send_after))
        session.execute(text(_LETTERS), values)


def _as_held(database: Database, at: datetime) -> object:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}" if database.is_sqlite else at


def _values(rows: int, *, first: int, send_after: object) -> dict[str, object]:
    html = f"<p>{BODY}</p>" * 2
    return {
        "rows": rows, "first": first, "send_after": send_after, "at": send_after, "secret": False,
        "text": BODY, "html": html,
    }  # fmt: skip
