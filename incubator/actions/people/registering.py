"""Find a person by address, or make the account; give a role once."""

from __future__ import annotations

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.errors import Refused
from incubator.store.people import Person, Role
from incubator.store.rows import add
from incubator.words import Words


def address(email: str) -> str:
    """The one way an address is written here; Refused when it cannot be one."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Refused(
            Words(
                "Check the address: it should look like name@example.org.",
                "Vérifiez l’adresse : elle devrait ressembler à nom@exemple.fr.",
            ),
            field="email",
        ) from None


def by_email(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email))


def find_or_make(session: Session, email: str, *, language: str, at: datetime, name: str = "") -> Person:
    """Two browsers may prove the same new address at once: there is one account."""
    person = by_email(session, email)
    if person is not None:
        return person
    try:
        with session.begin_nested():
            person = add(session, Person(email=email, name=name.strip(), language=language, created_at=at))
            session.flush()
    except IntegrityError:
        person = by_email(session, email)
        assert person is not None, "the unique address refused the row, so the other one is there"
        return person
    journal.record(session, person, action="join", actor=person, at=at)
    return person


def has_role(person: Person, role: str, programme: str | None = None) -> bool:
    return any(held.role == role and held.programme in (None, programme) for held in person.roles)


def give_role(
    session: Session, person: Person, role: str, *, actor: Person | None, at: datetime,
    programme: str | None = None,
) -> None:  # fmt: skip
    """Nothing happens when the person already has it."""
    if has_role(person, role, programme):
        return
    row = Role(role=role, programme=programme, granted_at=at, granted_by=actor.id if actor else None)
    person.roles.append(row)
    add(session, row)
    session.flush()
    data = {"role": role, "programme": programme}
    journal.record(session, person, action="give_role", actor=actor, at=at, data=data)
