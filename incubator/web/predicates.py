"""Who may open a page: small predicates that also say, in words, whom they admit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incubator.store.people import Person


@dataclass(frozen=True, slots=True)
class Predicate:
    """`roles` empty: any person signed in; `needs_sign_in` false: everybody."""

    name: str
    needs_sign_in: bool = True
    roles: tuple[str, ...] = ()

    def allows(self, person: Person | None) -> bool:
        if not self.needs_sign_in:
            return True
        if person is None:
            return False
        return not self.roles or bool(roles_of(person) & set(self.roles))


Table = Mapping[str, Predicate]

public = Predicate("public", needs_sign_in=False)
signed_in = Predicate("signed_in")


def has(*roles: str) -> Predicate:
    """Those who hold one of these roles."""
    return Predicate(f"has({', '.join(roles)})", roles=roles)


def roles_of(person: Person | None) -> frozenset[str]:
    return frozenset(role.role for role in person.roles) if person else frozenset()
