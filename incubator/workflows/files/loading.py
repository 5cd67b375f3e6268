"""Read a programme file whole, or tell everything that is wrong with it: line, key, why, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from incubator.errors import DefinitionError
from incubator.workflows.checks.programmes import problems_in
from incubator.workflows.files.inheritance import Taken, take_over
from incubator.workflows.files.lines import Placed, one_line, told
from incubator.workflows.files.reading import Read, Unreadable, read, text_of
from incubator.workflows.files.salvage import Part, salvage
from incubator.workflows.problems import Problem, no_such_day, path_of, problems_of
from incubator.workflows.programme import Programme
from incubator.workflows.written_paths import as_written


class ProgrammeFileError(DefinitionError):
    """Everything that is wrong with programme files: one line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def load(text: str | bytes, file: str) -> Programme:
    """The programme of one TOML file; ProgrammeFileError tells every problem with its line and key."""
    try:
        found = read(text if isinstance(text, str) else text_of(text))
    except Unreadable as error:
        raise ProgrammeFileError(one_line(f"{file}:{line}: {why}") for line, why in error.told) from None
    taken, problems = take_over(found.data)
    based = {where for where, _ in problems}
    programme, broken = _validated(found.data)
    problems += [
        one for one in broken if not (one[0][-1:] == ("task",) and (*one[0][:-1], "based_on") in based)
    ]
    part = Part(programme, {}) if programme else salvage(found.data, problems, _validated)
    if part is not None:
        named = [_named(found.data, number) for number in part.positions()]
        problems += [(part.original(where), why) for where, why in problems_in(part.programme, named=named)]
    if problems or found.slips or found.dates or programme is None:
        raise ProgrammeFileError(_told(file, found, taken, problems))
    return programme


def _validated(data: Mapping[str, Any]) -> tuple[Programme | None, list[Problem]]:
    try:
        return Programme.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error)


def lines_of(text: str, file: str, problems: Iterable[Problem]) -> list[str]:
    """Of a file that is right by itself."""
    found = read(text)
    return _told(file, found, take_over(found.data)[0], problems)


def _told(file: str, found: Read, taken: Taken, problems: Iterable[Problem]) -> list[str]:
    """In the order of the file, each once; a slip of writing speaks for its whole line."""
    at = found.positions()
    reasons: dict[Placed, None] = {}
    for line, slip in found.slips.items():
        reasons[line, path_of(at.key_on(line, slip.key), found.data), slip.why] = None
    placed = [(as_written(where, found.data), why) for where, why in problems]
    known = set(placed)
    for where, why in placed:
        origin = taken.origin(where)
        if at.line(origin) not in found.slips and (origin == where or (origin, why) not in known):
            reasons[at.line(origin), path_of(where, found.data), why] = None
    for line in found.dates.keys() - {line for line, _, _ in reasons}:
        written = found.dates[line]
        why = no_such_day(written) or f"“{written}” is no day of the calendar — write for example 2027-03-30"
        reasons[line, path_of(at.key_on(line), found.data), why] = None
    return told(file, sorted(reasons, key=lambda reason: reason[0]))


def _named(data: Any, number: int) -> dict[str, frozenset[str]]:
    """The questions of an edition and the choices each offers, as far as they have a key."""
    tasks = _list(_list(data, "edition")[number], "task")
    named: dict[str, frozenset[str]] = {} if tasks else _Anything()
    for task in tasks:
        for question in _list(task, "question"):
            for key in _keys([question]):
                named[key] = named.get(key, frozenset()) | set(_keys(_list(question, "choices")))
    return named


class _Anything(dict[str, frozenset[str]]):
    """Of an edition whose tasks cannot be read: it may ask whatever its rules name."""

    def __contains__(self, name: object) -> bool:
        return True


def _keys(items: list[Any]) -> Iterator[str]:
    found = (item.get("key") for item in items if isinstance(item, dict))
    return (key for key in found if isinstance(key, str))


def _list(data: Any, key: str) -> list[Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []
