"""Situations: a call, a venture, an application ... in the state a test needs, with little to say."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.store import (
    Application,
    Batch,
    BatchRow,
    Call,
    CoachingDay,
    EditionRow,
    Enrolment,
    Entry,
    Extension,
    LetterRow,
    Membership,
    Mentorship,
    Person,
    ReminderRow,
    Venture,
    Waiver,
    add,
    search,
)
from incubator.store.editions import publish, published
from incubator.store.folding import search_text
from incubator.workflows.catalogue import load
from tests.cast import colleague, founder
from tests.conftest import NOW

NOTIFIED = ("accepted", "waitlisted", "rejected", "redirected")
PROGRAMME = """
key = "{programme}"
name = {{ fr = "Programme {programme}", en = "Programme {programme}" }}
summary = {{ fr = "Un programme.", en = "A programme." }}
audience = {{ fr = "Les équipes.", en = "Teams." }}

[[edition]]
key = "{key}"
source = {{ fr = "Invention.", en = "Invention." }}
dated = 2026-01-01
stages = ["check", "decision"]
confirm_within = "14 days"
{more}
[[edition.task]]
key = "project"
step = "project"
title = {{ fr = "Le projet", en = "The project" }}
why = {{ fr = "Pour le connaître.", en = "To know it." }}

[[edition.task.question]]
key = "pitch"
kind = "text"
max_words = 50
label = {{ fr = "En une phrase", en = "In one sentence" }}
"""


def edition(session: Session, programme: str = "shaker", *, key: str = "2026", more: str = "") -> EditionRow:
    held = published(session, programme, key)
    if held is not None:
        return held
    read = load(PROGRAMME.format(programme=programme, key=key, more=more), f"{programme}.toml")
    return publish(session, read, read.editions[0], at=NOW)


def call(session: Session, programme: str = "shaker", **given: Any) -> Call:
    """Open for 30 days more, unless told otherwise."""
    number = session.scalar(select(func.count()).select_from(Call)) or 0
    edition_id = given.pop("edition_id", None) or edition(session, programme).id
    values: dict[str, Any] = {
        "slug": f"{programme}-{number}",
        "code": f"{programme[:3].upper()}-27{chr(65 + number)}",
        "programme": programme,
        "edition_id": edition_id,
        "state": "published",
        "name_fr": f"Appel {number}",
        "name_en": f"Call {number}",
        "opens_at": NOW - timedelta(days=10),
        "closes_at": NOW + timedelta(days=30),
        "created_at": NOW,
        "published_at": NOW,
    }
    made = _added(session, Call(**{**values, **given}))
    steps(session, made, *(["draft", "published"] if made.state == "published" else [made.state]))
    return made


def venture(session: Session, name: str = "Lumen Bio", *, members: tuple[Person, ...] = ()) -> Venture:
    """A project of the founder and the colleague, unless other members are given."""
    people = members or (founder(session), colleague(session))
    made = _added(session, Venture(name=name, search=search_text(name), created_at=NOW))
    for number, person in enumerate(people):
        row = Membership(venture_id=made.id, person_id=person.id, is_lead=number == 0, since_at=NOW)
        _added(session, row)
    session.expire(made, ["members"])
    return made


def application(
    session: Session, call: Call, venture: Venture, *, state: str = "submitted", **given: Any
) -> Application:
    call.last_number += 1
    values: dict[str, Any] = {
        "ref": f"{call.code}-{call.last_number:04d}",
        "call_id": call.id,
        "venture_id": venture.id,
        "lead_id": founder(session).id,
        "state": state,
        "outcome": state if state in NOTIFIED else "accepted" if state == "decided" else None,
        "created_at": NOW,
        "submitted_at": None if state == "draft" else NOW,
        "state_since": NOW,
        "notified_at": NOW if state in NOTIFIED else None,
    }
    made = _added(session, Application(**{**values, **given}))
    made.search = search.text_of(made.ref, venture=venture.name, lead=made.lead.name, email=made.lead.email)
    session.flush()
    search.index(session, made)
    return made


def enrolment(session: Session, venture: Venture, programme: str = "shaker", **given: Any) -> Enrolment:
    values: dict[str, Any] = {
        "venture_id": venture.id,
        "programme": programme,
        "edition_id": edition(session, programme).id,
        "state": "active",
        "starts_on": date(2026, 2, 1),
        "state_since": NOW,
        "created_at": NOW,
    }
    return _added(session, Enrolment(**{**values, **given}))


def extension(session: Session, enrolment: Enrolment, **given: Any) -> Extension:
    values: dict[str, Any] = {"months": 6, "state": "asked", "why": "Une preuve manque.", "asked_at": NOW}
    return _added(session, Extension(enrolment_id=enrolment.id, **{**values, **given}))


def mentorship(session: Session, mentor: Person, venture: Venture, **given: Any) -> Mentorship:
    row = Mentorship(mentor_id=mentor.id, venture_id=venture.id, since_at=NOW, **given)
    return _added(session, row)


def coaching_day(session: Session, enrolment: Enrolment, mentor: Person, **given: Any) -> CoachingDay:
    values: dict[str, Any] = {
        "on": date(2026, 2, 16),
        "half_days": 2,
        "topic": "Brevets",
        "state": "logged",
        "logged_at": NOW,
    }
    row = CoachingDay(enrolment_id=enrolment.id, mentor_id=mentor.id, **{**values, **given})
    return _added(session, row)


def waiver(session: Session, application: Application, rule: str = "age", **given: Any) -> Waiver:
    values: dict[str, Any] = {"state": "asked", "asked_at": NOW, "asked_reason": "55 jours de trop."}
    return _added(session, Waiver(application_id=application.id, rule=rule, **{**values, **given}))


def letter(session: Session, person: Person, subject: Any, **given: Any) -> LetterRow:
    number = session.scalar(select(func.count()).select_from(LetterRow)) or 0
    values: dict[str, Any] = {
        "key": f"receipt:{number}",
        "kind": "receipt",
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "person_id": person.id,
        "to_email": person.email,
        "language": person.language,
        "title": f"Reçu {number}",
        "body_text": "Bonjour",
        "body_html": "<p>Bonjour</p>",
        "created_at": NOW,
        "send_after": NOW + timedelta(minutes=15),
        "message_id": f"<{number}@example.org>",
    }
    return _added(session, LetterRow(**{**values, **given}))


def reminder(session: Session, person: Person, subject: Any, **given: Any) -> ReminderRow:
    number = session.scalar(select(func.count()).select_from(ReminderRow)) or 0
    values: dict[str, Any] = {
        "kind": "closing",
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "person_id": person.id,
        "occurrence": str(number),
        "due_at": NOW + timedelta(days=number),
        "useless_after": NOW + timedelta(days=90),
        "planned_at": NOW,
        "changed_at": NOW,
    }
    return _added(session, ReminderRow(**{**values, **given}))


def steps(session: Session, subject: Any, *states: str, at: datetime = NOW) -> None:
    """Journal entries that lead through these states, the first from nothing."""
    before = None
    for state in states:
        session.add(
            Entry(
                at=at,
                subject_kind=subject.__tablename__,
                subject_id=subject.id,
                action="move",
                from_state=before,
                to_state=state,
            )
        )
        session.flush()
        before = state


def _added(session: Session, row: Any) -> Any:
    add(session, row)
    session.flush()
    return row


def batch(session: Session, by: Person, call: Call, *subjects: Any) -> Batch:
    made = _added(session, Batch(move="accept", call_id=call.id, by_id=by.id, at=NOW, hold_until=NOW))
    for subject in subjects:
        row = BatchRow(
            batch_id=made.id,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,
            label=subject.ref,
            seen_version=1,
            plan={},
        )
        _added(session, row)
    session.expire(made, ["rows"])
    return made
