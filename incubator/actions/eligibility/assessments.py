"""Judge an application by its edition's rules: facts, instants, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial

from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.keeping import keep
from incubator.actions.eligibility.known import Known, known_of
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.verdicts import AssessmentRow
from incubator.workflows.eligibility import (
    Facts,
    References,
    facts_from_answers,
)
from incubator.workflows.eligibility import assess as judge_by_rules
from incubator.workflows.programme import Edition
from incubator.workflows.terms import Length, compute_term


def assess(
    session: Session, application: Application, *, at: datetime, starts_on: date | None = None
) -> Assessed:
    """Now, on the current answers; changes nothing. `starts_on`: as if it entered on that day."""
    return assess_all(session, [application], at=at, starts_on=starts_on)[application.id]


def assess_all(
    session: Session, applications: Sequence[Application], *, at: datetime, starts_on: date | None = None
) -> dict[str, Assessed]:
    """The same for many, by id, with as many queries as for one."""
    return assess_known(
        session, applications, known_of(session, applications, at=at), at=at, starts_on=starts_on
    )


def assess_known(
    session: Session, applications: Sequence[Application], known: Known, *, at: datetime,
    starts_on: date | None = None,
) -> dict[str, Assessed]:  # fmt: skip
    """The same from what was read before."""
    return {one.id: _assessed(session, one, known, at=at, starts_on=starts_on) for one in applications}


def _assessed(
    session: Session, application: Application, known: Known, *, at: datetime, starts_on: date | None
) -> Assessed:
    programme, edition = edition_of(session, application.call.edition_id)
    facts = _facts(application, edition, known)
    references = _references(application, edition, known, at=at, starts_on=starts_on)
    assessment = judge_by_rules(
        edition, facts, references, now=at, zone=application.call.zone,
        waivers=known.waivers.get(application.id, {}),
    )  # fmt: skip
    return Assessed(
        programme, edition, facts, references, assessment, known.closings[application.id],
        known.told_at(application),
    )  # fmt: skip


def _references(
    application: Application, edition: Edition, known: Known, *, at: datetime, starts_on: date | None
) -> References:
    """The instants rules may name; what has no date yet is None. Not sent yet: it moves with time."""
    call = application.call
    entry = starts_on or known.first_days.get(application.id) or call.entry_on
    told = application.notified_at
    is_told = told is not None and told <= at  # until then it can be taken back, and nobody knows
    return References(
        submission=application.submitted_at, call_closing=known.closings[application.id].at,
        committee=call.committee_on, notification=told if is_told else call.results_on,
        entry=entry, mid_programme=middle_of(edition, entry),
    )  # fmt: skip


def _facts(application: Application, edition: Edition, known: Known) -> Facts:
    """What the venture's record, the current answers, the past and people's judgements say."""
    facts = facts_from_answers(
        edition, known.answers[application.id], venture=application.venture.facts,
        history=known.history_of(application),
        established=known.established.get(application.venture_id, {}), registers=known.records.registers,
    )  # fmt: skip
    judged = known.judgements.get(application.id)
    if not judged:
        return facts
    return facts.model_copy(update={"judgements": {**facts.judgements, **judged}})


def store_assessment(
    session: Session, application: Application, *, occasion: str, at: datetime, actor: Person | None = None
) -> AssessmentRow:
    """Keep what is found, with facts, edition and instant. Occasion: sent, decided, entered."""
    found = assess_all(session, [application], at=at)
    return store_assessments(session, [application], found, occasion=occasion, at=at, actor=actor)[0]


def store_assessments(
    session: Session, applications: Sequence[Application], found: Mapping[str, Assessed], *, occasion: str,
    at: datetime, actor: Person | None = None,
) -> list[AssessmentRow]:  # fmt: skip
    """The same for many that were assessed just now."""
    rows = [row_of(one, found[one.id], occasion=occasion, at=at) for one in applications]
    for row in rows:
        add(session, row)
    said = {row.application_id: {"occasion": occasion, "verdict": row.verdict} for row in rows}
    entry = partial(journal.entry, action="assess", actor=actor, at=at)
    journal.record_all(session, [entry(one, data=said[one.id]) for one in applications])
    keep(session, applications, found, {row.application_id: row.id for row in rows}, at=at)
    return rows


def row_of(application: Application, found: Assessed, *, occasion: str, at: datetime) -> AssessmentRow:
    """Not in the session yet."""
    return AssessmentRow(
        application_id=application.id, at=at, occasion=occasion, verdict=found.assessment.verdict,
        edition_id=application.call.edition_id,
        facts=found.facts.model_dump(mode="json", exclude_defaults=True),
        findings=found.assessment.as_json(found.programme.key, found.edition.key),
    )  # fmt: skip


def middle_of(edition: Edition, entry: date | None) -> date | None:
    """Half of the edition's own term, extensions left out."""
    return None if entry is None or edition.term is None else _middle(entry, edition.term)


@lru_cache(maxsize=1024)
def _middle(entry: date, length: Length) -> date | None:
    """A cohort enters on one day: worked out once for all of it."""
    last_day = compute_term(entry, length).last_day
    return None if last_day is None else entry + (last_day - entry) // 2
