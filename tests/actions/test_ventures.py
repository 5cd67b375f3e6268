"""A venture's facts: who may change them, what is refused, and becoming a company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from incubator.actions import ventures
from incubator.actions.ventures import VentureFacts
from incubator.errors import NotAllowed, Refused, Stale
from tests import scenes
from tests.actions import stories
from tests.cast import colleague, founder, manager, mentor, stranger
from tests.conftest import NOW

TODAY = NOW.date()


def test_a_project_with_a_registration_date_becomes_a_company(session: Session) -> None:
    venture = scenes.venture(session)

    ventures.become_company(
        session, venture, registered_on=date(2026, 2, 20), actor=founder(session), at=NOW,
        legal_name="Lumen Bio SAS", siren="732 829 320",
    )  # fmt: skip

    assert (venture.kind, venture.siren, venture.legal_name) == ("company", "732829320", "Lumen Bio SAS")
    assert stories.actions_on(session, venture) == ["become_company"]


def test_a_planned_registration_is_still_a_project(session: Session) -> None:
    venture = scenes.venture(session)
    planned = VentureFacts(name="Lumen Bio", registered_on=TODAY + stories.days(1))

    ventures.edit(session, venture, planned, actor=founder(session), at=NOW)

    assert (venture.kind, venture.registered_on) == ("project", TODAY + stories.days(1))
    with pytest.raises(Refused):
        ventures.become_company(
            session, venture, registered_on=TODAY + stories.days(1), actor=founder(session), at=NOW
        )


def test_a_company_stays_one(session: Session) -> None:
    venture = ventures.create(
        session, VentureFacts(name="Algue", registered_on=TODAY), lead=founder(session), at=NOW
    )

    with pytest.raises(Refused, match="stays a company"):
        ventures.edit(session, venture, VentureFacts(name="Algue"), actor=founder(session), at=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"siren": "732829321"}, "siren"),
        ({"siren": "12"}, "siren"),
        ({"siren": "abcdefghi"}, "siren"),
        ({"private_funds_eur": -1}, "private_funds_eur"),
    ],
)
def test_a_wrong_fact_is_refused_beside_its_field(
    session: Session, change: dict[str, object], field: str
) -> None:
    venture = scenes.venture(session)
    wrong = replace(ventures.facts_of(venture), **change)  # type: ignore[arg-type]  # as a form might

    with pytest.raises(Refused) as refusal:
        ventures.edit(session, venture, wrong, actor=founder(session), at=NOW)

    assert refusal.value.field == field


def test_members_and_managers_edit_and_nobody_else(session: Session) -> None:
    venture = scenes.venture(session)

    for number, person in enumerate((founder(session), colleague(session), manager(session))):
        ventures.edit(session, venture, VentureFacts(name=f"Nom {number}"), actor=person, at=NOW)
    for person in (stranger(session), mentor(session)):
        with pytest.raises(NotAllowed):
            ventures.edit(session, venture, VentureFacts(name="x"), actor=person, at=NOW)

    assert venture.name == "Nom 2"


def test_whoever_saw_an_older_version_is_told(session: Session) -> None:
    venture = scenes.venture(session)
    seen = venture.version
    ventures.edit(session, venture, VentureFacts(name="Premier"), actor=founder(session), at=NOW)

    with pytest.raises(Stale):
        ventures.edit(
            session, venture, VentureFacts(name="Second"), actor=colleague(session), at=NOW, seen_version=seen
        )


def test_a_new_name_is_found_in_the_lists_of_applications(session: Session) -> None:
    application = stories.started(session, founder(session))

    ventures.edit(
        session, application.venture, VentureFacts(name="Éole Énergie"), actor=founder(session), at=NOW
    )

    assert "eole energie" in application.search
    assert "eole energie" in application.venture.search


def test_nothing_changed_writes_nothing(session: Session) -> None:
    venture = scenes.venture(session)

    ventures.edit(session, venture, ventures.facts_of(venture), actor=founder(session), at=NOW)

    assert stories.actions_on(session, venture) == []
