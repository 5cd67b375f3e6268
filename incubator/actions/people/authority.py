"""Who may do what to which application, venture or enrolment."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import NotAllowed
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.ventures import Mentorship, Venture
from incubator.words import Words, joined

ROLE_WORDS = {
    "founder": Words("the people of the project", "les membres du projet"),
    "manager": Words("the programme’s managers", "les responsables du programme"),
    "mentor": Words("the mentors of the company", "les mentors de l’entreprise"),
    "juror": Words("the members of the jury", "les membres du jury"),
    "director": Words("the director", "la direction"),
    "admin": Words("the administrators", "l’administration"),
    "system": Words("the application itself", "l’application elle-même"),
}


def staff_roles(actor: Person, programme: str | None) -> frozenset[str]:
    """What this person is for this programme; a role tied to another programme does not count.

    A disabled person is nothing: what waits in their name is asked again when its turn comes.
    """
    if actor.disabled_at is not None:
        return frozenset()
    return frozenset(
        row.role
        for row in actor.roles
        if row.role not in ("founder", "mentor")
        and (row.programme is None or programme is None or row.programme == programme)
    )


def is_member(actor: Person, venture: Venture) -> bool:
    return any(member.person_id == actor.id for member in venture.members)


def is_mentor(session: Session, actor: Person, venture: Venture) -> bool:
    query = select(Mentorship.id).where(
        Mentorship.mentor_id == actor.id,
        Mentorship.venture_id == venture.id,
        Mentorship.ended_at.is_(None),
    )
    return session.scalar(query) is not None


def roles_on_venture(
    session: Session, venture: Venture, *, actor: Person | None, programme: str | None = None
) -> frozenset[str]:
    """Every role the actor has here. Of one's own venture one is a founder and nothing else."""
    if actor is None:
        return frozenset({"system"})
    if is_member(actor, venture):
        return frozenset({"founder"})
    is_mentoring = actor.disabled_at is None and any(row.role == "mentor" for row in actor.roles)
    is_theirs = is_mentoring and is_mentor(session, actor, venture)
    return staff_roles(actor, programme) | ({"mentor"} if is_theirs else frozenset())


def roles_on(session: Session, application: Application, *, actor: Person | None) -> frozenset[str]:
    roles = roles_on_venture(session, application.venture, actor=actor, programme=application.call.programme)
    is_lead = actor is not None and actor.id == application.lead_id
    return frozenset({"founder"}) if is_lead else roles


def needs(roles: frozenset[str], *wanted: str) -> None:
    """Raise NotAllowed, saying who may, unless one of the wanted roles is there."""
    if not roles & set(wanted):
        raise NotAllowed(only(wanted))


def only(wanted: Iterable[str]) -> Words:
    who = joined([ROLE_WORDS[role] for role in wanted], last=Words("or", "ou"))
    return Words("Only {who} can do this.", "Cette action est réservée à : {who}.").format(who=who)
