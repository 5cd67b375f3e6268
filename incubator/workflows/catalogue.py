"""Find programmes by key, compare what their editions mean, keep them as documents and read them back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from incubator.errors import DefinitionError, NotFound
from incubator.words import Words
from incubator.workflows.files.loading import ProgrammeFileError, load
from incubator.workflows.problems import Hint, Loc, Why, close_to, path_of
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.questions import Question

__all__ = [
    "Catalogue", "ProgrammeFileError", "edition_named", "fingerprint", "from_document", "load", "to_document",
    "together",
]  # fmt: skip


class Catalogue:
    """All programmes, in the order they are shown."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self.programmes = tuple(sorted(programmes, key=lambda programme: (programme.order, programme.key)))
        problems = [
            f"{self.programmes[number].key}: {path_of(where)}: {why}"
            for number, where, why in together(self.programmes)
        ]
        if problems:
            raise DefinitionError("; ".join(dict.fromkeys(problems)))

    def programme(self, key: str) -> Programme:
        """NotFound names the nearest."""
        for programme in self.programmes:
            if programme.key == key:
                return programme
        raise _not_found(
            "programme", "programme inconnu", key, (programme.key for programme in self.programmes)
        )

    def edition(self, key: str, edition: str) -> Edition:
        return edition_named(self.programme(key), edition)


def together(
    programmes: Sequence[Programme], *, besides: Collection[str] = ()
) -> Iterator[tuple[int, Loc, Why]]:
    """Where programmes contradict each other; `besides`: keys of those that cannot be read."""
    keys: dict[str, int] = {}
    for number, programme in enumerate(programmes):
        if keys.setdefault(programme.key, number) != number:
            yield number, ("key",), f"two programmes have the key “{programme.key}” — give this one another"
    known = (*keys, *besides)
    for number, programme in enumerate(programmes):
        for position, name in enumerate(programme.next):
            if name not in known:
                yield number, ("next", position), Hint(f"unknown programme “{name}”", name, known)
    yield from _questions(programmes)


def _questions(programmes: Sequence[Programme]) -> Iterator[tuple[int, Loc, Why]]:
    """One key is one question everywhere, or its answer could not be carried over."""
    kinds: dict[str, tuple[str, str]] = {}
    for number, programme in enumerate(programmes):
        for where, question in _asked(programme):
            other, kind = kinds.setdefault(question.key, (programme.key, question.kind))
            if kind != question.kind:
                why = f"question “{question.key}” is of kind {kind} in {other}, {question.kind} here"
                yield number, (*where, "kind"), f"{why} — give it that kind or another key"


def _asked(programme: Programme) -> Iterator[tuple[Loc, Question]]:
    for first, edition in enumerate(programme.editions):
        for second, task in enumerate(edition.tasks):
            for third, question in enumerate(task.questions):
                yield ("edition", first, "task", second, "question", third), question


def edition_named(programme: Programme, key: str) -> Edition:
    found = programme.edition(key)
    if found is None:
        known = (edition.key for edition in programme.editions)
        raise _not_found(f"edition of {programme.key}", f"édition de {programme.key} inconnue", key, known)
    return found


def _not_found(what: str, quoi: str, key: str, known: Iterable[str]) -> NotFound:
    names = sorted(known)
    close = close_to(key, names, cutoff=0.4)
    hint = Words(f" (known: {', '.join(names)})", f" (existe : {', '.join(names)})")
    if close:
        hint = Words(f": did you mean “{close}”?", f" : vouliez-vous dire « {close} » ?")
    return NotFound(Words(f"There is no {what} “{key}”{hint.en}", f"« {key} » : {quoi}{hint.fr}"))


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
