"""Find programmes by key, compare what their editions mean, keep them as documents and read them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from incubator.errors import DefinitionError, NotFound
from incubator.words import Words
from incubator.workflows.definitions import nearest
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.programme_file import ProgrammeFileError, load

__all__ = [
    "Catalogue", "ProgrammeFileError", "edition_named", "fingerprint", "from_document", "load", "to_document",
]  # fmt: skip


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
