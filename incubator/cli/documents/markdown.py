"""The little Markdown that written documents need: a head that says how they are made, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

WRITTEN = "Written by `flask --app incubator docs write`; a test compares it with the code."


def head(title: str) -> Iterator[str]:
    yield from (f"# {title}", "", WRITTEN, "")


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows under their names, and a blank line."""
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"
    yield from (f"| {' | '.join(_cell(one) for one in row)} |" for row in rows)
    yield ""


def codes(values: Iterable[str]) -> str:
    """Names as they are typed: `one`, `two`."""
    return ", ".join(f"`{value}`" for value in values)


def whole(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
