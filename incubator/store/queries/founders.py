"""What only founders' pages ask: what they were last told, when they last wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.store.applications import Answer, Application, ClosingExtension
from incubator.store.journal import Entry


def states_before_deciding(session: Session, applications: Sequence[Application]) -> dict[str, str]:
    """Application id -> the state its latest decision was taken in, for those decided and not notified."""
    decided = sorted(application.id for application in applications if application.state == "decided")
    if not decided:
        return {}
    latest = (
        select(func.max(Entry.seq))
        .where(
            Entry.subject_kind == "application",
            Entry.subject_id.in_(decided),
            Entry.to_state == "decided",
            Entry.from_state != "decided",
        )
        .group_by(Entry.subject_id)
    )
    rows = session.execute(select(Entry.subject_id, Entry.from_state).where(Entry.seq.in_(latest)))
    return {subject: before or "in_review" for subject, before in rows}


def time_given(session: Session, applications: Sequence[Application]) -> dict[str, ClosingExtension]:
    """Application id -> its individual closing, the last one granted; absent when it has none."""
    if not applications:
        return {}
    ids = sorted(application.id for application in applications)
    query = select(ClosingExtension).where(ClosingExtension.application_id.in_(ids))
    rows = session.scalars(query.order_by(ClosingExtension.granted_at, ClosingExtension.id))
    return {row.application_id: row for row in rows}


def last_saved(session: Session, application_id: str) -> datetime | None:
    """When an answer was last written."""
    return session.scalar(select(func.max(Answer.written_at)).where(Answer.application_id == application_id))
