"""What was called, in which order, while something happened."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


@contextmanager
def called() -> Iterator[list[str]]:
    """The application's functions as module.name, each at its first call."""
    seen: dict[str, None] = {}

    def note(frame: FrameType, what: str, _argument: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if what == "call" and module.startswith("incubator."):
            seen.setdefault(f"{module}.{frame.f_code.co_qualname}")

    names: list[str] = []
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        names.extend(seen)


@contextmanager
def written(engine: Engine) -> Iterator[list[str]]:
    """The tables that were inserted into or updated, each at its first time."""
    tables: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        words = statement.replace('"', "").split()
        verb = words[0].upper()
        table = words[2] if verb == "INSERT" else words[1] if verb == "UPDATE" else ""
        if table and table not in tables:
            tables.append(table)

    event.listen(engine, "before_cursor_execute", note)
    yield tables
    event.remove(engine, "before_cursor_execute", note)
