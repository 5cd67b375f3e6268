"""The staff's week with the rules: who runs out, what a waiver sets aside, what a decision does not undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessments import store_assessment
from incubator.store import Application
from incubator.words import Words, weekday
from tests.journeys import stage
from tests.journeys.installation import Installation, installed
from tests.journeys.pages.office import Director, Manager
from tests.journeys.stage import at
from tests.web import rule_scenes

TODAY, RUNS_OUT, ENTRY = date(2035, 3, 2), date(2035, 3, 14), date(2035, 9, 3)
AGE = Words("Company under 2 years old", "Entreprise de moins de 2 ans")
LEASE = Words("A lease is signed", "Un bail est signé")
ASKED, GRANTED = "Une subvention comptée deux fois.", "Le tableau du cabinet comptable le montre."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_on_the_pages_of_the_staff(language: str, tmp_path: Path, browser: Browser) -> None:
    with installed(tmp_path / "instance") as house:
        stage.prepare(house, language)
        with house.running.database.writing() as session:
            soon, rich = applied(session)
        house.set_clock(at(TODAY))
        with house.started():
            manager = Manager(house, browser, stage.MANAGER, language)
            director = Director(house, browser, stage.DIRECTOR, language)
            somebody_runs_out(manager, soon)
            a_rule_is_waived_and_stays_visible(manager, director, rich)
            a_decision_stands(house, manager, soon)
            manager.leave()
            director.leave()


def applied(session: Session) -> tuple[str, str]:
    """Twelve days before it is too old; and one that raised too much."""
    sent_at = at(TODAY) - timedelta(days=3)
    of = rule_scenes.call(
        session, entry_on=ENTRY, opens_at=at(TODAY) - timedelta(days=30), closes_at=at(TODAY, 12)
    )
    when = {"submitted_at": sent_at, "sent_at": sent_at, "state_since": sent_at}
    soon = rule_scenes.sent(
        session, of, name="Cryonide", funds=1000, state="eligible", registered_on=date(2033, 3, 14), **when
    )
    rich = rule_scenes.sent(session, of, name="Halobiote", registered_on=date(2034, 6, 1), **when)
    for one in (soon, rich):
        store_assessment(session, one, occasion="sent", at=sent_at)
    return soon.ref, rich.ref


def somebody_runs_out(manager: Manager, ref: str) -> None:
    """Today says who and when; the page before the move says that the entry comes later."""
    language = manager.language
    manager.sign_in()
    manager.open("/today")
    manager.reads(weekday(RUNS_OUT, language), {"fr": "dans 12 jours", "en": "in 12 days"}[language])
    manager.follow("Cryonide")
    manager.sees_heading("Cryonide")
    manager.look_at_move(ref, "accept")
    manager.reads(
        manager.say("Runs out: %(rule)s", rule=AGE[language]),
        weekday(RUNS_OUT, language), weekday(ENTRY, language),
        manager.say("Before the entry: %(rule)s", rule=LEASE[language]),
    )  # fmt: skip


def a_rule_is_waived_and_stays_visible(manager: Manager, director: Director, ref: str) -> None:
    amount = {"fr": "40 000 €", "en": "€40,000"}[manager.language]
    manager.ask_waiver(ref, "small", ASKED)
    director.sign_in()
    director.open("/decisions")
    director.reads(amount, manager.say("Who decides: %(role)s.", role=manager.say.label("role.director")))
    director.waive(GRANTED)
    manager.open(f"/a/{ref}/eligibility")
    manager.reads(amount, GRANTED, "Hélène Garrigue", manager.say.label("result.unmet"))


def a_decision_stands(house: Installation, manager: Manager, ref: str) -> None:
    """A fact changes afterwards: it is told, and judged again only because somebody asks."""
    manager.move(ref, "accept")
    with house.running.database.writing() as session:
        one = session.scalars(select(Application).where(Application.ref == ref)).one()
        one.venture.private_funds_eur = 900_000
    manager.open(f"/a/{ref}/eligibility")
    manager.reads(manager.say("Since the decision, facts have changed"), manager.say("The decision stands."))
    manager.press(manager.say("Assess again"))
    manager.sees_nothing_of(manager.say("Since the decision, facts have changed"))
    manager.open(f"/a/{ref}/history")
    manager.reads(manager.say.label("action.look_again"))
