"""Which workers live: each holds a lock on a file of its own, and the lock dies with the process."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from incubator.ids import Ids
from incubator.once import drawn_once


class Liveness:
    """A worker is named <folder>.<id>: only workers of the same instance folder can be judged here."""

    def __init__(self, folder: Path, *, ids: Ids) -> None:
        self._folder = folder
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # the folder's own name: two hosts with two folders never judge each other
        self._house = drawn_once(folder / "house", ids.new)
        self._held: IO[str] | None = None
        self.name = f"{self._house}.{ids.new()}"

    def __enter__(self) -> Liveness:
        self._held = self._path(self.name).open("w")
        fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return self

    def __exit__(self, *_: object) -> None:
        if self._held is not None:
            self._path(self.name).unlink(missing_ok=True)
            self._held.close()

    def is_dead(self, worker: str) -> bool:
        """True when its lock is free or its file is gone; a worker of another folder is never judged."""
        if worker == self.name or worker.partition(".")[0] != self._house:
            return False
        path = self._path(worker)
        try:
            file = path.open("r+")
        except FileNotFoundError:
            return True
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            path.unlink(missing_ok=True)
            return True

    def _path(self, worker: str) -> Path:
        return self._folder / f"worker-{worker.rpartition('.')[2]}.lock"
