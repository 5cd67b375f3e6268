"""Read programme files, tell every problem of a file together, and find programmes by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from incubator.workflows.programme import Edition, Programme


def load(text: str, file: str) -> Programme:
    """The programme of one TOML file; DefinitionError names file, key path and reason of every problem."""
    raise NotImplementedError


class Catalogue:
    """All programmes, in the order they are shown."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self.programmes = tuple(sorted(programmes, key=lambda programme: (programme.order, programme.key)))

    def programme(self, key: str) -> Programme:
        """NotFound names the nearest."""
        raise NotImplementedError

    def edition(self, key: str, edition: str) -> Edition:
        raise NotImplementedError


def fingerprint(programme: Programme, edition: Edition) -> str:
    """Of the meaning: words excluded, so that mending a sentence changes nothing."""
    raise NotImplementedError


def from_document(document: Mapping[str, Any]) -> Programme:
    return Programme.model_validate(document)


def to_document(programme: Programme, edition: Edition) -> dict[str, Any]:
    """The programme with this one edition, as plain values."""
    raise NotImplementedError
