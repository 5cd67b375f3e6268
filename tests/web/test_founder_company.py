"""The facts of a company, given once, with what they change."""

from __future__ import annotations

from datetime import date

from incubator.store import Venture
from tests import cast, scenes
from tests.web.conftest import SignInAs, Writing

FACTS = {
    "name": "Nucléa Dx", "legal_name": "NUCLEA DX SAS", "registered_on": "3 février 2025",
    "siren": "732 829 320", "private_funds_eur": "150 000 €", "sector": "health",
}  # fmt: skip


def test_a_name_is_no_book(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.venture(session)
    long = {"name": "x" * 201, "legal_name": "x" * 202, "registered_on": "\u0316\u0301" * 100_000}

    refused = sign_in(cast.founder).post(f"/company/{made.id}", data={**FACTS, **long, "seen": "1"})

    assert refused.status_code == 422
    assert "1 character too many: 200 characters at most." in refused.text
    assert "2 characters too many: 200 characters at most." in refused.text
    assert "Write the date like 30/3/2027" in refused.text


def test_a_project_becomes_a_company(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.venture(session)
    client, url = sign_in(cast.founder), f"/company/{made.id}"

    before, saved = client.get(url), client.post(url, data={**FACTS, "seen": "1"})
    after = client.get(url).text

    assert "sees a project" in before.text
    assert saved.status_code == 303
    assert "Registered on 3 February 2025: calls see a company." in after
    assert 'value="3 February 2025"' in after
    with writing() as session:
        venture = session.get_one(Venture, made.id)
        assert (venture.kind, venture.registered_on) == ("company", date(2025, 2, 3))
        assert (venture.siren, venture.private_funds_eur) == ("732829320", 150_000)
        assert venture.sector == "health"


def test_wrong_facts_are_told_and_kept_in_the_form(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.venture(session)
    wrong = {**FACTS, "siren": "123", "registered_on": "soon", "name": ""}

    response = sign_in(cast.founder).post(f"/company/{made.id}", data=wrong)

    assert response.status_code == 422
    assert 'value="soon"' in response.text
    assert 'value="123"' in response.text
    with writing() as session:
        assert session.get_one(Venture, made.id).name == "Lumen Bio"


def test_two_people_at_once_see_both(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.venture(session)
    url = f"/company/{made.id}"
    sign_in(cast.colleague).post(url, data={**FACTS, "name": "Name by Tomas", "seen": "1"})

    refused = sign_in(cast.founder).post(url, data={**FACTS, "name": "Name by Inès", "seen": "1"})

    assert refused.status_code == 409
    assert "Name by Tomas" in refused.text
    assert 'value="Name by Inès"' in refused.text
    assert 'name="seen" value="2"' in refused.text


def test_the_company_of_others_does_not_exist(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.venture(session)

    answers = [sign_in(who).get(f"/company/{made.id}").status_code for who in (cast.stranger, cast.manager)]

    assert answers == [404, 404]
