"""The documents that are written from the code itself; `docs write` and `docs check` go by this list."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from incubator.cli.documents import access, commands, facts, letters, machines, settings

# one line for each: its name in docs/, and what writes it
DOCUMENTS: dict[str, Callable[[Flask], str]] = {
    "access.md": access.page,
    "commands.md": commands.page,
    "facts.md": facts.page,
    "letters.md": letters.page,
    "machines.md": machines.page,
    "settings.md": settings.page,
}
