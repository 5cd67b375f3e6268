"""Today names who is about to lose eligibility, and what the house sees to before an entry."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from incubator.store import Application, AssessmentRow, Standing, add
from tests import cast
from tests.conftest import NOW
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.test_staff_eligibility import told


def stands(session: Session, application: Application, lapses_on: date | None) -> None:
    """As it was last found: met, until that day."""
    row = AssessmentRow(
        application_id=application.id, at=NOW, occasion="sent", verdict="met", facts={},
        edition_id=application.call.edition_id, findings={"findings": []},
    )  # fmt: skip
    add(session, row)
    session.flush()
    session.add(
        Standing(
            application_id=application.id,
            assessment_id=row.id,
            assessed_at=NOW,
            verdict="met",
            lapses_on=lapses_on,
        )
    )
    session.flush()


@pytest.fixture
def refs(writing: Writing) -> dict[str, str]:
    days = {"Cryonide": date(2026, 3, 14), "Halobiote": date(2026, 3, 5), "Virogel": date(2026, 12, 1)}
    with writing() as session:
        of = rule_scenes.call(session)
        made = {name: rule_scenes.sent(session, of, name=name, funds=1000) for name in days}
        for name, day in days.items():
            stands(session, made[name], day)
        return {name: one.ref for name, one in made.items()}


def test_who_is_about_to_lose_eligibility_comes_soonest_first(
    refs: dict[str, str], sign_in: SignInAs
) -> None:
    text = told(sign_in(cast.other_manager), "/today").split("Applications that wait for us")[0]

    assert "lapses on Saturday 14 March 2026, in 12 days" in text
    assert text.index("Halobiote") < text.index("Cryonide")
    assert "Virogel" not in text  # not within sixty days


def test_the_same_in_french(refs: dict[str, str], sign_in: SignInAs) -> None:
    text = told(sign_in(cast.other_manager, language="fr"), "/today")

    assert "n’est plus éligible à partir du samedi 14 mars 2026, dans 12" in text.replace("\u00a0", " ")


def test_another_programmes_manager_reads_nothing_of_it(refs: dict[str, str], sign_in: SignInAs) -> None:
    texts = [told(sign_in(cast.manager), address) for address in ("/today", "/lapsing")]

    assert ["Cryonide" in text for text in texts] == [False, False]


def test_ones_own_company_is_not_shown(refs: dict[str, str], sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        manager = cast.other_manager(session)
        of = rule_scenes.call(session, slug="own", code="BST-26O")
        own = rule_scenes.sent(session, of, name="Osmogène", funds=1000)
        own.venture.members[0].person_id = manager.id
        stands(session, own, date(2026, 3, 6))
    client = sign_in(cast.other_manager)

    assert ["Osmogène" in told(client, one) for one in ("/today", "/lapsing")] == [False, False]


def test_what_is_decided_is_no_longer_about_to_lapse(
    refs: dict[str, str], sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        of = rule_scenes.call(session, slug="late", code="BST-26L")
        stands(session, rule_scenes.sent(session, of, name="Kératype", state="rejected"), date(2026, 3, 9))

    assert "Kératype" not in told(sign_in(cast.other_manager), "/today")


def test_many_are_bounded_with_a_link_to_all(
    refs: dict[str, str], sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        of = rule_scenes.call(session, slug="full", code="BST-26F")
        for number in range(25):
            stands(session, rule_scenes.sent(session, of, name=f"Company {number}"), date(2026, 3, 20))
    client = sign_in(cast.other_manager)

    today, every = client.get("/today").text, client.get("/lapsing").text

    assert today.count("lapses on") == 20
    assert 'href="/lapsing"' in today
    assert every.count("lapses on") == 28  # the one in December too


def test_a_condition_of_the_house_has_its_day_on_today(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        of = rule_scenes.call(session)
        ref = rule_scenes.sent(session, of, name="Cryonide", state="accepted").ref
        rule_scenes.sent(session, of, name="Virogel", state="accepted", sector="health")
        rule_scenes.sent(session, of, name="Ambrecell", state="rejected")
    manager, director = sign_in(cast.other_manager), sign_in(cast.director)

    text = told(manager, "/today")

    assert "Conditions to see to before an entry 1" in text
    assert "A lease is signed The programme manager Tuesday 1 September 2026 in 183 days" in text
    assert f"/a/{ref}/eligibility#rule-lease" in manager.get("/today").text
    assert "Conditions to see to" not in told(director, "/today")
