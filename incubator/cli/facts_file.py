"""A facts file as commands take it: JSON, with every problem told by file, line and key."""

from __future__ import annotations

import json
from typing import IO, Any

from incubator.cli.output import Lines
from incubator.workflows.eligibility import Facts, read_facts
from incubator.workflows.eligibility.facts import FactsFileError
from incubator.workflows.files import positions
from incubator.workflows.files.reading import MOST_BYTES
from incubator.workflows.problems import path_of

MOST = 100  # problems that are told
LONGEST = 400  # signs of one line


def facts_of(file: IO[str]) -> Facts:
    """Lines tells every problem: what is not JSON, what is given twice, what no fact is called or holds."""
    return read_facts_of(file)[1]


def read_facts_of(file: IO[str]) -> tuple[dict[str, Any], Facts]:
    """The values as they are written, null included, and the facts they make."""
    text = _text(file)
    try:
        data = json.loads(text, object_pairs_hook=_once)
        return data, read_facts(data)
    except json.JSONDecodeError as error:
        column = f"from the sign {error.colno} on"
        raise Lines(
            [f"{file.name}:{error.lineno}: this is not JSON {column}: {error.msg} — {_MEND}"]
        ) from error
    except RecursionError as error:
        raise Lines(
            [f"{file.name}:1: this is not JSON anybody can read: it is nested too deep — {_MEND}"]
        ) from error
    except FactsFileError as error:
        raise Lines(_told(file.name, text, error)) from error


def _text(file: IO[str]) -> str:
    try:
        text = file.read(MOST_BYTES + 1)
    except UnicodeDecodeError as error:
        raise Lines(
            [f"{file.name}:1: this is not JSON: byte {error.start + 1} is not UTF-8 — {_SAVE}"]
        ) from error
    if len(text) > MOST_BYTES:
        raise Lines([f"{file.name}:1: the file holds more than 1 MB — one file holds one applicant"])
    return text


_MEND = 'write { "fact": value }, texts between " and ", a comma between two facts'
_SAVE = "save the file as UTF-8"


def _told(name: str, text: str, error: FactsFileError) -> list[str]:
    at = positions.of_json(text)
    ordered = sorted(error.problems, key=lambda problem: at.line(problem[0]))
    lines = [f"{name}:{at.line(where)}: {path_of(where)}: {why}" for where, why in ordered[:MOST]]
    more = [f"{name}: and {len(ordered) - MOST} more — mend these first"] if len(ordered) > MOST else []
    return [*(_plain(line) for line in lines), *more]


def _plain(line: str) -> str:
    line = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line[: 2 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A fact told twice is refused: nobody could say which of the two was meant."""
    told = dict(pairs)
    if len(told) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # add gives None
        raise Lines([f"The facts file is not right: “{twice}” is given twice — keep one of the two"])
    return told
