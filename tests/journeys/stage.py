"""Before the story begins: the people of the house, and the calls that open later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from incubator.actions import calls, people
from incubator.actions.calls import CallFields
from incubator.actions.programmes import import_editions
from incubator.cli.prepare import make_folder
from incubator.store.editions import published
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.programme import Edition
from tests.journeys.installation import Installation

PARIS = ZoneInfo("Europe/Paris")
BEGINS = date(2035, 1, 8)  # a Monday, years away: what a browser is told to keep never looks outdated
MANAGER, DIRECTOR, MENTOR = "nadia.rey@example.org", "helene.garrigue@example.org", "claire.osei@example.org"
STAFF = ((MANAGER, "Nadia Rey", "manager"), (DIRECTOR, "Hélène Garrigue", "director"),
         (MENTOR, "Claire Osei", "mentor"))  # fmt: skip
ENTRY = {"shaker": date(2035, 3, 1), "booster": date(2036, 1, 7), "growth-hub": date(2037, 12, 14)}
# programme, edition, code, first and last day
LATER = (
    ("booster", "7", "BST-35A", date(2035, 10, 1), date(2035, 11, 16)),
    ("booster", "2019", "BST-35Z", date(2035, 10, 1), date(2035, 11, 16)),
    ("growth-hub", "1", "GRH-37A", date(2037, 10, 1), date(2037, 11, 20)),
)


def at(on: date, hour: int = 10, minute: int = 0) -> datetime:
    """A local hour of a day of the story."""
    return datetime.combine(on, time(hour, minute), PARIS)


def prepare(house: Installation, language: str) -> None:
    """An installation as it is the day before the first call: people, and drafts made public in advance."""
    make_folder(house.folder)
    house.running.database.upgrade()
    with house.running.database.writing() as session:
        now = at(BEGINS, 8)
        import_editions(session, house.running.catalogue, now)
        held = {email: _person(session, email, name, role, language) for email, name, role in STAFF}
        for programme, edition, code, opens_on, closes_on in LATER:
            _publish(session, programme, edition, code, opens_on, closes_on, by=held[MANAGER])
    house.set_clock(now)


def edition(house: Installation, programme: str, key: str) -> Edition:
    return house.running.catalogue.edition(programme, key)


def call_name(code: str) -> Words:
    return Words(f"Call {code}", f"Appel {code}")


def _person(session: Session, email: str, name: str, role: str, language: str) -> Person:
    person = people.find_or_make(session, email, language=language, at=at(BEGINS, 8), name=name)
    people.give_role(session, person, role, actor=None, at=at(BEGINS, 8))
    return person


def _publish(
    session: Session, programme: str, key: str, code: str, opens_on: date, closes_on: date, *, by: Person
) -> None:
    row, name = published(session, programme, key), call_name(code)
    assert row is not None
    values = CallFields(
        code=code, name_fr=name.fr, name_en=name.en, opens_at=at(opens_on, 8), closes_at=at(closes_on, 12),
        entry_on=ENTRY[programme], committee_on=closes_on + timedelta(days=7),
        results_on=closes_on + timedelta(days=14), places=10,
        contact_name="Nadia Rey", contact_email=MANAGER,
    )  # fmt: skip
    call = calls.create(session, row, values, actor=by, at=at(BEGINS, 8))
    calls.publish(session, call, actor=by, at=at(BEGINS, 8))
