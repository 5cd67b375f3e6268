"""Problems as lines for people: file, line, keys, why; each on one line, and no more than one can mend."""

from __future__ import annotations

from collections.abc import Sequence

from incubator.workflows.problems import Why

MOST = 100  # problems of one file that are told
LONGEST = 400  # signs of one line
Placed = tuple[int, str, Why]  # line, path, why


def told(file: str, placed: Sequence[Placed]) -> list[str]:
    """In the order they come; of those beyond MOST only how many there are."""
    lines = [
        one_line(f"{file}:{line}: {path}{': ' if path else ''}{why}") for line, path, why in placed[:MOST]
    ]
    more = len(placed) - MOST
    return [*lines, f"{file}: and {more} more — mend these first"] if more > 0 else lines


def one_line(text: str) -> str:
    """Whatever the file holds: signs that steer a terminal are written out, what is too long is cut."""
    line = "".join(sign if sign.isprintable() else _escaped(sign) for sign in text[: 2 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _escaped(sign: str) -> str:
    return sign if sign in "\u00a0\u202f" else repr(sign)[1:-1]
