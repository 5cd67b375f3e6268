"""What other dates of a call would change in what its rules find, applicant by applicant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess_all, middle_of
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.words import Words
from incubator.workflows.eligibility import Finding, References
from incubator.workflows.eligibility import assess as judge_by_rules
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.rule import Rule, every

LOOKED_AT = ("draft", "submitted", "info_requested", "eligible", "in_review", "shortlisted", "waitlisted",
             "decided", "accepted", "confirmed")  # fmt: skip
MOST = 500  # applications looked at while somebody waits for the page
REFERENCES: Mapping[str, tuple[str, ...]] = {  # a date of the call -> the instants that rules name
    "closes_at": ("call_closing",),
    "committee_on": ("committee",),
    "results_on": ("notification",),
    "entry_on": ("entry", "mid_programme"),
}


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that would come out otherwise for one applicant."""

    application: Application
    title: Words
    severity: str
    before: Result
    after: Result
    words: Words  # what would then be found


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """`is_all`: every open application was looked at; else the first ones, and the rest is not known."""

    looked_at: int
    is_all: bool
    changes: tuple[RuleChange, ...] = ()

    @property
    def losing(self) -> tuple[RuleChange, ...]:
        return tuple(change for change in self.changes if change.before == "met")


def rule_changes(
    session: Session, call: Call, dates: Mapping[str, datetime | date | None], *, actor: Person, at: datetime
) -> RuleChanges:
    """`dates`: the columns of the call that would change. As many queries for one applicant as for all."""
    _programme, edition = edition_of(session, call.edition_id)
    moved = {name for column in dates for name in REFERENCES.get(column, ())}
    if not any(_names(rule, moved) for rule in every(edition.rules)):
        return RuleChanges(0, is_all=True)
    applications = _open(session, call, actor)
    found = assess_all(session, applications[:MOST], at=at)
    changes = tuple(
        change for one in applications[:MOST] for change in _changes(one, found[one.id], dates, at=at)
    )
    return RuleChanges(min(len(applications), MOST), len(applications) <= MOST, changes)


def _open(session: Session, call: Call, actor: Person) -> list[Application]:
    """Nobody reads here about a venture of their own."""
    query = select(Application).where(
        Application.call_id == call.id, Application.state.in_(LOOKED_AT), visible.applications_of_staff(actor)
    )
    return list(
        session.scalars(query.options(*loading.APPLICATION).order_by(Application.ref).limit(MOST + 1))
    )


def _names(rule: Rule, references: set[str]) -> bool:
    """Whether it is itself judged on one of these days."""
    written = rule.model_dump(mode="json", exclude={"of", "when", "unless", "words"})
    return bool(references & set(_texts(written)))


def _texts(value: Any) -> Iterator[str]:
    """A limit may name an instant as well as `at` does."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _changes(
    application: Application, found: Assessed, dates: Mapping[str, datetime | date | None], *, at: datetime
) -> Iterator[RuleChange]:
    waivers = {one.id: one.waived for one in found.assessment.findings if one.waived is not None}
    references = _references(application, found, dates)
    then = judge_by_rules(
        found.edition, found.facts, references, now=at, zone=application.call.zone, waivers=waivers
    )  # fmt: skip
    for before, after in zip(found.assessment.findings, then.findings, strict=True):
        if before.result != after.result and after.waived is None:
            yield _change(application, before, after)


def _change(application: Application, before: Finding, after: Finding) -> RuleChange:
    return RuleChange(application, after.required, after.severity, before.result, after.result, after.told)


def _references(
    application: Application, found: Assessed, dates: Mapping[str, datetime | date | None]
) -> References:
    """A time of one's own that is later than the new closing stays."""
    new: dict[str, Any] = {}
    for column, value in dates.items():
        if column == "closes_at" and isinstance(value, datetime):
            new["call_closing"] = (
                max(value, found.closing.at) if found.closing.source == "individual" else value
            )
        elif column != "results_on" or application.notified_at is None:  # results already sent stay so
            new[REFERENCES[column][0]] = value
    if "entry_on" in dates:
        new["mid_programme"] = middle_of(found.edition, new["entry"])
    return replace(found.references, **new)
