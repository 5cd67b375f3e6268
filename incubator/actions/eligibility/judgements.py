"""Answer a rule that asks a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal, locks, reasons
from incubator.actions.eligibility.assessments import assess
from incubator.actions.people import authority
from incubator.errors import NotFound, Refused
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.verdicts import Judgement
from incubator.words import Words
from incubator.workflows.eligibility.findings import OPINION


def judge(
    session: Session, application: Application, *, rule: str, holds: bool, reason: str,
    actor: Person, at: datetime,
) -> Judgement:  # fmt: skip
    """The latest judgement of a rule counts; earlier ones stay readable."""
    locks.lock(session, application)
    authority.needs(authority.roles_on(session, application, actor=actor), "manager", "director")
    _check(session, application, rule, at=at)
    row = Judgement(
        application_id=application.id, rule=rule, holds=holds, reason=reasons.given(reason),
        judged_by=actor.id, judged_at=at,
    )  # fmt: skip
    add(session, row)
    session.flush()
    data = {"rule": rule, "holds": holds}
    journal.record(session, application, action="judge", actor=actor, at=at, reason=row.reason, data=data)
    return row


def _check(session: Session, application: Application, rule: str, *, at: datetime) -> None:
    found = assess(session, application, at=at).assessment.findings
    finding = next((one for whole in found for one in whole.every() if one.id == rule), None)
    if finding is None or application.state == "draft":
        raise NotFound()
    if finding.rule != OPINION:
        raise Refused(
            Words(
                "This rule is read from the facts: correct the fact, or ask for a waiver.",
                "Cette règle se lit dans les faits : corrigez le fait, ou demandez une dérogation.",
            )
        )
