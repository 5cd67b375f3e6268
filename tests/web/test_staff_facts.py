"""What the team establishes is recorded on a page, judged at once, and taken back."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from incubator.actions.eligibility import facts
from incubator.store import Application
from tests import cast
from tests.conftest import NOW
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.test_staff_eligibility import told

RULES = """
[[edition.eligibility]]
id = "stake"
rule = "sum"
of = "holdings"
field = "share"
per = "holder"
where = { kind = "fund" }
at_most = "30 %"

[[edition.eligibility]]
id = "funds"
rule = "amount"
fact = "private_funds"
at_most = "200000 EUR"

[[edition.eligibility]]
id = "law"
rule = "choice"
fact = "law"
is = "private"

[[edition.eligibility]]
id = "thesis"
rule = "date"
fact = "doctorate_on"
under = "5 years"
"""


@pytest.fixture
def ref(writing: Writing) -> str:
    with writing() as session:
        return rule_scenes.sent(session, rule_scenes.call(session, rules=RULES, key="facts")).ref


@pytest.fixture
def manager(ref: str, sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.other_manager)


def record(client: FlaskClient, ref: str, fact: str, act: str = "record", **fields: str) -> str:
    """The page that follows."""
    data = {"act": act, "source": "staff", "note": "Page 4", **fields}
    response = client.post(f"/a/{ref}/facts/{fact}", data=data)
    return response.headers.get("Location", response.text)


def kept(writing: Writing, ref: str) -> dict[str, object]:
    with writing() as session:
        application = session.query(Application).filter_by(ref=ref).one()
        return {row.name: row.value for row in facts.current(session, application.venture)}


def test_the_page_lists_what_the_rules_look_at(manager: FlaskClient, ref: str) -> None:
    text = told(manager, f"/a/{ref}/facts")

    listed = (
        "Date of the doctorate",
        "Law the entity is governed by",
        "Private money raised so far",
        "Capital table",
    )
    assert [name for name in listed if name not in text] == []
    assert text.count("Not known yet") >= 3


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("private_funds", "250 000 EUR", "250000 EUR"), ("private_funds", "€200,000", "200000 EUR"),
        ("private_funds", "12500", "12500 EUR"), ("law", "private", "private"),
        ("doctorate_on", "30/3/2024", "2024-03-30"), ("research_share", "12,5 %", "12.5 %"),
        ("staff", "4", "4"),
    ],
)  # fmt: skip
def test_a_value_is_recorded_as_people_write_it(
    manager: FlaskClient, ref: str, writing: Writing, fact: str, typed: str, value: str
) -> None:
    assert record(manager, ref, fact, value=typed).endswith(f"/a/{ref}/facts")
    assert kept(writing, ref) == {fact: value}


def test_entries_of_a_list_come_one_by_one_and_are_struck_out(
    manager: FlaskClient, ref: str, writing: Writing
) -> None:
    first = {"entry_holder": "A", "entry_kind": "fund", "entry_share": "31 %"}
    assert record(manager, ref, "holdings", "more", **first).endswith("/facts/holdings")
    record(manager, ref, "holdings", entry_holder="B", entry_share="20")
    assert "more than" in told(manager, f"/a/{ref}/eligibility") or "above" in told(
        manager, f"/a/{ref}/eligibility"
    )

    record(manager, ref, "holdings", strike="0")
    assert kept(writing, ref) == {"holdings": [{"holder": "B", "share": "20 %"}]}


def test_there_is_none_is_not_the_same_as_not_known(manager: FlaskClient, ref: str, writing: Writing) -> None:
    record(manager, ref, "holdings", "none")
    assert kept(writing, ref) == {"holdings": []}

    record(manager, ref, "holdings", "take_back")
    assert kept(writing, ref) == {}


def test_what_is_not_understood_stays_in_the_field(manager: FlaskClient, ref: str, writing: Writing) -> None:
    page = record(manager, ref, "private_funds", value="a lot")

    assert 'value="a lot"' in page
    assert "Write a number with its unit" in page
    assert kept(writing, ref) == {}


@pytest.mark.parametrize(
    ("fact", "says"), [("private_funds", "Give a value"), ("holdings", "Fill in one field")]
)
def test_nothing_given_is_told(manager: FlaskClient, ref: str, fact: str, says: str) -> None:
    assert says in record(manager, ref, fact)


def test_a_share_is_no_amount_of_money(manager: FlaskClient, ref: str, writing: Writing) -> None:
    page = record(manager, ref, "holdings", entry_share="200 EUR")

    assert "This does not fit here" in page
    assert "facts file" not in page
    assert kept(writing, ref) == {}


def test_the_page_speaks_french(ref: str, sign_in: SignInAs) -> None:
    text = told(sign_in(cast.other_manager, language="fr"), f"/a/{ref}/facts/holdings")

    assert "Table de capitalisation" in text
    assert "Ajouter un élément" in text


def test_a_fact_that_does_not_exist_is_not_found(manager: FlaskClient, ref: str) -> None:
    assert manager.get(f"/a/{ref}/facts/answers").status_code == 404


def test_who_comes_second_sees_what_the_first_one_recorded(
    manager: FlaskClient, ref: str, writing: Writing
) -> None:
    """Both have the same two entries before them: the second strike would hit another entry."""
    for holder in ("A", "B"):
        record(manager, ref, "holdings", entry_holder=holder, entry_kind="fund", entry_share="10")
    seen = seen_in(manager.get(f"/a/{ref}/facts/holdings").text)

    assert record(manager, ref, "holdings", seen=seen, strike="0").endswith("/facts")
    second = record(manager, ref, "holdings", seen=seen, strike="0")

    assert "Somebody recorded this fact while you were writing" in second
    assert kept(writing, ref) == {"holdings": [{"holder": "B", "kind": "fund", "share": "10 %"}]}
    assert record(manager, ref, "holdings", seen=seen_in(second), strike="0").endswith("/facts")
    assert kept(writing, ref) == {"holdings": []}


def seen_in(text: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', text)
    assert found
    return found[1]


def test_a_list_and_a_text_are_bounded(manager: FlaskClient, ref: str, writing: Writing) -> None:
    with writing() as session:
        venture = session.query(Application).filter_by(ref=ref).one().venture
        many = [{"holder": f"H{n}", "share": "0.1 %"} for n in range(facts.MOST)]
        facts.record(session, venture, {"holdings": many}, source="staff", actor=None, at=NOW)

    assert "at most 200 entries" in record(manager, ref, "holdings", entry_holder="One more")
    assert "too long" in record(manager, ref, "documents", entry_signed_by="x" * 200_000)
    assert len(kept(writing, ref)["holdings"]) == facts.MOST  # type: ignore[arg-type]  # a list


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("private_funds", "150 000 EUR", "€150,000"),
        ("doctorate_on", "12/6/2024", "12 June 2024"),
        ("law", "public", "public law"),
    ],
)
def test_what_is_recorded_is_there_to_be_changed_or_taken_back(
    manager: FlaskClient, ref: str, fact: str, value: str, said: str
) -> None:
    record(manager, ref, fact, value=value)

    page = manager.get(f"/a/{ref}/facts/{fact}")

    assert (page.status_code, 'value="take_back"' in page.text) == (200, True)
    assert said in told(manager, f"/a/{ref}/facts/{fact}")


def test_a_list_offers_what_its_own_entries_may_be(manager: FlaskClient, ref: str) -> None:
    kinds = re.findall(r"<option[^>]*>([^<]+)", manager.get(f"/a/{ref}/facts/holdings").text)
    earlier = manager.get(f"/a/{ref}/facts/participations").text

    assert ("Investment fund" in kinds, "Lease" in kinds, "Family" in kinds) == (True, False, False)
    assert len(kinds) == len(set(kinds))
    assert 'value="booster"' in earlier
