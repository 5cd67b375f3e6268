"""The documents that are written from the code itself; `docs write` and `docs check` go by this list."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from incubator.cli.documents import (
    access,
    commands,
    corpus,
    facts,
    findings,
    letters,
    machines,
    rules,
    settings,
)

# one line for each: its name in docs/, and what writes it
DOCUMENTS: dict[str, Callable[[Flask], str]] = {
    "access.md": access.page,
    "commands.md": commands.page,
    "corpus.md": corpus.page,
    "facts.md": facts.page,
    "findings.md": findings.page,
    "letters.md": letters.page,
    "machines.md": machines.page,
    "rules.md": rules.page,
    "settings.md": settings.page,
}
