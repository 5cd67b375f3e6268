"""The one door to the database: reading cannot write, writing is whole or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from incubator.ids import Ids
from incubator.store.engines import build, make_private, parse_url
from incubator.store.losses import explained
from incubator.store.notes import Notes


class Database:
    """Lives as long as the process; sessions live as long as one page or one unit of work."""

    def __init__(self, url: str, *, ids: Ids, info: Mapping[str, Any] | None = None) -> None:
        """`info` is what every session carries: `sender`, who the letters come from."""
        self.url = parse_url(url)
        with explained(self.url):
            self.engines = build(self.url)
        self._info: dict[str, Any] = {**(info or {}), "ids": ids, "editions": {}}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """For pages that only look: the database itself refuses a change, on the spot or on leaving."""
        with explained(self.url), self._session(self.engines.reader) as session:
            yield session
            session.flush()  # a row changed by mistake is refused aloud, not dropped in silence

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One unit of work: committed on leaving, rolled back on any error."""
        with explained(self.url), self._session(self.engines.writer) as session:
            yield session
            session.commit()

    @contextmanager
    def noting(self) -> Iterator[Notes]:
        """For single statements, each of them committed at once."""
        with explained(self.url), self.engines.noter.connect() as connection:
            yield Notes(connection)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def upgrade(self) -> None:
        """Bring the tables to the newest revision; two processes at once wait for one another."""
        from incubator.store import schema  # imported late: its library is large, and pages never migrate

        with explained(self.url):
            make_private(self.url)
            schema.upgrade(self.engines.writer)

    def draft(self, message: str) -> Path:
        """The file of a new revision, written from what the code has and the tables have not."""
        from incubator.store import schema  # late: see upgrade

        with explained(self.url):
            return schema.draft(self.engines.writer, message)

    def is_current(self) -> bool:
        """Whether the tables are at the newest revision; also the way to ask whether it answers."""
        from incubator.store import schema  # late: see upgrade

        with explained(self.url):
            return schema.is_current(self.engines.reader)

    def dispose(self) -> None:
        """Close every connection; also to be called in a child after a fork."""
        self.engines.reader.dispose()
        self.engines.writer.dispose()

    def _session(self, engine: Engine) -> Session:
        # leaving `with session` closes it, which rolls back whatever was not committed
        return Session(engine, info=self._info, expire_on_commit=False)
