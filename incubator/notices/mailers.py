"""How letters leave: into a folder, or to a mail server (smtp.py)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from incubator.notices.mail import Mail, Unsendable, packed

Result = Literal["sent", "later", "unreachable", "refused", "uncertain"]


@dataclass(frozen=True)
class Outcome:
    """What became of one try.

    later: this letter may be tried again. unreachable: nothing can be sent for now.
    refused: never again. uncertain: it was handed over and the answer was lost.
    """

    result: Result
    why: str = ""
    is_bad_address: bool = False  # the server says that nobody can be reached there


class Line(Protocol):
    """An open way out, for several letters one after the other."""

    def send(self, mail: Mail, *, handing: Callable[[], None]) -> Outcome:
        """`handing` is called when all is ready, before the last byte; what it raises stops the sending."""
        ...


class Mailer(Protocol):
    def line(self) -> AbstractContextManager[Line]: ...


class FolderMailer:
    """Writes instance/outbox/*.eml: the default, and the demo's post office."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def line(self) -> Iterator[FolderMailer]:
        yield self

    def send(self, mail: Mail, *, handing: Callable[[], None]) -> Outcome:
        try:
            message = packed(mail)
        except Unsendable as error:
            return Outcome("refused", str(error), error.is_bad_address)
        handing()
        try:
            self._write(self.path_of(mail), message)
        except OSError as error:
            return Outcome("unreachable", f"{self.folder}: {error.strerror}")
        return Outcome("sent")

    def path_of(self, mail: Mail) -> Path:
        """Named by the letter, so that writing it again replaces it."""
        name = "".join(c for c in mail.message_id.partition("@")[0] if c.isalnum())[:16]
        return self.folder / f"{mail.written_at:%Y%m%d-%H%M%S}-{mail.kind}-{name}.eml"

    def _write(self, path: Path, message: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
