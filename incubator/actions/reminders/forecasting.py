"""What will be sent to whom, when and why: the same plan as the one that sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.days import HOME_ZONE, local_day
from incubator.actions.reminders.ledger import REVIVED, held_for
from incubator.actions.reminders.sending import unreachable
from incubator.actions.reminders.snapshots import Wish, wishes
from incubator.store.letters import ReminderRow
from incubator.store.people import Person
from incubator.words import Words

PEOPLE = 500


@dataclass(frozen=True)
class Foretold:
    """One reminder to come. `why_not` says that it will not be sent, and why."""

    at: datetime
    kind: str
    person: Person
    subject_kind: str
    subject_id: str
    label: str
    programme: str
    why: Words  # the rule in words, as managers read it
    occurrence: str
    useless_after: datetime
    why_not: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(), "kind": self.kind,
            "to": {"id": self.person.id, "name": self.person.name, "email": self.person.email},
            "subject": {"kind": self.subject_kind, "id": self.subject_id, "label": self.label},
            "programme": self.programme, "why": {"en": self.why.en, "fr": self.why.fr},
            "occurrence": self.occurrence, "useless_after": self.useless_after.isoformat(),
            "why_not": self.why_not or None,
        }  # fmt: skip


def forecast(session: Session, *, since: datetime, until: datetime) -> tuple[Foretold, ...]:
    """From `since` until before `until`, as the store stands; what is late and still useful comes first."""
    found = [one for page in _pages(session, since=since, until=until) for one in page]
    return tuple(sorted(found, key=lambda one: (one.at, one.kind, one.label, one.person.email)))


def due_on(
    session: Session, *, now: datetime, as_of: datetime, zone: str = HOME_ZONE
) -> tuple[Foretold, ...]:
    """What a run at `as_of` would send, had the worker run every day until then."""
    midnight = datetime.combine(local_day(as_of, zone), time(), ZoneInfo(zone))
    found = forecast(session, since=min(now, as_of), until=as_of + timedelta(microseconds=1))
    return tuple(one for one in found if not one.why_not and one.at >= min(midnight, as_of))


def _pages(session: Session, *, since: datetime, until: datetime) -> Iterator[list[Foretold]]:
    for subjects, wished in wishes(session, at=since):
        held = held_for(session, subjects)
        coming = [
            wish for key, wish in wished.items()
            if wish.planned.due_at < until and wish.planned.useless_after > since
            and _is_to_come(held.get(key))
        ]  # fmt: skip
        people = _people(session, {wish.planned.to for wish in coming})
        yield [_foretold(wish, people[wish.planned.to], since=since) for wish in coming]


def _is_to_come(row: ReminderRow | None) -> bool:
    """Not settled yet, or given up and of use again."""
    return row is None or row.state in ("planned", *REVIVED)


def _foretold(wish: Wish, person: Person, *, since: datetime) -> Foretold:
    planned = wish.planned
    return Foretold(
        at=max(planned.due_at, since), kind=planned.kind, person=person, subject_kind=planned.subject_kind,
        subject_id=planned.subject_id, label=wish.label, programme=wish.programme, why=wish.rule.words,
        occurrence=planned.occurrence, useless_after=planned.useless_after, why_not=unreachable(person),
    )  # fmt: skip


def _people(session: Session, ids: set[str]) -> dict[str, Person]:
    rows = session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return {person.id: person for person in rows}
