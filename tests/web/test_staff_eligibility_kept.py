"""What was kept, what has changed since, and a new look that somebody asks for: never a silent one."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator.actions.eligibility import standings
from incubator.actions.eligibility.assessments import store_assessment
from incubator.store import Application, AssessmentRow
from tests import cast
from tests.conftest import NOW
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.test_staff_eligibility import told

STANDS = "Since the decision, facts have changed"


def change_funds(writing: Writing, ref: str, funds: int) -> None:
    with writing() as session:
        session.scalars(
            select(Application).where(Application.ref == ref)
        ).one().venture.private_funds_eur = funds


@pytest.fixture
def refs(writing: Writing) -> dict[str, str]:
    """One that waits for a decision, one that was turned down; both were in order when looked at."""
    with writing() as session:
        of = rule_scenes.call(session)
        made = {
            state: rule_scenes.sent(session, of, name=state, funds=1000, state=state)
            for state in ("eligible", "rejected")
        }
        for state, application in made.items():
            occasion = "sent" if state == "eligible" else "decided"
            store_assessment(session, application, occasion=occasion, at=NOW)
        return {state: one.ref for state, one in made.items()}


@pytest.fixture
def manager(refs: dict[str, str], sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.other_manager)


def test_the_page_says_when_why_and_by_which_edition_it_was_kept(
    manager: FlaskClient, refs: dict[str, str]
) -> None:
    text = told(manager, f"/a/{refs['eligible']}/eligibility")

    assert "Kept on Monday 2 March 2026 at 10:00 (Paris time) (sent), by edition rules of the rules:" in text
    assert ("Something has changed since" in text, "Assess again" in text) == (False, False)


def test_after_a_decision_a_changed_fact_is_told_and_the_decision_stands(
    manager: FlaskClient, refs: dict[str, str], writing: Writing
) -> None:
    for ref in refs.values():
        change_funds(writing, ref, 240_000)

    waiting, decided = (told(manager, f"/a/{refs[one]}/eligibility") for one in ("eligible", "rejected"))

    assert (STANDS in waiting, STANDS in decided) == (False, True)
    assert "The decision stands." in decided
    assert "New value: the private money raised so far." in decided
    assert "Something has changed since" in waiting


def test_a_new_look_is_asked_for_kept_and_written_down(
    manager: FlaskClient, refs: dict[str, str], writing: Writing
) -> None:
    ref = refs["rejected"]
    change_funds(writing, ref, 240_000)

    answer = manager.post(f"/a/{ref}/look-again", follow_redirects=True)

    assert "what differs is kept, and written in the history" in answer.text
    assert STANDS not in answer.text
    assert "New value: the private money raised so far." in told(manager, f"/a/{ref}/history")
    with writing() as session:
        rows = session.scalars(select(AssessmentRow.occasion)).all()
        state = session.scalars(select(Application.state).where(Application.ref == ref)).one()
    assert (sorted(rows), state) == (["asked", "decided", "sent"], "rejected")


def test_a_look_that_finds_the_same_keeps_nothing(
    manager: FlaskClient, refs: dict[str, str], writing: Writing
) -> None:
    answer = manager.post(f"/a/{refs['rejected']}/look-again", follow_redirects=True)

    assert "the rules find what they found before" in answer.text
    with writing() as session:
        assert len(session.scalars(select(AssessmentRow.id)).all()) == 2


def test_opening_the_page_looks_at_nothing_again(
    manager: FlaskClient, refs: dict[str, str], writing: Writing
) -> None:
    change_funds(writing, refs["rejected"], 240_000)

    manager.get(f"/a/{refs['rejected']}/eligibility")

    with writing() as session:
        assert len(session.scalars(select(AssessmentRow.id)).all()) == 2


def test_an_admin_reads_it_and_cannot_ask(refs: dict[str, str], sign_in: SignInAs, writing: Writing) -> None:
    change_funds(writing, refs["rejected"], 240_000)
    admin = sign_in(cast.admin)

    text = told(admin, f"/a/{refs['rejected']}/eligibility")

    assert (STANDS in text, "Assess again" in text) == (True, False)
    assert admin.post(f"/a/{refs['rejected']}/look-again").status_code == 403


def test_today_tells_what_came_out_otherwise(
    manager: FlaskClient, refs: dict[str, str], writing: Writing, sign_in: SignInAs
) -> None:
    with writing() as session:
        one = session.scalars(select(Application).where(Application.ref == refs["eligible"])).one()
        one.venture.registered_on = date(2023, 1, 1)
        session.flush()
        standings.look_again(session, [one.id], at=NOW)

    mine, others = told(manager, "/today"), told(sign_in(cast.manager), "/today")

    assert "Eligibility that changed this week" in mine
    assert "Rules met" in mine.split("Eligibility that changed this week")[-1]
    assert "Not eligible as it stands" in mine
    assert "Eligibility that changed this week" not in others


def test_today_tells_the_change_though_later_looks_came_out_the_same(
    manager: FlaskClient, refs: dict[str, str], writing: Writing
) -> None:
    with writing() as session:
        one = session.scalars(select(Application).where(Application.ref == refs["eligible"])).one()
        for funds in (None, 900_000, None):  # the second and third change no verdict
            one.venture.registered_on, one.venture.private_funds_eur = date(2023, 1, 1), funds
            session.flush()
            standings.look_again(session, [one.id], at=NOW)

    shown = told(manager, "/today").split("Eligibility that changed this week")[-1]

    assert ("Rules met" in shown, "The result stays" in shown) == (True, False)
