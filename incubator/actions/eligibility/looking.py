"""Look again at many applications, page by page: each page is a unit of work of its own.

What was looked at has left the queue when its page is over: whoever goes on after an interruption takes up
what is left, and looks at nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from incubator.actions.eligibility.standings import Looked, assess_first, compare, look_again
from incubator.store.database import Database
from incubator.store.queries import standings
from incubator.unswept import unswept

PAGE = 500
AT_ONCE = 20  # pages of one round: reminders and the other rounds wait no longer than that


def look_at_due(database: Database, at: datetime) -> int:
    """The worker's round: what was marked or whose day has come; how many were looked at."""
    return sum(page.looked for page in islice(due_pages(database, at=at), AT_ONCE))


def due_pages(database: Database, *, at: datetime, is_dry: bool = False) -> Iterator[Looked]:
    """The longest waiting first. One that somebody works on just now is left for the next time."""
    after = None
    while True:
        with database.reading() as session:
            places = standings.due(session, at=at, after=after, limit=PAGE)
        if not places:
            return
        yield _page(database, [application_id for _, application_id in places], at=at, is_dry=is_dry)
        after = places[-1]


def all_pages(
    database: Database, *, at: datetime, call_id: str | None = None, is_dry: bool = False
) -> Iterator[Looked]:
    """Everything that waits for a decision, in all calls or one, whether or not it is due."""
    after = None
    while True:
        with database.reading() as session:
            ids = standings.undecided(session, call_id=call_id, after=after, limit=PAGE)
        if not ids:
            return
        yield _page(database, ids, at=at, is_dry=is_dry, only_due=False)
        after = ids[-1]


@unswept()
def _page(database: Database, ids: list[str], *, at: datetime, is_dry: bool, only_due: bool = True) -> Looked:
    if is_dry:
        with database.reading() as session:
            return compare(session, ids, at=at)
    with database.writing() as session:
        done = look_again(session, ids, at=at, only_due=only_due)
        first = 0 if only_due else assess_first(session, ids, at=at)
        return replace(done, looked=done.looked + first)
