"""The table of rules as staff read it: each thing said once, nothing raw, and what a person may rule."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator.store import Judgement, Waiver
from tests import cast
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing


@pytest.fixture
def ref(writing: Writing) -> str:
    with writing() as session:
        return rule_scenes.sent(session, rule_scenes.call(session)).ref


@pytest.fixture
def manager(ref: str, sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.other_manager)


def told(client: FlaskClient, address: str) -> str:
    """The words of the page, without markup."""
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.text)))


def test_a_group_says_how_many_and_its_parts_say_what(manager: FlaskClient, ref: str) -> None:
    text = told(manager, f"/a/{ref}/eligibility")

    lines = [
        "One of these is enough", "Private money raised so far: at most €200,000", "All of these",
        "Main field of the project: health", "A promising team",
    ]  # fmt: skip
    assert [text.index(line) for line in lines] == sorted(text.index(line) for line in lines)
    assert text.count("Private money raised so far: at most €200,000") == 2  # line and card


def test_no_code_of_a_fact_or_a_source_is_shown(manager: FlaskClient, ref: str) -> None:
    text = told(manager, f"/a/{ref}/eligibility")

    assert re.findall(r"registered_on|private_funds|applicant_kind|answer:|call_closing", text) == []


def test_the_day_on_which_time_changes_the_answer_is_told(manager: FlaskClient, ref: str) -> None:
    assert "no longer met from Saturday 14 March 2026 on" in told(manager, f"/a/{ref}/eligibility")


def test_a_rule_that_is_not_for_this_applicant_says_whom_it_is_for(manager: FlaskClient, ref: str) -> None:
    text = told(manager, f"/a/{ref}/eligibility")

    assert "This rule does not apply" in text
    assert "Only for: Who applies: a person without a company" in text
    assert "It is not so" in text


def test_conditions_due_later_stand_apart_with_their_owner_and_day(manager: FlaskClient, ref: str) -> None:
    text = told(manager, f"/a/{ref}/eligibility")

    now, later = text.split("These conditions do not count in the verdict yet.")
    assert ("A lease is signed" in now, "A lease is signed" in later) == (False, True)
    assert "First day 1 September 2026 The programme manager" in later


def test_the_same_page_speaks_french(ref: str, sign_in: SignInAs) -> None:
    text = told(sign_in(cast.other_manager, language="fr"), f"/a/{ref}/eligibility")

    assert "L’une de ces conditions suffit" in text
    assert "samedi 14 mars 2026" in text
    assert re.findall(r"One of|All of these|Due later|Required", text) == []


def test_a_judgement_inside_a_group_has_its_form(manager: FlaskClient, ref: str, writing: Writing) -> None:
    page = manager.get(f"/a/{ref}/eligibility").text

    answer = manager.post(
        f"/a/{ref}/judgements", data={"rule": "promise", "holds": "yes", "reason": "Seen on site."}
    )

    assert ('id="judge-promise"' in page, 'id="judge-growth"' in page) == (True, True)
    assert answer.status_code == 303
    with writing() as session:
        assert session.scalars(select(Judgement.rule)).all() == ["promise"]


def test_the_waiver_form_says_what_it_waives_what_it_does_and_who_decides(
    manager: FlaskClient, ref: str
) -> None:
    text = told(manager, f"/a/{ref}/eligibility").split("What a person rules")[1]

    assert "€40,000 above the limit of €200,000" in text
    assert "the rule no longer counts in its verdict" in text
    assert "Who decides: Director." in text


def test_a_reason_left_out_shows_the_same_rule_again(manager: FlaskClient, ref: str) -> None:
    asked = manager.post(f"/a/{ref}/waivers", data={"rule": "small", "reason": ""})
    judged = manager.post(f"/a/{ref}/judgements", data={"rule": "promise", "reason": "", "holds": "yes"})

    assert (asked.status_code, judged.status_code) == (422, 422)
    assert ("€40,000 above the limit" in asked.text, "Ask for a waiver" in asked.text) == (True, True)
    assert ("A promising team" in judged.text, "It does not hold" in judged.text) == (True, True)


@pytest.mark.parametrize("rule", ["small", "lease"])
def test_a_group_and_a_later_condition_are_waived_and_stay_visible(
    rule: str, manager: FlaskClient, ref: str, sign_in: SignInAs, writing: Writing
) -> None:
    manager.post(f"/a/{ref}/waivers", data={"rule": rule, "reason": "The lease comes in June."})
    with writing() as session:
        waiver_id = session.scalars(select(Waiver.id)).one()
    director = sign_in(cast.director)
    asked = told(director, "/decisions")
    director.post(f"/waivers/{waiver_id}", data={"decision": "grant", "reason": "Seen and agreed."})
    row = re.search(rf'<tr id="rule-{rule}">.*?</tr>', manager.get(f"/a/{ref}/eligibility").text, re.DOTALL)

    assert "Who decides: Director." in asked
    assert row is not None
    found = ("Seen and agreed." in row[0], "Waived" in row[0] or "Granted" in row[0])
    assert found == (True, True)


def test_nothing_can_be_waived_once_it_is_over(ref: str, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        over = rule_scenes.sent(
            session, rule_scenes.call(session, slug="over", code="BST-26O"), name="Cryonide", state="rejected"
        ).ref
    manager = sign_in(cast.other_manager)

    pages = [manager.get(f"/a/{one}/eligibility").text for one in (ref, over)]

    assert ['id="ask-small"' in page for page in pages] == [True, False]


def test_a_rule_on_several_dates_has_a_line_for_each(sign_in: SignInAs, writing: Writing) -> None:
    rules = """
[[edition.eligibility]]
id = "exists"
rule = "date"
fact = "registered_on"
before = "then"
at = ["submission", "call_closing"]
"""
    with writing() as session:
        ref = rule_scenes.sent(session, rule_scenes.call(session, rules=rules)).ref

    text = told(sign_in(cast.other_manager), f"/a/{ref}/eligibility")

    assert "The day the application is sent" in text
    assert "The day the call closes" in text
    assert ("Sending 1 March 2026" in text, "Closing of the call 1 April 2026" in text) == (True, True)
