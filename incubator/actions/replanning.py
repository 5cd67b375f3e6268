"""A date or a state changed: the reminders that speak of it are planned anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.letters import ReminderRow


def replan(session: Session, subject: Application | Call | Enrolment, *, at: datetime) -> None:
    """In the same transaction as the change; the worker's round does the same again for everything."""
    from incubator.actions.reminders import reconcile  # it reads coaching and terms, which replan

    session.flush()
    reconcile(session, at=at, only=_subjects(session, subject))


def moved_reminders(session: Session, subject_ids: Collection[str]) -> int:
    """How many reminders still to come speak of these subjects."""
    query = select(func.count()).select_from(ReminderRow)
    return (
        session.scalar(query.where(ReminderRow.subject_id.in_(subject_ids), ReminderRow.state == "planned"))
        or 0
    )


def _subjects(session: Session, subject: Application | Call | Enrolment) -> dict[str, set[str]]:
    """What the ledger knows, kind by kind: a call stands for its drafts, an enrolment also for its days."""
    if isinstance(subject, Call):
        of_call = select(Application.id).where(Application.call_id == subject.id)
        return {"application": set(session.scalars(of_call.where(Application.state == "draft")))}
    if isinstance(subject, Enrolment):
        days = select(CoachingDay.id).where(CoachingDay.enrolment_id == subject.id)
        return {"enrolment": {subject.id}, "coaching_day": set(session.scalars(days))}
    return {"application": {subject.id}}
