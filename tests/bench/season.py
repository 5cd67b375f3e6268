"""The people of the house and the calls, made by the product's own actions; one call is very large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from incubator.actions import calls as call_actions
from incubator.actions import people
from incubator.actions.calls import CallFields
from incubator.store.calls import Call
from incubator.store.editions import published
from incubator.store.people import Person

MENTORS = 20
MIX = {  # how many of a hundred applications stand in each state once a call is over
    "submitted": 24, "info_requested": 3, "eligible": 18, "in_review": 15, "shortlisted": 6, "decided": 4,
    "accepted": 2, "confirmed": 2, "waitlisted": 3, "entered": 5, "rejected": 9, "ineligible": 4,
    "declined": 1, "redirected": 1, "withdrawn": 2, "expired": 1,
}  # fmt: skip
MIX_OPEN = {"draft": 60, "submitted": 38, "withdrawn": 2}


@dataclass(frozen=True)
class Intake:
    """Days count from today; `share` is how many of a thousand applications are its own."""

    programme: str
    edition: str
    code: str
    opens: int
    closes: int
    share: int

    @property
    def is_open(self) -> bool:
        return self.opens <= 0 < self.closes

    @property
    def mix(self) -> dict[str, int]:
        return MIX_OPEN if self.is_open else MIX


LARGE = Intake("booster", "7", "BST-26A", -200, -40, 850)
OPEN = Intake("booster", "7", "BST-27A", -30, 30, 60)
INTAKES = (
    Intake("shaker", "1", "SHK-26B", -330, -280, 60),
    Intake("growth-hub", "1", "GRH-26A", -600, -60, 30),
    LARGE,
    OPEN,
)


@dataclass(frozen=True)
class Season:
    calls: dict[str, Call]  # by code
    manager: Person
    director: Person
    mentors: tuple[Person, ...]


def begin(session: Session, *, at: datetime) -> Season:
    manager = _person(session, "manager", "Maude Bénard", at=at, roles=(("manager", None),))
    director = _person(session, "director", "Édith Lefèvre", at=at, roles=(("director", None),))
    mentors = tuple(
        _person(session, f"mentor{number}", f"Mentor {number}", at=at, roles=(("mentor", None),))
        for number in range(MENTORS)
    )
    calls = {intake.code: _call(session, intake, manager, at=at) for intake in INTAKES}
    return Season(calls, manager, director, mentors)


def _person(
    session: Session, key: str, name: str, *, at: datetime, roles: tuple[tuple[str, str | None], ...]
) -> Person:
    joined_at = at - timedelta(days=800)
    person = people.find_or_make(session, f"{key}@staff.example.org", language="fr", at=joined_at, name=name)
    for role, programme in roles:
        people.give_role(session, person, role, actor=None, at=joined_at, programme=programme)
    return person


def _call(session: Session, intake: Intake, manager: Person, *, at: datetime) -> Call:
    edition = published(session, intake.programme, intake.edition)
    if edition is None:
        raise RuntimeError(f"{intake.programme} {intake.edition} does not ship")
    opens_at, closes_at = at + timedelta(days=intake.opens), at + timedelta(days=intake.closes)
    values = CallFields(
        code=intake.code, name_fr=f"Appel {intake.code}", name_en=f"Call {intake.code}", opens_at=opens_at,
        closes_at=closes_at, contact_name=manager.name, contact_email=manager.email,
        committee_on=(closes_at + timedelta(days=15)).date(),
        results_on=(closes_at + timedelta(days=30)).date(),
        entry_on=(closes_at + timedelta(days=60)).date(),
    )  # fmt: skip
    made_at = opens_at - timedelta(days=7)
    call = call_actions.create(session, edition, values, actor=manager, at=made_at)
    call_actions.publish(session, call, actor=manager, at=made_at)
    return call
