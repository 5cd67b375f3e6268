"""Judge an application by its edition's rules: facts, instants, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.closings import closing_of
from incubator.store.answers import current_answers
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Venture
from incubator.store.verdicts import AssessmentRow, Judgement, Waiver
from incubator.workflows.eligibility import (
    Assessment,
    Facts,
    References,
    WaiverNote,
    facts_from_answers,
)
from incubator.workflows.eligibility import assess as judge_by_rules
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.terms import compute_term


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessment with everything it was made from."""

    programme: Programme
    edition: Edition
    facts: Facts
    references: References
    assessment: Assessment


def assess(
    session: Session, application: Application, *, at: datetime, starts_on: date | None = None
) -> Assessed:
    """Now, on the current answers; changes nothing. `starts_on`: as if it entered on that day."""
    programme, edition = edition_of(session, application.call.edition_id)
    facts = facts_of(session, application, edition)
    references = references_of(session, application, at, starts_on=starts_on)
    assessment = judge_by_rules(
        edition, facts, references, now=at, zone=application.call.zone,
        waivers=waivers_of(session, application),
    )  # fmt: skip
    return Assessed(programme, edition, facts, references, assessment)


def assess_application(session: Session, application: Application, at: datetime) -> Assessment:
    return assess(session, application, at=at).assessment


def references_of(
    session: Session, application: Application, at: datetime, *, starts_on: date | None = None
) -> References:
    """The instants rules may name; what has no date yet is None. Not sent yet: as if sent at `at`."""
    call = application.call
    entry = starts_on or _first_day(session, application) or call.entry_on
    return References(
        submission=application.submitted_at or at, call_closing=closing_of(session, application).at,
        committee=call.committee_on, notification=application.notified_at or call.results_on,
        entry=entry, mid_programme=_middle(session, application, entry),
    )  # fmt: skip


def facts_of(session: Session, application: Application, edition: Edition) -> Facts:
    """What the venture's record, the current answers, the past and people's judgements say."""
    facts = facts_from_answers(
        edition, current_answers(session, application.id), venture=_record(application.venture),
        history=history_of(session, application),
    )  # fmt: skip
    judged = judgements_of(session, application)
    return facts.model_copy(update={"judgements": {**facts.judgements, **judged}})


def history_of(session: Session, application: Application) -> dict[str, tuple[str, ...]]:
    """The programmes the venture is in, and those it completed; its own enrolment does not count."""
    query = select(Enrolment.programme, Enrolment.state).where(
        Enrolment.venture_id == application.venture_id,
        Enrolment.application_id.is_distinct_from(application.id),
    )
    rows = session.execute(query.order_by(Enrolment.starts_on, Enrolment.id)).all()
    return {
        "open_enrolments": tuple(key for key, state in rows if state in ("planned", "active", "paused")),
        "completed_programmes": tuple(key for key, state in rows if state == "completed"),
    }


def judgements_of(session: Session, application: Application) -> dict[str, bool]:
    """The latest judgement of each rule."""
    query = select(Judgement.rule, Judgement.holds).where(Judgement.application_id == application.id)
    ordered = query.order_by(Judgement.judged_at, Judgement.id)
    return {rule: holds for rule, holds in session.execute(ordered)}  # noqa: C416 - rows are no pairs to mypy


def waivers_of(session: Session, application: Application) -> dict[str, WaiverNote]:
    query = select(Waiver).where(Waiver.application_id == application.id, Waiver.state == "granted")
    return {
        row.rule: WaiverNote(
            by=row.decider.name if row.decider else "", at=row.decided_at or row.asked_at, reason=row.reason
        )
        for row in session.scalars(query.order_by(Waiver.asked_at))
    }


def store_assessment(
    session: Session, application: Application, *, occasion: str, at: datetime, actor: Person | None = None
) -> AssessmentRow:
    """Keep what is found, with facts, edition and instant. Occasion: sent, decided, entered, asked."""
    found = assess(session, application, at=at)
    row = AssessmentRow(
        application_id=application.id, at=at, occasion=occasion, verdict=found.assessment.verdict,
        edition_id=application.call.edition_id, facts=found.facts.model_dump(mode="json"),
        findings=found.assessment.as_json(found.programme.key, found.edition.key),
    )  # fmt: skip
    add(session, row)
    session.flush()
    data = {"occasion": occasion, "verdict": row.verdict}
    journal.record(session, application, action="assess", actor=actor, at=at, data=data)
    return row


def _record(venture: Venture) -> dict[str, Any]:
    return {
        "kind": venture.kind, "registered_on": venture.registered_on, "siren": venture.siren,
        "private_funds_eur": venture.private_funds_eur, "sector": venture.sector,
    }  # fmt: skip


def _first_day(session: Session, application: Application) -> date | None:
    return session.scalar(select(Enrolment.starts_on).where(Enrolment.application_id == application.id))


def _middle(session: Session, application: Application, entry: date | None) -> date | None:
    """Half of the edition's own term, extensions left out."""
    _programme, edition = edition_of(session, application.call.edition_id)
    if entry is None or edition.term is None:
        return None
    last_day = compute_term(entry, edition.term).last_day
    return None if last_day is None else entry + (last_day - entry) // 2
