"""Every change of an enrolment's state: decided by its machine, then written."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.days import day_of
from incubator.actions.enrolments.terms import term_now
from incubator.actions.people import authority
from incubator.actions.replanning import replan
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.workflows.enrolment import ENROLMENT, EnrolmentSituation


def roles_of(session: Session, enrolment: Enrolment, actor: Person | None) -> frozenset[str]:
    return authority.roles_on_venture(session, enrolment.venture, actor=actor, programme=enrolment.programme)


def step(
    session: Session, enrolment: Enrolment, move: str, *, roles: frozenset[str], actor: Person | None,
    at: datetime, reason: str = "", ended_on: date | None = None, is_promoted: bool = False,
) -> None:  # fmt: skip
    """The row is locked already. Refused with every guard that fails."""
    situation = EnrolmentSituation(
        on=ended_on or day_of(session, enrolment, at), starts_on=enrolment.starts_on,
        last_day=term_now(session, enrolment).last_day, is_promoted=is_promoted,
    )  # fmt: skip
    decided = ENROLMENT.decide(enrolment.state, move, roles=roles, situation=situation, reason=reason)
    journal.record(
        session, enrolment, action=move, actor=actor, at=at, from_state=decided.source,
        to_state=decided.target, reason=reason,
    )  # fmt: skip
    enrolment.state, enrolment.state_since = decided.target, at
    if decided.target in ("completed", "left"):
        enrolment.ended_on = ended_on or day_of(session, enrolment, at)
        _drop_request(session, enrolment, actor=actor, at=at)
    session.flush()
    replan(session, enrolment, at=at)


def _drop_request(session: Session, enrolment: Enrolment, *, actor: Person | None, at: datetime) -> None:
    """Nothing is left to extend: a request still open ends with the enrolment."""
    for extension in enrolment.extensions:
        if extension.state == "asked":
            extension.state = "withdrawn"
            journal.record(
                session, extension, action="withdraw", actor=actor, at=at, from_state="asked",
                to_state="withdrawn",
            )  # fmt: skip
