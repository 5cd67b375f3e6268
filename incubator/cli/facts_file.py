"""A facts file as commands take it: JSON, with every problem told by file, line and key."""

from __future__ import annotations

import json
from typing import IO, Any

from incubator.cli.output import Lines
from incubator.workflows.eligibility import Facts, read_facts
from incubator.workflows.eligibility.facts import FactsFileError
from incubator.workflows.files import positions
from incubator.workflows.files.lines import told
from incubator.workflows.files.reading import MOST_BYTES
from incubator.workflows.problems import path_of


def facts_of(file: IO[str]) -> Facts:
    """Lines tells every problem: what is not JSON, what is given twice, what no fact is called or holds."""
    return read_facts_of(file)[1]


def read_facts_of(file: IO[str]) -> tuple[dict[str, Any], Facts]:
    """The values as they are written, null included, and the facts they make."""
    text = _text(file)
    try:
        data = json.loads(text, object_pairs_hook=_once)
        _check_texts(file.name, data)
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
    except _Twice as error:
        line = text.count("\n", 0, max(0, text.rfind(json.dumps(error.name, ensure_ascii=False)))) + 1
        raise Lines(
            told(file.name, [(line, "", f"“{error.name}” is given twice — keep one of them")])
        ) from error
    except FactsFileError as error:
        raise Lines(_told(file.name, text, error)) from error
    except ValueError as error:  # Python counts the digits before it reads them
        raise Lines([f"{file.name}:1: a number has thousands of digits — write it as it is meant"]) from error


class _Twice(Exception):
    def __init__(self, name: str) -> None:
        self.name = name


def _check_texts(name: str, data: Any) -> None:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"half of a sign, \\u{ord(error.object[error.start]):04x}, stands alone"
        raise Lines([f"{name}:1: this is not text: {half} — {_SAVE}"]) from error


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
    return told(name, [(at.line(where), path_of(where), why) for where, why in ordered])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A fact told twice is refused: nobody could say which of the two was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # add gives None
        raise _Twice(twice)
    return found
