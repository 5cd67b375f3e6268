"""Which workers live: each holds a lock on a file of its own, and the lock dies with the process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from incubator.ids import Ids


class Liveness:
    """A worker is named <folder>.<id>: only workers of the same instance folder can be judged here."""

    def __init__(self, folder: Path, *, ids: Ids) -> None:
        self._folder = folder
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._house = _house(folder / "house", ids)
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


def _house(path: Path, ids: Ids) -> str:
    """The folder's own name, drawn once: two hosts with two folders never judge each other."""
    drawn = path.with_name(f"house.{os.getpid()}")
    if not path.exists():
        drawn.write_text(ids.new())
        try:
            os.link(drawn, path)
        except FileExistsError:
            pass
        finally:
            drawn.unlink()
    return path.read_text().strip()
