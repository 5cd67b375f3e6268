"""The three programmes that ship, as the cluster's texts state them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from incubator.workflows.catalogue import Catalogue, fingerprint, from_document, load, to_document
from incubator.workflows.eligibility import Assessment, References, assess, read_facts
from incubator.workflows.explanation import explain
from incubator.workflows.terms import Length
from tests.workflows.eligible import NOON, PARIS

FOLDER = Path(__file__).parents[2] / "config" / "programmes"
CATALOGUE = Catalogue([load(file.read_text("utf-8"), file.name) for file in sorted(FOLDER.glob("*.toml"))])
EDITIONS = [(programme, edition) for programme in CATALOGUE.programmes for edition in programme.editions]
NAMES = [f"{programme.key}-{edition.key}" for programme, edition in EDITIONS]
ENTRY = date(2027, 9, 1)
COMPLETE_7: dict[str, Any] = {
    "applicant_kind": "legal_person", "registered_on": "2025-06-01", "private_funds_eur": 150_000,
    "sector": "health", "answers": {"prototype": True}, "open_enrolments": ["shaker"],
}  # fmt: skip


def booster(edition: str, facts: dict[str, Any], **references: Any) -> Assessment:
    return assess(
        CATALOGUE.edition("booster", edition), read_facts(facts), References(submission=NOON, **references),
        now=NOON, zone=PARIS,
    )  # fmt: skip


def test_the_path_leads_from_the_shaker_to_the_growth_hub() -> None:
    path = {programme.key: programme.next for programme in CATALOGUE.programmes}

    assert [path[key] for key in ("shaker", "booster", "growth-hub")] == [("booster",), ("growth-hub",), ()]


@pytest.mark.parametrize(("programme", "edition"), EDITIONS, ids=NAMES)
def test_an_edition_gives_itself_back_and_explains_itself(programme: Any, edition: Any) -> None:
    again = from_document(to_document(programme, edition))

    assert again.editions == (edition,)
    assert fingerprint(again, edition) == fingerprint(programme, edition)
    assert len(explain(edition, "en")) == len(explain(edition, "fr")) > 15


@pytest.mark.parametrize(
    ("programme", "edition", "term", "extension", "coaching", "review", "signs", "draft"),
    [
        ("shaker", "1", Length(months=6), Length(months=6), None, None, None, True),
        ("booster", "2019", Length(months=12), Length(months=12), 40, None, "director", False),
        ("booster", "7", Length(months=12), Length(months=12), 40, None, "director", False),
        ("growth-hub", "1", None, None, None, Length(months=12), None, True),
    ],
)
def test_a_programme_lasts_as_it_says(
    programme: str,
    edition: str,
    term: Any,
    extension: Any,
    coaching: Any,
    review: Any,
    signs: Any,
    draft: bool,
) -> None:
    found = CATALOGUE.edition(programme, edition)

    policy = found.extension
    assert (found.term, policy and policy.length, policy and policy.max_count) == (
        term, extension, extension and 1,
    )  # fmt: skip
    assert (found.coaching_half_days, found.review_every, found.signs) == (coaching, review, signs)
    assert (found.is_draft, found.decides, found.waives) == (draft, "manager", "director")


def test_booster_2019_refuses_a_company_55_days_too_old() -> None:
    found = booster("2019", {"registered_on": "2025-02-03"})

    assert (found.verdict, [finding.id for finding in found.unmet]) == ("unmet", ["age"])
    assert "sent on 30 March 2027: 55 days over" in found.finding("age").words.en


def test_booster_2019_needs_only_a_young_company() -> None:
    assert booster("2019", {"registered_on": "2025-03-31"}).verdict == "met"
    assert booster("2019", {}).verdict == "unknown"
    assert booster("2019", {"applicant_kind": "natural_person"}).verdict == "unmet"


def test_booster_7_states_age_and_money_as_a_target() -> None:
    old_and_rich = {**COMPLETE_7, "registered_on": "2020-01-01", "private_funds_eur": 200_001}

    found = booster("7", old_and_rich, entry=ENTRY)

    target = found.finding("young_or_little_funded")
    assert (found.verdict, target.result, target.severity) == ("met", "unmet", "target")


def test_booster_7_takes_a_company_in_formation_that_exists_at_entry() -> None:
    forming = {**COMPLETE_7, "applicant_kind": "project_of_company_in_formation", "registered_on": None}

    found = booster("7", forming, entry=ENTRY)
    at_entry = assess(
        CATALOGUE.edition("booster", "7"), read_facts(forming), References(submission=NOON, entry=ENTRY),
        now=NOON + timedelta(days=200), zone=PARIS,
    )  # fmt: skip

    condition = found.finding("exists_at_entry")
    assert (found.verdict, condition.result, condition.deferred) == ("met", "unknown", True)
    assert (condition.owner, condition.on) == ("founders", ENTRY)
    assert (at_entry.verdict, at_entry.finding("exists_at_entry").result) == ("unmet", "unmet")


def test_the_shaker_is_for_people_without_a_company() -> None:
    shaker = CATALOGUE.edition("shaker", "1")
    person = {"applicant_kind": "natural_person", "sector": "health", "open_enrolments": []}
    facts = (person, {**person, "applicant_kind": "legal_person"})

    found = [assess(shaker, read_facts(one), References(), now=NOON, zone=PARIS).verdict for one in facts]

    assert found == ["met", "unmet"]


def test_the_self_check_is_short_and_each_question_feeds_a_rule() -> None:
    asked = {
        f"{programme.key}-{edition.key}": [question.key for question in edition.self_check()]
        for programme, edition in EDITIONS
    }

    told = {
        "shaker-1": ["applicant", "sector", "employer_knows", "time_given"],
        "booster-2019": ["applicant", "registered_on"],
        "booster-7": ["applicant", "sector", "prototype", "registered_on", "private_funds"],
        "growth-hub-1": ["applicant", "milestone", "registered_on"],
    }

    assert {name: asked[name] for name in told} == told


def test_what_the_shaker_asked_is_not_asked_again() -> None:
    shaker, after = (
        {question.key for question in CATALOGUE.edition(*name).questions}
        for name in (("shaker", "1"), ("booster", "7"))
    )

    assert {"pitch", "science", "market", "team", "plan", "sector", "applicant"} <= shaker & after


def test_every_kind_of_question_is_used() -> None:
    kinds = {question.kind for _, edition in EDITIONS for question in edition.questions}

    assert kinds == {
        "text", "long_text", "choice", "choices", "yes_no", "date", "money", "number", "file",
    }  # fmt: skip


def test_a_task_has_one_to_six_questions_and_the_tasks_are_those_of_the_design() -> None:
    tasks = {
        name: [task.key for task in edition.tasks] for name, (_, edition) in zip(NAMES, EDITIONS, strict=True)
    }
    most = max(len(task.questions) for _, edition in EDITIONS for task in edition.tasks)

    assert most <= 6
    assert tasks["shaker-1"] == ["check", "science", "market", "team", "plan", "files"]
    assert set(tasks["booster-7"]) - set(tasks["shaker-1"]) == {"company", "model", "coaching"}
