"""What comes after a programme: the next ones, and their rules read ahead with what is known now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from incubator.actions.days import day_of, zone_of
from incubator.actions.enrolments.terms import term_now
from incubator.store.answers import current_answers
from incubator.store.applications import Application
from incubator.store.calls import Call, EditionRow
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.ventures import Venture
from incubator.workflows.eligibility import Assessment, Facts, References, facts_from_answers
from incubator.workflows.eligibility import assess as judge_by_rules
from incubator.workflows.enrolment import OPEN
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.questions import is_empty


@dataclass(frozen=True, slots=True)
class Ahead:
    """One programme that may follow, as it would be judged if the venture applied now."""

    programme: Programme
    edition: Edition
    call: Call | None  # open now, or the next one to open
    enters_on: date
    assessment: Assessment
    application: Application | None  # already begun


def read_ahead(session: Session, enrolment: Enrolment, *, at: datetime) -> tuple[Ahead, ...]:
    """By the edition of the coming call, else by the latest one; nothing is written down."""
    programme, _edition = edition_of(session, enrolment.edition_id)
    last_day, today = term_now(session, enrolment).last_day, day_of(session, enrolment, at)
    eve = max(today, last_day) if last_day else today
    return tuple(
        ahead
        for key in programme.next
        if (ahead := _ahead(session, enrolment, key, eve=eve, at=at)) is not None
    )


def _ahead(session: Session, enrolment: Enrolment, key: str, *, eve: date, at: datetime) -> Ahead | None:
    call = _coming_call(session, key, at)
    found = edition_of(session, call.edition_id) if call else _latest(session, key)
    if found is None:
        return None
    programme, edition = found
    enters_on = call.entry_on if call and call.entry_on else eve + timedelta(days=1)
    references = References(
        submission=at, call_closing=(call.extended_to or call.closes_at) if call else None,
        committee=call.committee_on if call else None, notification=call.results_on if call else None,
        entry=enters_on,
    )  # fmt: skip
    facts = _facts(session, enrolment.venture, edition)
    assessment = judge_by_rules(edition, facts, references, now=at, zone=zone_of(session, enrolment))
    return Ahead(programme, edition, call, enters_on, assessment, _begun(session, enrolment, key))


def _coming_call(session: Session, programme: str, at: datetime) -> Call | None:
    closes = func.coalesce(Call.extended_to, Call.closes_at)
    query = select(Call).where(Call.programme == programme, Call.state == "published", closes > at)
    return session.scalars(query.order_by(closes, Call.id).limit(1)).first()


def _latest(session: Session, programme: str) -> tuple[Programme, Edition] | None:
    rows = session.scalars(
        select(EditionRow).where(EditionRow.programme == programme).options(defer(EditionRow.document))
    )
    found = [edition_of(session, row.id) for row in rows]
    return max(found, key=lambda one: (one[1].dated, one[1].key), default=None)


def _begun(session: Session, enrolment: Enrolment, programme: str) -> Application | None:
    query = (
        select(Application)
        .join(Call)
        .where(Application.venture_id == enrolment.venture_id, Call.programme == programme)
    )
    return session.scalars(query.order_by(Application.id.desc()).limit(1)).first()


def _facts(session: Session, venture: Venture, edition: Edition) -> Facts:
    """The venture's record first; the newest earlier answer where the record says nothing."""
    record = venture.facts
    known = _known_answers(session, venture)
    answers = {
        question.key: known[question.key]
        for question in edition.questions
        if question.key in known and (question.fact is None or is_empty(record.get(question.fact)))
    }
    return facts_from_answers(edition, answers, venture=record, history=_history(session, venture))


def _known_answers(session: Session, venture: Venture) -> dict[str, Any]:
    query = select(Application.id).where(Application.venture_id == venture.id)
    known: dict[str, Any] = {}
    for application_id in session.scalars(query.order_by(Application.created_at, Application.id)):
        answers = current_answers(session, application_id)
        known |= {key: value for key, value in answers.items() if not is_empty(value)}
    return known


def _history(session: Session, venture: Venture) -> dict[str, tuple[str, ...]]:
    query = select(Enrolment.programme, Enrolment.state).where(Enrolment.venture_id == venture.id)
    rows = session.execute(query.order_by(Enrolment.starts_on, Enrolment.id)).all()
    return {
        "open_enrolments": tuple(key for key, state in rows if state in OPEN),
        "completed_programmes": tuple(key for key, state in rows if state == "completed"),
    }
