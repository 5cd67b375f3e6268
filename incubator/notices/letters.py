"""What every letter is: plain values, a link, and a name by which its words are found."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from urllib.parse import quote

from incubator.words import Words

LETTERS: dict[str, type[Letter]] = {}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter before it is written: its words live in templates/letters/<kind>.<language>.txt."""

    kind: ClassVar[str]
    link: ClassVar[str]  # the one place the letter leads to; {names} are the letter's own fields
    is_secret: ClassVar[bool] = False  # holds a link that opens an account: shown nowhere

    zone: str = "Europe/Paris"  # of the instants it speaks of
    contact_name: str = ""  # who answers; nobody named: the organisation
    contact_email: str = ""

    def __init_subclass__(cls) -> None:
        kind = cls.__dict__.get("kind")
        if kind is None:
            return
        if kind in LETTERS:
            raise TypeError(f"two letters are called {kind}")
        LETTERS[kind] = cls

    @property
    def path(self) -> str:
        return self.place.format(**{k: quote(str(v), safe="") for k, v in self.values().items()})

    @property
    def place(self) -> str:
        """The link, still with its {names}."""
        return self.link

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Door:
    """Something else that may suit: a name, why, and where to read about it."""

    name: Words
    why: Words
    path: str  # from the root, with its language: /fr/programmes/shaker
