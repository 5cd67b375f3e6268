"""Applications that wait for their founders: unsent drafts, answers asked for, places to confirm."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from incubator.actions.closings import closing_of_call
from incubator.actions.reminders.work import Open, pages_of
from incubator.store.applications import Application, ClosingExtension, InformationRequest
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.journal import Entry
from incubator.store.ventures import Venture
from incubator.workflows.reminders import Anchor, ReminderSubject

WAITING = ("draft", "info_requested", "accepted")


def pages(session: Session, *, only: Collection[str] | None, size: int) -> Iterator[list[Open]]:
    query = (
        select(Application, Venture.name)
        .join(Application.call)
        .join(Venture, Venture.id == Application.venture_id)
        .where(Application.state.in_(WAITING))
        .options(contains_eager(Application.call), lazyload(Application.venture), lazyload(Application.lead))
    )
    for rows in pages_of(session, query, Application.id, size=size, only=only):
        yield [one for one in _opened(session, [(row[0], row[1]) for row in rows]) if one.subject.anchors]


def _opened(session: Session, rows: Sequence[tuple[Application, str]]) -> Iterator[Open]:
    drafts = [application for application, _ in rows if application.state == "draft"]
    own = _time_given(session, [one.id for one in drafts])
    asked = _asked(session, [one.id for one, _ in rows if one.state == "info_requested"])
    moved = _moved(session, {one.call_id for one in drafts})
    for application, venture in rows:
        subject = _subject(application, own.get(application.id), asked.get(application.id), moved)
        call = application.call
        yield Open(
            subject=subject, edition=edition_of(session, call.edition_id)[1], programme=call.programme,
            venture_id=application.venture_id, zone=call.zone, label=f"{application.ref} {venture}",
        )  # fmt: skip


def _subject(
    application: Application, own: ClosingExtension | None, asked: InformationRequest | None,
    moved: dict[str, datetime],
) -> ReminderSubject:  # fmt: skip
    """Done work has no anchor; `since` is when the date became what it is."""
    if application.state == "draft":
        closing = closing_of_call(application.call, own)
        by_source = {"individual": own and own.granted_at, "extension": moved.get(application.call_id)}
        since = max(application.state_since, by_source.get(closing.source) or application.state_since)
        return _made(application, {"call_closing": closing.at}, since)
    if application.state == "info_requested" and asked is not None:
        return _made(application, {"information_due": asked.due_on}, asked.asked_at)
    if application.state == "accepted" and application.confirm_by is not None:
        return _made(application, {"confirm_by": application.confirm_by}, application.notified_at)
    return _made(application, {}, None)


def _made(
    application: Application, anchors: Mapping[Anchor, datetime | date], since: datetime | None
) -> ReminderSubject:
    return ReminderSubject("application", application.id, anchors, {}, since=since)


def _time_given(session: Session, ids: Collection[str]) -> dict[str, ClosingExtension]:
    """The newest individual closing of each."""
    if not ids:
        return {}
    query = select(ClosingExtension).where(ClosingExtension.application_id.in_(ids))
    newest_last = query.order_by(ClosingExtension.granted_at, ClosingExtension.id)
    return {row.application_id: row for row in session.scalars(newest_last)}


def _asked(session: Session, ids: Collection[str]) -> dict[str, InformationRequest]:
    """What each was last asked for and has not answered."""
    if not ids:
        return {}
    query = select(InformationRequest).where(
        InformationRequest.application_id.in_(ids), InformationRequest.answered_at.is_(None)
    )
    newest_last = query.order_by(InformationRequest.asked_at, InformationRequest.id)
    return {row.application_id: row for row in session.scalars(newest_last)}


def _moved(session: Session, calls: Collection[str]) -> dict[str, datetime]:
    """When each call was last extended for everybody."""
    if not calls:
        return {}
    query = (
        select(Entry.subject_id, func.max(Entry.at))
        .where(
            Entry.subject_kind == Call.__tablename__, Entry.subject_id.in_(calls), Entry.action == "extend"
        )
        .group_by(Entry.subject_id)
    )
    return dict(iter(session.execute(query)))
