"""Who can be reminded: the people of ventures and those who run programmes, many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.people import Person, Role
from incubator.store.ventures import Membership


@dataclass(frozen=True)
class Staff:
    """Roles as they are held now: (role, programme or None for all, person)."""

    held: tuple[tuple[str, str | None, str], ...]

    def of(self, role: str, programme: str) -> tuple[str, ...]:
        found = (who for name, which, who in self.held if name == role and which in (None, programme))
        return tuple(dict.fromkeys(found))


def staff(session: Session) -> Staff:
    query = (
        select(Role.role, Role.programme, Role.person_id)
        .join(Person, Person.id == Role.person_id)
        .where(Role.role.in_(("manager", "director")), Person.disabled_at.is_(None))
        .order_by(Role.person_id)
    )
    return Staff(tuple((role, programme, person) for role, programme, person in session.execute(query)))


def members_of(session: Session, ventures: Collection[str]) -> dict[str, dict[str, bool]]:
    """Venture → its members, the lead first, and whether each leads; disabled accounts get no mail."""
    query = (
        select(Membership.venture_id, Membership.person_id, Membership.is_lead)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.venture_id.in_(ventures), Person.disabled_at.is_(None))
        .order_by(Membership.is_lead.desc(), Membership.since_at, Membership.person_id)
    )
    found: dict[str, dict[str, bool]] = {venture: {} for venture in ventures}
    for venture, person, is_lead in session.execute(query):
        found[venture][person] = is_lead
    return found
