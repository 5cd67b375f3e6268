"""Facts from a file and from a form: what is missing is unknown, what is misnamed is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incubator.errors import Refused
from incubator.workflows.eligibility import Facts, facts_from_answers, read_facts
from incubator.workflows.eligibility.facts import FACTS
from incubator.workflows.eligibility.sorts import called
from tests.workflows.eligible import edition, words

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "key": "applicant", "kind": "choice", "label": words("Who"), "fact": "applicant_kind",
        "choices": [{"key": key, "label": words(key)} for key in ("natural_person", "legal_person")],
    },
    {
        "key": "created", "kind": "date", "label": words("Created"), "fact": "registered_on",
        "shown_when": ["applicant", "legal_person"],
    },
    {"key": "funds", "kind": "money", "label": words("Funds"), "fact": "private_funds"},
    {"key": "prototype", "kind": "yes_no", "label": words("Prototype")},
    {"key": "topics", "kind": "choices", "label": words("Topics"),
     "choices": [{"key": "a", "label": words("A")}]},
    {"key": "kbis", "kind": "file", "label": words("Extract"), "accept": ["pdf"], "max_mb": 5},
)  # fmt: skip
FORM = edition(questions=QUESTIONS)


def test_every_fact_has_words_for_when_it_is_missing() -> None:
    assert all(called(Facts, name).fr for name in FACTS)


def test_a_file_without_a_fact_leaves_it_unknown() -> None:
    assert read_facts({}) == Facts()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"registred_on": "2025-02-03"}, "registred_on: unknown fact “registred_on” — write “registered_on”"),
        ({"privat_funds": 5}, "privat_funds: unknown fact “privat_funds” — write “private_funds”"),
        ({"sources": {"sektor": "x"}}, "sources.sektor: unknown source of “sektor” — write “sector”"),
    ],
)
def test_a_misnamed_fact_is_refused_with_the_nearest_name(data: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_facts(data)

    assert refused.value.words.en == f"The facts file is not right: {said}"


def test_every_problem_of_a_facts_file_is_told_together_on_one_line() -> None:
    with pytest.raises(Refused) as refused:
        read_facts({"sektor": "health", "registered_on": "2025-02-30", "private_funds": "many"})

    said = refused.value.words.en
    assert [name in said for name in ("“sector”", "registered_on:", "private_funds:")] == [True] * 3
    assert len(refused.value.reasons) == 1
    assert "\n" not in said


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_empty_value_of_a_facts_file_reads_like_a_missing_one(empty: object) -> None:
    names = [name for name in Facts.model_fields if name not in ("answers", "judgements", "sources")]

    assert read_facts(dict.fromkeys(names, empty)) == Facts()
    assert read_facts({"answers": {"prototype": empty}, "judgements": empty}) == Facts()
    assert read_facts({"open_enrolments": []}).open_enrolments == ()  # an empty list says: none


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2025-02-30", "“2025-02-30” is no day: that month has 28 — write 2025-02-28"),
        (0, "0 is not a date — write for example 2027-03-30"),
        (1738540800, "1738540800 is not a date — write for example 2027-03-30"),
        (True, "true is not a date — write for example 2027-03-30"),
        (1.5, "1.5 is not a date — write for example 2027-03-30"),
        ("soon", "“soon” is not a date — write for example 2027-03-30"),
    ],
)
def test_what_is_no_date_is_told_as_it_was_written(value: object, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_facts({"registered_on": value})

    assert refused.value.words.en.endswith(f"registered_on: {said}")


@pytest.mark.parametrize("data", [[], "text", 3, None, {"registered_on": "9999-12-31"}])
def test_a_hostile_facts_file_is_refused(data: object) -> None:
    with pytest.raises(Refused):
        read_facts(data)


def test_answers_become_facts_with_their_question() -> None:
    facts = facts_from_answers(
        FORM,
        {
            "applicant": "legal_person", "created": "2025-02-03", "funds": 0, "prototype": False,
            "topics": ["a"], "kbis": {"file": "01"},
        },
    )  # fmt: skip

    assert (facts.applicant_kind, facts.registered_on, str(facts.private_funds)) == (
        "legal_person", date(2025, 2, 3), "0 EUR",
    )  # fmt: skip
    assert (
        [one.kind for one in facts.documents or ()],
        facts.answers["prototype"],
        facts.answers["topics"],
    ) == (
        ["kbis"],
        False,
        ("a",),
    )
    assert facts.source_of("registered_on") == "answer:created"


@pytest.mark.parametrize("empty", [{}, {"funds": None}, {"funds": ""}, {"funds": "many"}])
def test_a_missing_and_an_empty_answer_read_alike(empty: dict[str, Any]) -> None:
    assert facts_from_answers(FORM, empty).private_funds is None


def test_a_question_named_like_a_fact_asks_for_it() -> None:
    asked = {"key": "staff", "kind": "number", "label": words("Staff")}

    facts = facts_from_answers(edition(questions=(asked,)), {"staff": 12})

    assert (str(facts.staff), facts.source_of("staff")) == ("12", "answer:staff")


def test_an_answer_no_longer_asked_is_no_fact() -> None:
    facts = facts_from_answers(FORM, {"applicant": "natural_person", "created": "2025-02-03"})

    assert (facts.registered_on, "created" in facts.answers) == (None, False)


def test_the_register_comes_first_then_the_answer_then_our_record() -> None:
    answers = {"applicant": "legal_person", "created": "2025-02-03", "funds": 7}
    venture = {
        "kind": "company", "registered_on": date(2025, 1, 1), "private_funds": 5,
        "sector": "health", "sources": {"registered_on": "registry"},
    }  # fmt: skip

    facts = facts_from_answers(FORM, answers, venture=venture)

    assert (facts.registered_on, facts.source_of("registered_on")) == (date(2025, 1, 1), "registry")
    assert (str(facts.private_funds), facts.source_of("private_funds")) == ("7 EUR", "answer:funds")
    assert (facts.sector, facts.source_of("sector")) == ("health", "venture")


def test_history_says_none_by_an_empty_list() -> None:
    told = facts_from_answers(FORM, {}, history={"open_enrolments": [], "judgements": {"growth": True}})
    untold = facts_from_answers(FORM, {})

    assert (told.open_enrolments, told.judgements) == ((), {"growth": True})
    assert untold.open_enrolments is None


def test_a_company_in_our_records_is_a_legal_person() -> None:
    assert facts_from_answers(FORM, {}, venture={"kind": "company"}).applicant_kind == "legal_person"
    assert facts_from_answers(FORM, {}, venture={"kind": "project"}).applicant_kind is None
