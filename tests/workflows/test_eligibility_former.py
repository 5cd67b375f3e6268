"""Rules as earlier editions wrote them: a published edition keeps its meaning in today's words."""

from __future__ import annotations

from typing import Any

import pytest

from incubator.workflows.eligibility.former import FORMER
from incubator.workflows.eligibility.rule import RULES
from tests.workflows.eligible import edition, finding, words

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"key": "prototype", "kind": "yes_no", "label": words("A prototype?")},
    {
        "key": "stage", "kind": "choice", "label": words("Stage"),
        "choices": [{"key": "idea", "label": words("Idea")}, {"key": "sales", "label": words("Sales")}],
    },
    {
        "key": "field", "kind": "choice", "label": words("Field"), "fact": "sector",
        "choices": [{"key": "health", "label": {"en": "Health", "fr": "Santé"}},
                    {"key": "foodtech", "label": {"en": "Food", "fr": "Alimentation"}}],
    },
    {"key": "kbis", "kind": "file", "label": words("Extract"), "accept": ["pdf"], "max_mb": 5},
)  # fmt: skip
FUNDS = {"rule": "private_funds", "at_most": 200_000}
PERSONS = {"rule": "applicant_kind", "one_of": ["legal_person", "project_of_company_in_formation"]}
FIELDS = {"rule": "sector", "one_of": ["health"]}
NO_HEALTH = {"rule": "sector", "none_of": ["health"]}
PROTOTYPE = {"rule": "answer", "question": "prototype", "equal": True}
STAGE = {"rule": "answer", "question": "stage", "equal": ["sales", "trial"]}
DECLARED = {"rule": "declaration", "question": "prototype"}
GIVEN = {"rule": "document", "question": "kbis"}
JUDGED = {"rule": "judgement", "words": words("High growth potential")}
NOWHERE = {"rule": "not_enrolled"}
NOT_BOOSTER = {"rule": "not_enrolled", "programmes": ["booster"]}
THROUGH = {"rule": "completed_programme", "programmes": ["booster"]}
THROUGH_OR_IN = {**THROUGH, "or_enrolled": True}

CASES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (FUNDS, {"private_funds_eur": 0}, "met"),
    (FUNDS, {"private_funds_eur": 200_000}, "met"),
    (FUNDS, {"private_funds_eur": 200_001}, "unmet"),
    (FUNDS, {}, "unknown"),
    (PERSONS, {"applicant_kind": "legal_person"}, "met"),
    (PERSONS, {"applicant_kind": "project_of_company_in_formation"}, "met"),
    (PERSONS, {"applicant_kind": "natural_person"}, "unmet"),
    (PERSONS, {"registered_on": "2025-02-03"}, "met"),  # a registered company is a legal person
    (PERSONS, {"registered_on": "2027-03-31"}, "unknown"),  # not registered on the day
    (PERSONS, {}, "unknown"),
    (FIELDS, {"sector": "health"}, "met"),
    (FIELDS, {"sector": "foodtech"}, "unmet"),
    (FIELDS, {}, "unknown"),
    (NO_HEALTH, {"sector": "health"}, "unmet"),
    (NO_HEALTH, {"sector": "foodtech"}, "met"),
    (NO_HEALTH, {}, "unknown"),
    (PROTOTYPE, {"answers": {"prototype": True}}, "met"),
    (PROTOTYPE, {"answers": {"prototype": False}}, "unmet"),
    (PROTOTYPE, {"answers": {"prototype": 1}}, "unmet"),  # a number is no yes
    (PROTOTYPE, {}, "unknown"),
    (STAGE, {"answers": {"stage": "sales"}}, "met"),
    (STAGE, {"answers": {"stage": "idea"}}, "unmet"),
    (STAGE, {"answers": {"stage": ["idea", "sales"]}}, "met"),
    (STAGE, {"answers": {"stage": ""}}, "unknown"),
    (DECLARED, {"answers": {"prototype": True}}, "met"),
    (DECLARED, {"answers": {"prototype": False}}, "unmet"),
    (DECLARED, {}, "unknown"),
    (GIVEN, {"documents": ["kbis"]}, "met"),
    (GIVEN, {"documents": []}, "unmet"),
    (GIVEN, {}, "unknown"),
    (JUDGED, {"judgements": {"one": True}}, "met"),
    (JUDGED, {"judgements": {"one": False}}, "unmet"),
    (JUDGED, {"judgements": {"another": True}}, "unknown"),
    (NOWHERE, {"open_enrolments": []}, "met"),
    (NOWHERE, {"open_enrolments": ["shaker"]}, "unmet"),
    (NOWHERE, {}, "unknown"),
    (NOT_BOOSTER, {"open_enrolments": ["shaker"]}, "met"),
    (NOT_BOOSTER, {"open_enrolments": ["shaker", "booster"]}, "unmet"),
    (THROUGH, {"completed_programmes": ["booster"]}, "met"),
    (THROUGH, {"completed_programmes": ["shaker"], "open_enrolments": ["booster"]}, "unmet"),
    (THROUGH, {"open_enrolments": ["booster"]}, "unknown"),
    (THROUGH_OR_IN, {"open_enrolments": ["booster"]}, "met"),
    (THROUGH_OR_IN, {"completed_programmes": []}, "unknown"),
    (THROUGH_OR_IN, {"completed_programmes": [], "open_enrolments": []}, "unmet"),
]


@pytest.mark.parametrize(("rule", "facts", "result"), CASES)
def test_a_former_rule_finds_what_it_found(rule: dict[str, Any], facts: dict[str, Any], result: str) -> None:
    found = finding(rule, questions=QUESTIONS, **facts)

    assert found.result == result
    assert found.rule in RULES
    assert all((text.en.strip(), text.fr.strip()) for text in (found.required, found.words))


def test_every_former_kind_has_its_cases() -> None:
    elsewhere = {"company_age", "company_exists"}

    assert {rule["rule"] for rule, _, _ in CASES} - {"judgement"} | elsewhere == set(FORMER)


def test_a_rule_in_todays_words_is_written_so() -> None:
    former = edition({"id": "age", "rule": "company_age", "under": "2 years"})

    assert former.rules[0].model_dump(mode="json", exclude_defaults=True) == {
        "rule": "date", "id": "age", "fact": "registered_on", "under": "24 months",
    }  # fmt: skip
