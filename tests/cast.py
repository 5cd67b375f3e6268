"""The cast: the same invented people in every test, each made when first asked for.

`founder(session)` and `colleague(session)` are members of the same venture once
`tests.scenes.venture` has made it; `stranger(session)` is a founder of another one.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store import Person, Role, add

JOINED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def founder(session: Session) -> Person:
    return person(session, "Inès Maurel", "founder")


def colleague(session: Session) -> Person:
    return person(session, "Tomas Brandt", "founder", language="en")


def stranger(session: Session) -> Person:
    return person(session, "Lucie Vasseur", "founder")


def manager(session: Session) -> Person:
    """Manages the Shaker."""
    return person(session, "Nadia Rey", "manager", programme="shaker")


def other_manager(session: Session) -> Person:
    """Manages the Booster, not the Shaker."""
    return person(session, "Hugo Lindqvist", "manager", programme="booster")


def manager_of_all(session: Session) -> Person:
    return person(session, "Karim Destrée", "manager")


def mentor(session: Session) -> Person:
    return person(session, "Claire Osei", "mentor", language="en")


def juror(session: Session) -> Person:
    return person(session, "Bertrand Noël", "juror")


def director(session: Session) -> Person:
    return person(session, "Hélène Garrigue", "director")


def admin(session: Session) -> Person:
    return person(session, "Sam Okafor", "admin", language="en")


def everybody(session: Session) -> dict[str, Person]:
    """Each by the word for what they are."""
    cast = (
        founder, colleague, stranger, manager, other_manager, manager_of_all, mentor, juror, director, admin,
    )  # fmt: skip
    return {build.__name__: build(session) for build in cast}


def person(
    session: Session,
    name: str,
    role: str | None = None,
    *,
    programme: str | None = None,
    language: str = "fr",
) -> Person:
    """Found by address, or made with one role."""
    email = address(name)
    held = session.scalars(select(Person).where(Person.email == email)).one_or_none()
    if held is not None:
        return held
    made = add(session, Person(email=email, name=name, language=language, created_at=JOINED))
    if role is not None:
        granted = Role(role=role, programme=programme, granted_at=JOINED)
        made.roles.append(add_to(session, granted))
    session.flush()
    return made


def add_to(session: Session, role: Role) -> Role:
    """A role gets its id before its person is known to the session."""
    role.id = session.info["ids"].new()
    return role


def address(name: str) -> str:
    """Inès Maurel -> ines.maurel@example.org"""
    plain = name.translate(str.maketrans("éèêëçà ", "eeeeca."))
    return f"{plain.lower()}@example.org"
