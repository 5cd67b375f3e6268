"""A date or a state changed: the reminders that speak of it are planned anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.letters import REMINDER_SUBJECTS, ReminderRow

Subject = Application | Call | Enrolment


def replan(session: Session, subject: Subject, *, at: datetime) -> None:
    """In the same transaction as the change; the worker's round does the same again for everything."""
    replan_all(session, [subject], at=at)


def replan_all(session: Session, subjects: Sequence[Subject], *, at: datetime) -> None:
    """The same for many of one kind, with as many statements as for one."""
    from incubator.actions.reminders import reconcile  # it reads coaching and terms, which replan

    if subjects:
        session.flush()
        reconcile(session, at=at, only=_named(session, subjects))


def moved_reminders(session: Session, subject_ids: Collection[str]) -> int:
    """How many reminders still to come speak of these subjects."""
    query = select(func.count()).where(
        ReminderRow.subject_kind.in_(REMINDER_SUBJECTS),  # the index begins with it
        ReminderRow.subject_id.in_(subject_ids),
        ReminderRow.state == "planned",
    )
    return session.scalar(query) or 0


def _named(session: Session, subjects: Sequence[Subject]) -> dict[str, set[str]]:
    """What the ledger knows, kind by kind: a call stands for its drafts, an enrolment also for its days."""
    ids = {subject.id for subject in subjects}
    if isinstance(subjects[0], Call):
        of_calls = select(Application.id).where(Application.call_id.in_(ids))
        return {"application": set(session.scalars(of_calls.where(Application.state == "draft")))}
    if isinstance(subjects[0], Enrolment):
        days = select(CoachingDay.id).where(CoachingDay.enrolment_id.in_(ids))
        return {"enrolment": ids, "coaching_day": set(session.scalars(days))}
    return {"application": ids}
