"""Who follows a company as its mentor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import people
from incubator.actions.enrolments.moving import roles_of
from incubator.actions.people import authority
from incubator.actions.people.invitations import follow
from incubator.errors import Refused
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.store.ventures import Mentorship
from incubator.words import Words


def name(
    session: Session, enrolment: Enrolment, *, mentor: Person, actor: Person, at: datetime
) -> Mentorship:
    """A manager gives a company a mentor who has the role already; others are invited."""
    authority.needs(roles_of(session, enrolment, actor), "manager")
    if not people.has_role(mentor, "mentor") or mentor.disabled_at is not None:
        raise Refused(_NOT_A_MENTOR, field="mentor")
    return follow(session, enrolment.venture_id, mentor=mentor, actor=actor, at=at)


_NOT_A_MENTOR = Words(
    "Choose somebody who is a mentor here, or invite them first.",
    "Choisissez une personne déjà mentor ici, ou invitez-la d’abord.",
)
