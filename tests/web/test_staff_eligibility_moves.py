"""The consequence page says what the rules say: what stands in the way, what runs out, what comes later."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from incubator.actions.eligibility.assessments import assess
from incubator.actions.moves.letters import Occasion
from incubator.actions.moves.request import MoveRequest
from incubator.store import Application
from tests import cast
from tests.conftest import NOW
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.test_staff_eligibility import told

RUNS_OUT = (
    "This rule stops being met on Saturday 14 March 2026, before the entry on Tuesday 1 September 2026."
)


@pytest.fixture
def refs(writing: Writing) -> dict[str, str]:
    """Sent and too rich; in order but about to be too old; the same, decided."""
    with writing() as session:
        of = rule_scenes.call(session)
        made: dict[str, Application] = {
            "rich": rule_scenes.sent(session, of, name="Halobiote"),
            "old soon": rule_scenes.sent(session, of, name="Cryonide", funds=1000, state="eligible"),
            "young": rule_scenes.sent(
                session, of, name="Virogel", funds=1000, state="eligible", registered_on=date(2025, 12, 1),
                sector="health",
            ),
        }  # fmt: skip
        return {name: one.ref for name, one in made.items()}


@pytest.fixture
def manager(refs: dict[str, str], sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.other_manager)


def look(client: FlaskClient, move: str, ref: str) -> str:
    return told(client, f"/calls/bst-26r/move?move={move}&ref={ref}")


def test_what_stands_in_the_way_is_told_once_with_its_link(
    manager: FlaskClient, refs: dict[str, str]
) -> None:
    text = look(manager, "find_eligible", refs["rich"])

    assert text.count("€40,000 above the limit of €200,000") == 1
    assert "Not settled:" in text
    assert "See the rules, or ask for a waiver" in text


def test_accepting_says_what_runs_out_before_the_entry(manager: FlaskClient, refs: dict[str, str]) -> None:
    shown = {name: look(manager, "accept", refs[name]) for name in ("old soon", "young")}

    assert {name: RUNS_OUT in text for name, text in shown.items()} == {"old soon": True, "young": False}


def test_accepting_says_what_has_to_hold_before_the_entry(manager: FlaskClient, refs: dict[str, str]) -> None:
    shown = {name: look(manager, "accept", refs[name]) for name in ("old soon", "young")}

    later = "Before the entry: A lease is signed"
    assert {name: later in text for name, text in shown.items()} == {"old soon": True, "young": False}
    assert (
        "Tuesday 1 September 2026, the first day of the programme; the programme manager sees to it"
        in shown["old soon"]
    )


def test_turning_down_needs_no_rule(manager: FlaskClient, refs: dict[str, str]) -> None:
    text = look(manager, "reject", refs["old soon"])

    assert ("Runs out" in text, "Before the entry" in text) == (False, False)


def test_several_at_once_each_with_their_own(manager: FlaskClient, refs: dict[str, str]) -> None:
    text = told(manager, f"/calls/bst-26r/move?move=accept&ref={refs['old soon']}&ref={refs['young']}")

    assert text.count(RUNS_OUT) == 1


def test_the_page_says_it_in_french(refs: dict[str, str], sign_in: SignInAs) -> None:
    text = look(sign_in(cast.other_manager, language="fr"), "accept", refs["old soon"])

    assert "cesse d’être remplie le samedi 14 mars 2026, avant l’entrée le mardi 1er septembre 2026" in text
    assert "Avant l’entrée : Un bail est signé" in text.replace("\u00a0", " ")


def test_the_letter_of_acceptance_asks_founders_for_what_is_theirs_before_the_entry(writing: Writing) -> None:
    rules = """
[[edition.eligibility]]
id = "kbis"
rule = "document"
document = "kbis"
at = "entry"
owner = "founders"

[[edition.eligibility]]
id = "lease"
rule = "judgement"
words = { en = "A lease is signed", fr = "Un bail est signé" }
at = "entry"
owner = "director"
"""
    with writing() as session:
        one = rule_scenes.sent(session, rule_scenes.call(session, rules=rules))
        assessed = assess(session, one, at=NOW)
        asked = Occasion(one, MoveRequest("notify"), assessed, NOW, {}).conditions

    [said] = [words.en for words in asked]
    assert said.startswith("Document: extract from the trade register. Extract from the trade register: no")
