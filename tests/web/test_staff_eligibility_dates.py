"""Before a date of a call moves, one reads whom the rules would judge otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from incubator.store import Call
from tests import cast
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing

RULES = """
[[edition.eligibility]]
id = "age"
rule = "date"
fact = "registered_on"
under = "2 years"
at = "call_closing"

[[edition.eligibility]]
id = "young_at_entry"
rule = "date"
fact = "registered_on"
under = "30 months"
at = "entry"
owner = "founders"
"""


@pytest.fixture
def slug(writing: Writing) -> str:
    """Two years old on 20 April, 30 months on 20 October; the call closes on 1 April."""
    with writing() as session:
        of = rule_scenes.call(session, rules=RULES)
        rule_scenes.sent(session, of, name="Halobiote", registered_on=date(2024, 4, 20))
        rule_scenes.sent(session, of, name="Virogel", registered_on=date(2025, 9, 1))
        return of.slug


def facts(writing: Writing, **given: str) -> dict[str, Any]:
    """The form of the call as it stands."""
    with writing() as session:
        of = session.scalars(select(Call)).one()
        values = {
            "code": of.code, "name_fr": of.name_fr, "name_en": of.name_en, "version": str(of.version),
            "opens_at": "2026-02-20T10:00", "closes_at": "2026-04-01T11:00", "grace_minutes": "10",
            "entry_on": "2026-09-01", "contact_name": "Nadia Rey", "contact_email": "nadia@example.org",
        }  # fmt: skip
        return {**values, **given}


def entry_of(writing: Writing) -> date | None:
    with writing() as session:
        return session.scalars(select(Call.entry_on)).one()


def test_more_time_says_who_would_be_judged_otherwise(slug: str, sign_in: SignInAs) -> None:
    client = sign_in(cast.other_manager)

    seen = {
        day: client.post(
            f"/calls/{slug}/extend", data={"closes_at": f"2026-04-{day}T12:00", "reason": "Ill."}
        )
        for day in ("15", "25")
    }

    told = {day: "What the rules would find" in page.text for day, page in seen.items()}
    assert told == {"15": True, "25": True}
    assert "No rule of this call would find anything else" in seen["15"].text
    assert "1 applicant would no longer meet a rule." in seen["25"].text
    assert ("Halobiote" in seen["25"].text, "Virogel" in seen["25"].text) == (True, False)


def test_a_later_entry_is_shown_before_it_is_saved(slug: str, sign_in: SignInAs, writing: Writing) -> None:
    client, later = sign_in(cast.other_manager), facts(writing, entry_on="2026-11-01")

    seen = client.post(f"/calls/{slug}/edit", data=later)
    untouched = entry_of(writing)
    done = client.post(f"/calls/{slug}/edit", data={**later, "confirm": "yes"})

    assert (seen.status_code, untouched, done.status_code) == (200, date(2026, 9, 1), 303)
    assert ("Halobiote" in seen.text, "Virogel" in seen.text) == (True, False)
    assert "Save these dates" in seen.text
    assert entry_of(writing) == date(2026, 11, 1)


def test_a_date_that_changes_nothing_is_saved_at_once(slug: str, sign_in: SignInAs, writing: Writing) -> None:
    done = sign_in(cast.other_manager).post(f"/calls/{slug}/edit", data=facts(writing, entry_on="2026-09-15"))

    assert done.status_code == 303
    assert entry_of(writing) == date(2026, 9, 15)


def test_ones_own_application_is_not_betrayed(slug: str, sign_in: SignInAs, writing: Writing) -> None:
    """A manager who founded one of the companies reads nothing about it."""
    with writing() as session:
        of = session.scalars(select(Call)).one()
        own = rule_scenes.sent(session, of, name="Osmogène", registered_on=date(2024, 4, 20))
        own.venture.members[0].person_id = cast.other_manager(session).id
    client = sign_in(cast.other_manager)

    seen = client.post(f"/calls/{slug}/extend", data={"closes_at": "2026-04-25T12:00", "reason": "Ill."})

    assert ("Halobiote" in seen.text, "Osmogène" in seen.text) == (True, False)
