"""A self-check asks what the rules of its edition need; what a plain form cannot ask is said honestly."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from incubator.store.editions import publish
from incubator.workflows.catalogue import load
from tests import scenes
from tests.conftest import NOW
from tests.web.conftest import Writing
from tests.web.founder_scenes import EDITION
from tests.web.public_scenes import plain

RULES = """
[[edition.eligibility]]
id = "young_doctor"
rule = "date"
fact = "doctorate_on"
within = "5 years"

[[edition.eligibility]]
id = "small_aid"
rule = "amount"
fact = "requested_aid"
at_most = "50000 EUR"

[[edition.eligibility]]
id = "team"
rule = "amount"
fact = "staff"
at_least = 2

[[edition.eligibility]]
id = "research"
rule = "amount"
fact = "research_share"
at_least = "15 %"

[[edition.eligibility]]
id = "lab"
rule = "choice"
fact = "lab"
is = true

[[edition.eligibility]]
id = "aids"
rule = "sum"
of = "aids"
field = "amount"
at_most = "300000 EUR"

[[edition.eligibility]]
id = "letter"
rule = "document"
document = "cv"

[[edition.eligibility]]
id = "law"
rule = "choice"
severity = "warn"
fact = "law"
one_of = ["private"]
"""
FITS = {
    "doctorate_on": "3/2/2024", "requested_aid": "40 000", "staff": "3", "research_share": "20", "lab": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def call(writing: Writing) -> None:
    with writing() as session:
        read = load(EDITION.replace("every-kind", "asking") + RULES, "shaker.toml")
        edition = publish(session, read, read.editions[0], at=NOW)
        scenes.call(session, edition_id=edition.id, slug="asking")


def checked(client: FlaskClient, language: str = "en", **answers: str) -> str:
    query = urlencode({"done": "1", **{f"q_{key}": value for key, value in answers.items()}})
    text: str = client.get(f"/{language}/calls/asking/check?{query}").text
    return text


def test_a_date_an_amount_a_number_and_a_share_are_asked_though_the_form_has_no_question(
    client: FlaskClient,
) -> None:
    asked = plain(client.get("/en/calls/asking/check").text)

    for label in ("Date of the doctorate", "Aid asked for", "Number of staff", "In percent, for example 54."):
        assert label in asked
    assert "A laboratory?" in asked  # a question of the form, though it is not marked for the check


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "You can apply"),
        ({"doctorate_on": "3/2/2020"}, "Not this call"),
        ({"requested_aid": "50001"}, "Not this call"),
        ({"staff": "1"}, "Not this call"),
        ({"research_share": "14"}, "Not this call"),
        ({"lab": "no"}, "Not this call"),
        ({"staff": ""}, "Probably, to be confirmed"),
    ],
)
def test_each_answer_counts(client: FlaskClient, changed: dict[str, str], verdict: str) -> None:
    assert verdict in plain(checked(client, **{**FITS, **changed}))


def test_what_is_not_known_links_to_its_question(client: FlaskClient) -> None:
    text = checked(client, **{**FITS, "staff": ""})

    assert 'href="#q-staff"' in text
    assert 'id="q-staff"' in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_form_cannot_ask_is_checked_by_the_team(client: FlaskClient, language: str) -> None:
    text = checked(client, language, **FITS)
    section = plain(text[text.index('id="checked"') :].split("</section>")[0])

    checks = {"en": "The programme team checks this.", "fr": "L’équipe du programme vérifie ce point."}
    assert section.count(checks[language]) == 2
    assert {"en": "the aids received: at most", "fr": "aides reçues : au plus"}[language] in section
    assert {"en": "The application form asks for it.", "fr": "Le formulaire de candidature"}[
        language
    ] in section


def test_nothing_raw_is_shown(client: FlaskClient) -> None:
    said = plain(checked(client, **{**FITS, "staff": "1"}))

    for raw in ("doctorate_on", "requested_aid", "research_share", "None", "unmet", "unknown"):
        assert raw not in said


def test_a_group_that_is_met_asks_nothing_more(client: FlaskClient, writing: Writing) -> None:
    rule = """
[[edition.eligibility]]
id = "young_or_small"
rule = "any"
of = [
  { rule = "date", fact = "doctorate_on", within = "5 years" },
  { rule = "amount", fact = "staff", at_most = 9 },
]
"""
    with writing() as session:
        read = load(EDITION.replace("every-kind", "group") + rule, "shaker.toml")
        scenes.call(session, edition_id=publish(session, read, read.editions[0], at=NOW).id, slug="group")
    known = client.get("/en/calls/group/check?done=1&q_doctorate_on=3/2/2024").text
    unknown = client.get("/en/calls/group/check?done=1&q_doctorate_on=3/2/2020").text

    assert ('href="#q-staff"' in known, 'href="#q-staff"' in unknown) == (False, True)
    assert (" open><summary>" in known, " open><summary>" in unknown) == (False, True)


def test_a_call_is_not_offered_when_its_own_form_asks_for_the_same_fact_in_other_words(
    client: FlaskClient, writing: Writing
) -> None:
    asked = EDITION.replace('kind = "money"', 'kind = "money", fact = "requested_aid"')
    limit = RULES[RULES.index('[[edition.eligibility]]\nid = "small_aid"') :].split("\n\n")[0]
    with writing() as session:
        read = load(asked.replace("every-kind", "other") + limit, "shaker.toml")
        edition = publish(session, read, read.editions[0], at=NOW)
        scenes.call(session, edition_id=edition.id, slug="other", code="OTH-26A", name_en="The other call")

    fitting, too_much = (
        plain(checked(client, **{**FITS, "staff": "1", "requested_aid": amount}))
        for amount in ("40000", "60000")
    )

    assert ("The other call" in fitting, "The other call" in too_much) == (True, False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_for_some_says_for_whom_on_the_page_of_the_call(
    client: FlaskClient, writing: Writing, language: str
) -> None:
    rule = """
[[edition.eligibility]]
id = "private"
rule = "choice"
fact = "law"
is = "private"
when = { rule = "choice", fact = "applicant_kind", is = "legal_person" }

[[edition.eligibility]]
id = "doctor"
rule = "date"
fact = "doctorate_on"
within = "8 years"
extended = { by = "1 year", per = "people" }
"""
    with writing() as session:
        read = load(EDITION.replace("every-kind", "some") + rule, "shaker.toml")
        scenes.call(session, edition_id=publish(session, read, read.editions[0], at=NOW).id, slug="some")

    said = plain(client.get(f"/{language}/calls/some").text)

    whom = {"en": "Only where this is so: “", "fr": "Seulement dans ce cas : « "}
    per = {"en": "for each one counted in “People”", "fr": "comptée dans « Personnes »"}
    assert (whom[language] in said, per[language] in said) == (True, True)
