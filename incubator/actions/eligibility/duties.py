"""What somebody of the house has to see to before a company comes in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessments import assess_all
from incubator.actions.eligibility.conditions import Condition, conditions_in
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.queries import entering
from incubator.workflows.eligibility.rule import every
from incubator.workflows.programme import Edition

OWNERS = ("manager", "director")
AT_ONCE = ("submission", "now")  # what is judged then is never put off


@dataclass(frozen=True, slots=True)
class Duty:
    """A condition put off, of a company on its way in."""

    application: Application
    condition: Condition

    @property
    def due_on(self) -> date | None:
        return self.condition.due_on


def duties_of(session: Session, person: Person, *, roles: Collection[str], at: datetime) -> list[Duty]:
    """Of those with a promised place, the first to begin; what is due first comes first."""
    owners = set(roles) & set(OWNERS)
    if not owners:
        return []
    every = entering.soon(session, person)
    applications = [one for one in every if _puts_off(edition_of(session, one.call.edition_id)[1])]
    found = assess_all(session, applications, at=at) if applications else {}
    duties = [
        Duty(one, condition)
        for one in applications
        for condition in conditions_in(found[one.id], zone=one.call.zone, at=at)
        if condition.owner in owners and condition.state != "met" and not condition.is_waived
    ]
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max))


def _puts_off(edition: Edition) -> bool:
    """A rule, a part of one or a condition is judged on a day that comes after the sending."""
    return any(name not in AT_ONCE for rule in every(edition.rules) for name in rule.at)
