"""What the outbox costs: claiming and marking, the way through a mail server, an idle tick."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from urllib.parse import urlsplit

from incubator.actions.post import claims
from incubator.actions.post.delivery import deliver_due
from incubator.clock import FixedClock
from incubator.ids import SeededIds
from incubator.notices.mailers import Mailer
from incubator.notices.smtp import SmtpMailer
from incubator.store.database import Database
from tests.bench import outbox
from tests.bench.results import Figure, Setting
from tests.bench.sink import NullMailer, smtp_sink

AT = datetime(2027, 3, 30, 6, 0, tzinfo=UTC)  # all at eight in the morning, as reminders are
LATER = datetime(2028, 3, 30, 6, 0, tzinfo=UTC)
BATCH = 500
# the floor: the same two changes as bare SQL, nothing made of what comes back
CLAIM = """
UPDATE letter SET state = 'claimed', claimed_by = 'floor', claim_token = 'floor'
WHERE id IN (SELECT id FROM letter
  WHERE state = 'queued' AND is_secret IS FALSE AND send_after <= '2027-04-01'
  ORDER BY send_after LIMIT {batch} {lock})
RETURNING id, to_email, to_name, title, body_text, body_html
"""
MARK = "UPDATE letter SET state = 'sent', claimed_by = NULL, claim_token = NULL WHERE claim_token = 'floor'"
MARK += " AND state IN ('claimed','handed')"


def measure(setting: Setting) -> Iterator[Figure]:
    due, waiting, sent = (2_000, 20_000, 200) if setting.is_quick else (10_000, 990_000, 1_500)
    postgresql = Database(setting.new_database("posting"), ids=SeededIds(1))
    yield from _on(postgresql, "PostgreSQL", due=due, waiting=waiting, sent=sent)
    sqlite = Database(f"sqlite:///{setting.folder / 'posting.sqlite'}", ids=SeededIds(1))
    sqlite.upgrade()
    due, waiting = (2_000, 8_000) if setting.is_quick else (10_000, 90_000)
    yield from _on(sqlite, "SQLite", due=due, waiting=waiting, sent=sent)


def _on(database: Database, name: str, *, due: int, waiting: int, sent: int) -> Iterator[Figure]:
    rows = due + waiting
    outbox.fill(database, due=2 * due, waiting=waiting, due_at=AT, later_at=LATER)
    try:
        rate, floor = _claim_and_mark(database, due)
        yield Figure(
            "claim and mark due letters, batches of 500", rate, "letters/s", floor=floor, rows=rows,
            database=name, target=20_000, note=f"{due} due; the floor is the same as bare SQL",
        )  # fmt: skip
        idle = _idle(database)
        yield Figure("a tick with nothing due", idle, "ms", rows=rows, database=name, target=5)
        outbox.add(database, 2 * sent, first=2 * rows, send_after=AT)
        floor = _bare_commits(database, sent)
        rate = _delivered(database, NullMailer(), sent)
        yield Figure(
            "deliver into a null sink, one worker", rate, "letters/s", floor=floor, rows=rows,
            database=name, note="two commits a letter: handed, sent; the floor is two bare commits",
        )  # fmt: skip
        with smtp_sink() as url:
            floor = _bare(url, sent)
            rate = _delivered(database, SmtpMailer(f"{url}?tls=off"), sent)
        yield Figure(
            "deliver through SMTP, one worker", rate, "letters/s", floor=floor, rows=rows, database=name,
            target=300, note="two commits a letter; the floor has no database",
        )  # fmt: skip
    finally:
        database.dispose()


def _claim_and_mark(database: Database, due: int) -> tuple[float, float]:
    """Letters a second, ours and the floor's, batch by batch in turn."""
    ours = floor = 0.0
    for _ in range(due // BATCH):
        with _timed() as took:
            _bare_batch(database)
        floor += took[0]
        with _timed() as took:
            with database.writing() as session:
                claimed = claims.claim(session, worker="bench", at=AT, limit=BATCH)
            with database.writing() as session:
                claims.mark_sent(session, claimed, at=AT)
        ours += took[0]
        assert len(claimed) == BATCH
    return due / ours, due / floor


def _bare_batch(database: Database) -> None:
    lock = "" if database.is_sqlite else "FOR UPDATE SKIP LOCKED"
    with database.engines.writer.begin() as connection:
        taken = connection.exec_driver_sql(CLAIM.format(batch=BATCH, lock=lock)).fetchall()
    with database.engines.writer.begin() as connection:
        connection.exec_driver_sql(MARK)
    assert len(taken) == BATCH


def _delivered(database: Database, mailer: Mailer, number: int) -> float:
    """Letters a second, as the worker sends them: round after round."""
    sent = 0
    with _timed() as took:
        while sent < number:
            done = deliver_due(
                database, mailer=mailer, clock=FixedClock(AT), worker="bench", is_dead=lambda owner: False,
                limit=min(20, number - sent),
            )  # fmt: skip
            assert done.outcomes == {"sent": done.claimed}
            sent += done.claimed
    return sent / took[0]


def _bare_commits(database: Database, number: int) -> float:
    """Letters a second if a letter were two small changes on disk and nothing else."""
    with database.engines.noter.connect() as connection, _timed() as took:
        for which in range(number):
            for attempts in (1, 0):
                with connection.begin():
                    connection.exec_driver_sql(
                        f"UPDATE letter SET attempts = {attempts} WHERE id = 'l{which}'"
                    )
    return number / took[0]


def _bare(url: str, number: int) -> float:
    """Letters a second over one connection, by the library alone."""
    message = f"Subject: Floor\r\n\r\n{outbox.BODY}\r\n" * 3
    with smtplib.SMTP(urlsplit(url).hostname or "", urlsplit(url).port or 0) as smtp, _timed() as took:
        for _ in range(number):
            smtp.sendmail("programmes@example.org", ["p1@example.org"], message.encode())
    return number / took[0]


def _idle(database: Database) -> float:
    """Milliseconds of one tick, everything due being gone."""
    times = []
    for _ in range(50):
        with _timed() as took:
            done = deliver_due(
                database, mailer=NullMailer(), clock=FixedClock(AT + timedelta(minutes=1)), worker="bench",
                is_dead=lambda owner: False,
            )  # fmt: skip
        assert done.claimed == 0
        times.append(took[0] * 1e3)
    return median(times)


@contextmanager
def _timed() -> Iterator[list[float]]:
    """Seconds by the wall: the database and the mail server work meanwhile."""
    took: list[float] = []
    start = time.perf_counter()
    yield took
    took.append(time.perf_counter() - start)
