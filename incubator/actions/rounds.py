"""What the worker does by itself because its time has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import applications, post, reminders
from incubator.actions.days import local_day
from incubator.actions.eligibility import looking
from incubator.actions.enrolments import coaching
from incubator.actions.enrolments.lives import start_due
from incubator.actions.moves import resume_batches
from incubator.actions.people import audience, limits
from incubator.actions.post.holds import HOLD
from incubator.notices.staff import DecisionsToSign
from incubator.store.applications import Application
from incubator.store.database import Database
from incubator.store.editions import edition_of
from incubator.words import Words


@contextmanager
def _unattended(database: Database, at: datetime) -> Iterator[Session]:
    """Nobody is at work: after a restore the letters wait until somebody has decided."""
    with database.writing() as session:
        post.hold_back(session, at=at)
        yield session


def start_enrolments(database: Database, at: datetime) -> int:
    with _unattended(database, at) as session:
        return len(start_due(session, at=at))


def confirm_coaching(database: Database, at: datetime) -> int:
    with _unattended(database, at) as session:
        return len(coaching.confirm_overdue(session, at=at))


def expire_places(database: Database, at: datetime) -> int:
    with _unattended(database, at) as session:
        return len(applications.expire_places(session, at=at))


def expire_drafts(database: Database, at: datetime) -> int:
    with _unattended(database, at) as session:
        return len(applications.expire_drafts(session, at=at))


def ask_to_sign(database: Database, at: datetime) -> int:
    """Whoever signs is asked once a day per call, when the time to undo the decisions is over."""
    waiting = select(Application).where(
        Application.state == "decided", Application.signed_at.is_(None), Application.decided_at <= at - HOLD
    )
    with _unattended(database, at) as session:
        by_call: dict[str, list[Application]] = {}
        for application in session.scalars(waiting.order_by(Application.ref)):
            by_call.setdefault(application.call_id, []).append(application)
        for decided in by_call.values():
            call = decided[0].call
            _programme, edition = edition_of(session, call.edition_id)
            if edition.signs is None:
                continue
            newest = max(one.decided_at for one in decided if one.decided_at)
            letter = DecisionsToSign(
                call=Words(call.name_en, call.name_fr), refs=tuple(one.ref for one in decided)
            )
            for person in audience.holders_of(session, edition.signs, programme=call.programme):
                occurrence = local_day(newest, call.zone).isoformat()
                post.queue(session, letter, to=person, subject=call, occurrence=occurrence, at=at)
        return len(by_call)


def finish_batches(database: Database, at: datetime) -> int:
    return resume_batches(database, at=at)


def forget_tries(database: Database, at: datetime) -> int:
    with database.writing() as session:
        limits.forget_old(session, at=at)
    return 0


ROUNDS: dict[str, Callable[[Database, datetime], object]] = {
    "start_enrolments": start_enrolments, "confirm_coaching": confirm_coaching,
    "expire_drafts": expire_drafts, "expire_places": expire_places, "ask_to_sign": ask_to_sign,
    "finish_batches": finish_batches, "look_again": looking.look_at_due, "forget_tries": forget_tries,
}  # fmt: skip


def catch_up(database: Database, at: datetime) -> None:
    """What has become due by now, as the worker would do it: so that one decision is about all of it."""
    for act in (start_enrolments, confirm_coaching, expire_drafts, expire_places, ask_to_sign):
        act(database, at)
    reminders.remind(database, at=at)
