"""People: the staff list, those with one role, open invitations, one's sign-ins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.people import Invitation, Person, Role, SignIn
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import LIMIT, Page, page_of

STAFF_ROLES = ("manager", "mentor", "juror", "director", "admin")


def staff(
    session: Session, *, role: str | None = None, key: str | None = None, limit: int = LIMIT
) -> Page[Person]:
    """Everybody with a role beside founder (or with that one role), by name, with their roles."""
    roles = STAFF_ROLES if role is None else (role,)
    held = exists().where(Role.person_id == Person.id, Role.role.in_(roles))
    return page_of(session, select(Person).where(held), by=[Person.name, Person.id], key=key, limit=limit)


def holders(session: Session, role: str) -> list[Person]:
    """Everybody with this role who may still sign in, by name."""
    held = exists().where(Role.person_id == Person.id, Role.role == role)
    query = select(Person).where(held, Person.disabled_at.is_(None)).options(loading.PLAIN_PERSON)
    return list(session.scalars(query.order_by(Person.name, Person.id)))


def by_id(session: Session, person_id: str) -> Person:
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound()
    return found


def by_email(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()


def sign_ins(session: Session, person: Person, *, at: datetime, limit: int = LIMIT) -> list[SignIn]:
    """The person's browsers that are signed in at that instant, the latest first."""
    query = select(SignIn).where(
        SignIn.person_id == person.id,
        or_(SignIn.ended_at.is_(None), SignIn.ended_at > at),
        SignIn.expires_at > at,
    )
    query = query.options(loading.person(SignIn.person)).order_by(SignIn.id.desc()).limit(limit)
    return list(session.scalars(query))


def invitations(session: Session, person: Person, *, at: datetime, limit: int = LIMIT) -> list[Invitation]:
    """Sent and not answered, still good then, the latest first: one's own, those of what one manages."""
    query = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > at)
    managed = visible.programmes_managed(person)
    if managed is not None:
        own = Invitation.invited_by == person.id
        query = query.where(or_(own, Invitation.programme.in_(sorted(managed))))
    return list(session.scalars(query.order_by(Invitation.id.desc()).limit(limit)))
