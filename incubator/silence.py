"""A database that is away is one line in the log, and one more when it is back: not one a second."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

from incubator.errors import Unreachable

log = logging.getLogger("incubator.worker")


class Silence:
    """Shared by all that ask the same database; what does not ask it stays outside of `heard()`."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._lock = Lock()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """What is begun inside is tried again at the next tick."""
        try:
            yield
        except Unreachable as error:
            self._began(error)
        else:
            self._is_over()

    def _began(self, error: Unreachable) -> None:
        with self._lock:
            is_new, self._since = self._since is None, self._since or monotonic()
        if is_new:
            log.warning("database away: %s", error)

    def _is_over(self) -> None:
        with self._lock:
            since, self._since = self._since, None
        if since is not None:
            log.warning("database back", extra={"away_seconds": round(monotonic() - since)})
