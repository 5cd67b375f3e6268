"""Invite a person to a role; the link in the mail accepts it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from incubator.actions import journal, people, post
from incubator.actions.days import local_day
from incubator.actions.people import authority, limits
from incubator.actions.people.accounts import Welcome, welcome
from incubator.errors import Gone, NotAllowed, Refused
from incubator.ids import digest
from incubator.notices.account import Invitation as InvitationLetter
from incubator.store import search
from incubator.store.applications import Application
from incubator.store.people import ROLES, Invitation, Person
from incubator.store.rows import add, ids_of
from incubator.store.ventures import Mentorship, Venture
from incubator.words import Words

INVITATION_LASTS = timedelta(days=14)
ROLE_NAMES = {
    "founder": Words("founder", "porteur ou porteuse de projet"),
    "manager": Words("programme manager", "responsable de programme"),
    "mentor": Words("mentor", "mentor"),
    "juror": Words("jury member", "membre du jury"),
    "director": Words("director", "direction"),
    "admin": Words("administrator", "administration"),
}


def invite(
    session: Session, email: str, *, role: str, actor: Person | None, at: datetime, name: str = "",
    language: str = "fr", programme: str | None = None, programme_name: Words | None = None,
    venture: Venture | None = None,
) -> Invitation:  # fmt: skip
    """Admins invite anyone; managers invite mentors and jurors. No actor: from the command line."""
    email = people.address(email)
    _check(session, email, role, programme, venture, actor=actor)
    if actor is not None:
        limits.count(session, limits.INVITE_PER_PERSON, actor.id, at=at)
    _replace_earlier(session, email, role, venture_id=venture.id if venture else None, at=at)
    token = ids_of(session).secret()
    row = Invitation(
        email=email, name=name.strip(), language=language, role=role, programme=programme,
        venture_id=venture.id if venture else None, token_digest=digest(token),
        invited_by=actor.id if actor else None, invited_at=at, expires_at=at + INVITATION_LASTS,
    )  # fmt: skip
    add(session, row)
    session.flush()
    data = {"role": role, "programme": programme, "venture": row.venture_id}
    journal.record(session, row, action="invite", actor=actor, at=at, data=data)
    letter = InvitationLetter(
        token=token, role=ROLE_NAMES[role], inviter=actor.name if actor else "", programme=programme_name,
        expires_on=local_day(row.expires_at), venture=venture.name if venture else "",
    )  # fmt: skip
    to = people.by_email(session, email) or post.Address(email, row.name, language)
    post.queue(session, letter, to=to, subject=row, occurrence=row.id, at=at, useless_after=row.expires_at)
    return row


def open_invitation(session: Session, token: str, *, at: datetime) -> Invitation:
    """The invitation behind the link, for its page. Gone when used or out of date."""
    row = session.scalar(select(Invitation).where(Invitation.token_digest == digest(token)))
    if row is None or row.accepted_at is not None or row.expires_at <= at:
        raise Gone(_OVER)
    return row


def accept(session: Session, token: str, *, at: datetime, name: str = "", browser: str = "") -> Welcome:
    """Take the role; the link in the mail proves the address, so this also signs in."""
    row = open_invitation(session, token, at=at)
    taken = session.execute(
        update(Invitation)
        .where(Invitation.id == row.id, Invitation.accepted_at.is_(None), Invitation.expires_at > at)
        .values(accepted_at=at)
        .returning(Invitation.id),
        execution_options={"synchronize_session": False},
    )
    if taken.first() is None:
        raise Gone(_OVER)
    session.refresh(row)
    person = people.find_or_make(session, row.email, language=row.language, at=at)
    if not person.name:
        person.name = " ".join(name.split())[:200] or row.name
        search.rename(session, Application.lead_id == person.id)
    inviter = session.get(Person, row.invited_by) if row.invited_by else None
    people.give_role(session, person, row.role, actor=inviter, at=at, programme=row.programme)
    if row.role == "mentor" and row.venture_id:
        follow(session, row.venture_id, mentor=person, actor=inviter, at=at)
    journal.record(session, row, action="accept_invitation", actor=person, at=at)
    return welcome(session, person, at=at, browser=browser)


def follow(
    session: Session, venture_id: str, *, mentor: Person, actor: Person | None, at: datetime
) -> Mentorship:
    """The mentor follows this venture from now on; following twice changes nothing."""
    found = session.scalar(
        select(Mentorship).where(Mentorship.mentor_id == mentor.id, Mentorship.venture_id == venture_id)
    )
    if found is not None and found.ended_at is None:
        return found
    row = found or Mentorship(mentor_id=mentor.id, venture_id=venture_id, since_at=at)
    row.since_at, row.ended_at = at, None
    add(session, row)
    session.flush()
    journal.record(session, row, action="follow", actor=actor, at=at, data={"venture": venture_id})
    return row


def _check(
    session: Session, email: str, role: str, programme: str | None, venture: Venture | None, *,
    actor: Person | None,
) -> None:  # fmt: skip
    if role not in ROLES:
        raise Refused(
            Words("Choose a role from the list.", "Choisissez un rôle dans la liste."), field="role"
        )
    if actor is not None:
        mine = authority.staff_roles(actor, programme)
        if "admin" not in mine and not ("manager" in mine and role in ("mentor", "juror")):
            raise NotAllowed(_WHO_MAY)
        if role == "juror" and programme is None and not _has_every_programme(actor):
            raise Refused(_WHICH_PROGRAMME, field="programme")
    person = people.by_email(session, email)
    if person is not None and venture is None and people.has_role(person, role, programme):
        raise Refused(
            Words("This person already has this role.", "Cette personne a déjà ce rôle."), field="email"
        )


def _has_every_programme(actor: Person) -> bool:
    return any(row.role in ("admin", "manager") and row.programme is None for row in actor.roles)


def _replace_earlier(
    session: Session, email: str, role: str, *, venture_id: str | None, at: datetime
) -> None:
    """Only the latest invitation to a role (beside a venture) is open."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.email == email, Invitation.role == role, Invitation.accepted_at.is_(None),
            Invitation.expires_at > at, Invitation.venture_id.is_not_distinct_from(venture_id),
        )
        .values(expires_at=at),
        execution_options={"synchronize_session": "fetch"},
    )  # fmt: skip


_WHICH_PROGRAMME = Words(
    "Choose the programme you manage: a jury for every programme is invited by an administrator.",
    "Choisissez le programme dont vous êtes responsable : "
    "un jury pour tous les programmes s’invite auprès de l’administration.",
)
_OVER = Words(
    "This invitation is over: it was used, replaced or is out of date. Ask for a new one.",
    "Cette invitation n’est plus valable : elle a servi, a été remplacée ou a expiré. Demandez-en une autre.",
)
_WHO_MAY = Words(
    "Managers invite mentors and jury members; an administrator invites everybody else.",
    "Les responsables invitent mentors et membres du jury ; pour les autres rôles, voyez l’administration.",
)
