"""Read programme files, tell every problem of a file together, and find programmes by key."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from incubator.errors import DefinitionError, NotFound
from incubator.words import Words
from incubator.workflows.definitions import UNKNOWN_KEY, Loc, Problem, nearest, path_of, problems_of
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.programme_checks import problems_in

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_BARE_DATE = re.compile(r"(?<![\w\"'-])(\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}\S*)?)(?![\w\"'])")
_SHARED = ("task", "reminder")


class ProgrammeFileError(DefinitionError):
    """Everything that is wrong with one programme file: one line each."""

    def __init__(self, file: str, lines: Iterable[str]) -> None:
        self.lines = tuple(f"{file}: {line}" for line in lines)
        super().__init__("; ".join(self.lines))


def load(text: str, file: str) -> Programme:
    """The programme of one TOML file; ProgrammeFileError names file, key path and reason of every problem."""
    data = _parsed(text, file)
    broken = list(_inherited(data))
    programme, problems = _validated(data)
    whole = programme or _what_can_be_read(data, problems)
    if whole is not None:
        problems += problems_in(whole, named=frozenset(_question_keys(data)))
    if broken or problems or programme is None:
        lines = (f"{path_of(where, data)}: {why}".removeprefix(": ") for where, why in broken + problems)
        raise ProgrammeFileError(file, dict.fromkeys(lines))
    return programme


def _parsed(text: str, file: str) -> dict[str, Any]:
    """A date that does not exist becomes a text, so that its key is named with the other problems."""
    for _ in range(100):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _LINE.search(str(error))
            lines = text.splitlines()
            line = int(found[1]) - 1 if found else 0
            mended = _BARE_DATE.sub(r'"\1"', lines[line]) if lines else ""
            if found is None or mended == lines[line]:
                raise ProgrammeFileError(file, [f"this is not TOML: {error}"]) from None
            text = "\n".join([*lines[:line], mended, *lines[line + 1 :]])
    raise ProgrammeFileError(file, ["too many dates do not exist"])


def _inherited(data: dict[str, Any]) -> Iterator[Problem]:
    """`based_on = "2019"`: tasks and reminders an edition does not state are those of that one."""
    editions = [edition for edition in _list(data, "edition") if isinstance(edition, dict)]
    by_key = {str(edition.get("key")): edition for edition in editions}
    for number, edition in enumerate(editions):
        if "based_on" not in edition:
            continue
        other = by_key.get(str(edition.pop("based_on")))
        if other is None or other is edition:
            yield ("edition", number, "based_on"), "names no other edition of this file"
            continue
        edition.update({key: deepcopy(other[key]) for key in _SHARED if key in other and key not in edition})


def _validated(data: Mapping[str, Any]) -> tuple[Programme | None, list[Problem]]:
    try:
        return Programme.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error)


def _what_can_be_read(data: Mapping[str, Any], problems: Iterable[Problem]) -> Programme | None:
    """The file without what is broken, so that its other problems can be told as well."""
    rest = deepcopy(dict(data))
    for _ in range(3):
        broken = {where if why.startswith(UNKNOWN_KEY) else _item(where) for where, why in problems}
        for where in sorted(broken, key=_last_first, reverse=True):
            _remove(rest, where)
        programme, problems = _validated(rest)
        if programme is not None:
            return programme
    return None


def _last_first(where: Loc) -> list[tuple[int, str]]:
    """Removing from the end keeps the positions of what comes before."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in where]


def _item(where: Loc) -> Loc:
    """The innermost list item a path leads through."""
    last = max((i for i, step in enumerate(where) if isinstance(step, int)), default=-1)
    return where[: last + 1]


def _remove(data: Any, where: Loc) -> None:
    """Of a path that leads nowhere in the file, nothing."""
    try:
        for step in where[:-1]:
            data = data[step]
        if where:
            del data[where[-1]]
    except (KeyError, IndexError, TypeError):
        return


def _question_keys(data: Any) -> Iterator[str]:
    for edition in _list(data, "edition"):
        for task in _list(edition, "task"):
            for question in _list(task, "question"):
                if isinstance(question, dict) and isinstance(question.get("key"), str):
                    yield question["key"]


def _list(data: Any, key: str) -> list[Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


class Catalogue:
    """All programmes, in the order they are shown."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self.programmes = tuple(sorted(programmes, key=lambda programme: (programme.order, programme.key)))
        problems = [*self._keys(), *self._next(), *self._questions()]
        if problems:
            raise DefinitionError("; ".join(dict.fromkeys(problems)))

    def programme(self, key: str) -> Programme:
        """NotFound names the nearest."""
        for programme in self.programmes:
            if programme.key == key:
                return programme
        raise _not_found("programme", "programme", key, (programme.key for programme in self.programmes))

    def edition(self, key: str, edition: str) -> Edition:
        return edition_named(self.programme(key), edition)

    def _keys(self) -> Iterator[str]:
        keys = [programme.key for programme in self.programmes]
        yield from (f"{key}: two programmes have this key" for key in keys if keys.count(key) > 1)

    def _next(self) -> Iterator[str]:
        keys = [programme.key for programme in self.programmes]
        for programme in self.programmes:
            for name in programme.next:
                if name not in keys:
                    yield f"{programme.key}: next: unknown programme “{name}”{nearest(name, keys)}"

    def _questions(self) -> Iterator[str]:
        """One key is one question everywhere, or its answer could not be carried over."""
        kinds: dict[str, tuple[str, str]] = {}
        for programme in self.programmes:
            for question in (question for edition in programme.editions for question in edition.questions):
                where, kind = kinds.setdefault(question.key, (programme.key, question.kind))
                if kind != question.kind:
                    yield f"{programme.key}: question {question.key}: {question.kind} here, {kind} in {where}"


def edition_named(programme: Programme, key: str) -> Edition:
    found = programme.edition(key)
    if found is None:
        known = (edition.key for edition in programme.editions)
        raise _not_found(f"edition of {programme.key}", f"édition de {programme.key}", key, known)
    return found


def _not_found(what: str, quoi: str, key: str, known: Iterable[str]) -> NotFound:
    hint = nearest(key, known)
    return NotFound(Words(f"There is no {what} “{key}”{hint}", f"« {key} » : {quoi} inconnue{hint}"))


def fingerprint(programme: Programme, edition: Edition) -> str:
    """Of the meaning: words excluded, so that mending a sentence changes nothing."""
    meaning = {
        "programme": programme.key,
        "next": programme.next,
        "edition": edition.model_dump(mode="json", exclude_defaults=True, context={"meaning_only": True}),
    }
    return sha256(json.dumps(_said(meaning), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _said(meaning: Any) -> Any:
    """Words have become nothing: a hint more or less is no change either."""
    if isinstance(meaning, dict):
        return {key: _said(value) for key, value in meaning.items() if value is not None}
    return [_said(value) for value in meaning] if isinstance(meaning, list | tuple) else meaning


def from_document(document: Mapping[str, Any]) -> Programme:
    return Programme.model_validate(document)


def to_document(programme: Programme, edition: Edition) -> dict[str, Any]:
    """The programme with this one edition, as plain values."""
    alone = programme.model_copy(update={"editions": (edition,)})
    return alone.model_dump(mode="json", exclude_defaults=True)
