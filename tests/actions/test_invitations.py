"""Invitations: who may invite whom, one answer each, and what accepting gives."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.people import authority, invitations
from incubator.errors import Gone, NotAllowed, Refused
from incubator.store import Invitation, LetterRow, Person
from tests import scenes
from tests.cast import admin, director, founder, juror, manager, mentor
from tests.conftest import NOW

GUEST = "guest@example.org"


def token_of(session: Session, invitation: Invitation) -> str:
    body = session.scalars(select(LetterRow.body_text).where(LetterRow.subject_id == invitation.id)).one()
    found = re.search(r"/invitations/([\w-]{43})", body)
    assert found is not None
    return found[1]


def test_accepting_gives_the_role_and_signs_in(session: Session) -> None:
    invitation = invitations.invite(
        session, "Guest@example.org", role="juror", actor=manager(session), at=NOW, programme="shaker"
    )

    welcome = invitations.accept(session, token_of(session, invitation), at=NOW, name="Ada Invitée")

    assert (welcome.person.email, welcome.person.name) == (GUEST, "Ada Invitée")
    assert [(role.role, role.programme) for role in welcome.person.roles] == [("juror", "shaker")]


def test_a_mentor_invited_to_a_company_follows_it(session: Session) -> None:
    venture = scenes.venture(session)
    invitation = invitations.invite(
        session, GUEST, role="mentor", actor=manager(session), at=NOW, venture=venture
    )

    welcome = invitations.accept(session, token_of(session, invitation), at=NOW)

    assert authority.is_mentor(session, welcome.person, venture)


def test_a_mentor_may_be_invited_to_a_second_company(session: Session) -> None:
    first, second = scenes.venture(session), scenes.venture(session, "Algue Verte")
    scenes.mentorship(session, mentor(session), first)
    invitation = invitations.invite(
        session, mentor(session).email, role="mentor", actor=manager(session), at=NOW, venture=second
    )

    invitations.accept(session, token_of(session, invitation), at=NOW)

    assert authority.is_mentor(session, mentor(session), second)
    assert [role.role for role in mentor(session).roles] == ["mentor"]


@pytest.mark.parametrize("role", ["founder", "manager", "director", "admin"])
def test_a_manager_invites_only_mentors_and_jurors(session: Session, role: str) -> None:
    with pytest.raises(NotAllowed, match="Managers invite mentors and jury members"):
        invitations.invite(session, GUEST, role=role, actor=manager(session), at=NOW)


def test_an_admin_invites_to_any_role(session: Session) -> None:
    made = [
        invitations.invite(session, f"{role}@example.org", role=role, actor=admin(session), at=NOW).role
        for role in ("founder", "manager", "mentor", "juror", "director", "admin")
    ]

    assert made == ["founder", "manager", "mentor", "juror", "director", "admin"]


@pytest.mark.parametrize("who", [founder, mentor, juror, director])
def test_nobody_else_invites(session: Session, who: object) -> None:
    person: Person = who(session)  # type: ignore[operator]  # one of the cast

    with pytest.raises(NotAllowed):
        invitations.invite(session, GUEST, role="mentor", actor=person, at=NOW)


def test_an_invitation_is_accepted_once(session: Session) -> None:
    invitation = invitations.invite(session, GUEST, role="juror", actor=admin(session), at=NOW)
    token = token_of(session, invitation)
    invitations.accept(session, token, at=NOW)

    with pytest.raises(Gone):
        invitations.accept(session, token, at=NOW)


def test_an_invitation_is_over_after_two_weeks_or_when_another_replaced_it(session: Session) -> None:
    first = invitations.invite(session, GUEST, role="juror", actor=admin(session), at=NOW)
    old = token_of(session, first)
    second = invitations.invite(session, GUEST, role="juror", actor=admin(session), at=NOW)

    with pytest.raises(Gone):
        invitations.open_invitation(session, old, at=NOW)
    with pytest.raises(Gone):
        invitations.open_invitation(session, token_of(session, second), at=NOW + timedelta(days=14))
    assert invitations.open_invitation(session, token_of(session, second), at=NOW).id == second.id


def test_a_role_already_held_is_said_so(session: Session) -> None:
    with pytest.raises(Refused, match="already has this role"):
        invitations.invite(session, juror(session).email, role="juror", actor=admin(session), at=NOW)
