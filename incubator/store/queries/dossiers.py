"""What lies in one application's folder: files, tasks done, findings, judgements, time given."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store.applications import ClosingExtension, File, InformationRequest, TaskMark
from incubator.store.verdicts import AssessmentRow, Judgement

# The caller has looked the application up through `queries.applications`: no scope is asked again.


def files(session: Session, application_id: str) -> list[File]:
    query = select(File).where(File.application_id == application_id)
    return list(session.scalars(query.order_by(File.id)))


def file_by_id(session: Session, application_id: str, file_id: str) -> File:
    query = select(File).where(File.id == file_id, File.application_id == application_id)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def finished_tasks(session: Session, application_id: str) -> set[str]:
    return set(session.scalars(select(TaskMark.task).where(TaskMark.application_id == application_id)))


def latest_assessment(session: Session, application_id: str) -> AssessmentRow | None:
    query = select(AssessmentRow).where(AssessmentRow.application_id == application_id)
    return session.scalars(query.order_by(AssessmentRow.at.desc(), AssessmentRow.id.desc()).limit(1)).first()


def verdicts(session: Session, application_ids: Collection[str]) -> dict[str, str]:
    """Application id -> the verdict last found; never assessed means absent."""
    rows = session.execute(
        select(AssessmentRow.application_id, AssessmentRow.verdict)
        .where(AssessmentRow.application_id.in_(sorted(application_ids)))
        .order_by(AssessmentRow.at, AssessmentRow.id)
    )
    return dict(rows.all())  # of several for one application the last wins


def judgements(session: Session, application_id: str) -> list[Judgement]:
    """The oldest first: for one rule the last one counts."""
    query = select(Judgement).where(Judgement.application_id == application_id)
    return list(session.scalars(query.order_by(Judgement.judged_at, Judgement.id)))


def time_given(session: Session, application_id: str) -> ClosingExtension | None:
    """The individual closing that holds: the last one granted."""
    query = select(ClosingExtension).where(ClosingExtension.application_id == application_id)
    order = (ClosingExtension.granted_at.desc(), ClosingExtension.id.desc())
    return session.scalars(query.order_by(*order).limit(1)).first()


def open_request(session: Session, application_id: str) -> InformationRequest | None:
    """What was asked of the founder and not answered."""
    query = select(InformationRequest).where(
        InformationRequest.application_id == application_id, InformationRequest.answered_at.is_(None)
    )
    return session.scalars(query.order_by(InformationRequest.id.desc()).limit(1)).first()
