"""The pages of docs/ as they are meant to be followed: what to write where, what to type, what comes of it.

A block of text to be written says its file in the sentence right above it:

    New file `PATH`:                      the block is the whole file
    In `PATH`, after `LINE`:              the block comes after the one line that begins so
    In `PATH`, instead of `LINE`:         the block replaces that line
    At the end of `PATH`:                 the block is appended
    Then `PATH` holds:                    the block is in the file already; * stands for any name

A `sh` block is typed line by line; a `text` block right after it is part of what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCE = re.compile(r"^```([\w-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(
    r"(?:New file `(?P<new>[^`]+)`"
    r"|In `(?P<file>[^`]+)`, (?P<how>after|instead of) `(?P<line>[^`]+)`"
    r"|At the end of `(?P<end>[^`]+)`"
    r"|Then `(?P<holds>[^`]+)` holds):\Z"
)


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    place: re.Match[str] | None


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(name: str) -> list[Block]:
    text = page(name)
    assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * len(_FENCE.findall(text)), (
        f"{name}: a fence is open"
    )
    return [Block(found[1], found[2], _place(text[: found.start()])) for found in _FENCE.finditer(text)]


def _place(before: str) -> re.Match[str] | None:
    """The paragraph right above, wherever its lines break."""
    paragraph = " ".join(before.rstrip().rpartition("\n\n")[2].split())
    return _PLACE.search(paragraph)


def commands(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if line and not line.startswith("#")]
