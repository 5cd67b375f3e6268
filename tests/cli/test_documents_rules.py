"""The documents of the rule language show what the code does, and would show it when it is wrong."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from incubator.cli.documents import corpus, facts, rules, shown, truth
from incubator.cli.documents.shown import Case, Shown, every
from incubator.cli.documents.toml import value
from incubator.errors import IncubatorError
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.rule import RULES
from incubator.workflows.eligibility.sorts import item_of, names

OF_A_RULE = [pytest.param(rule, id=rule.ref) for rule in every()]
ORDER = ("unmet", "unknown", "met")  # of a group in which all must hold, the first there is


@pytest.fixture(scope="module")
def told() -> str:
    return corpus.text()


@pytest.mark.parametrize("rule", OF_A_RULE)
def test_a_rule_of_the_corpus_is_shown_with_all_its_cases(rule: Shown, told: str) -> None:
    section = told.partition(f"### {rule.ref}: {rule.programme}\n")[2].partition("\n### ")[0]
    snippet = section.partition("```toml\n")[2].partition("```")[0]
    rows = re.findall(r"^\| \d+ \|", section, re.MULTILINE)

    assert rule.says in section
    assert tomllib.loads(snippet) == rule.written
    assert len(rows) == len(rule.cases)
    assert f"{len(rule.cases)} of {len(rule.cases)} right." in section


def test_the_corpus_tells_its_totals_first(told: str) -> None:
    cases = sum(len(rule.cases) for rule in every())

    assert f"| **All** | {len(list(every()))} | {cases} | {cases} of {cases} |" in told.partition("\n## ")[0]


def test_a_rule_that_could_not_be_said_tells_what_was_missing(told: str) -> None:
    before = [rule.before for rule in every() if rule.before]

    assert len(before) >= 5
    assert told.count("What was missing before: ") == len(before)


@pytest.mark.parametrize(
    "expected",
    [
        {"result": "unmet"},
        {"result": "met", "deferred": True},
        {"result": "met", "flips_on": date(2027, 4, 1)},
    ],
    ids=["another result", "not deferred", "another day"],
)
def test_a_wrong_answer_would_be_counted(expected: dict[str, Any]) -> None:
    right = next(rule for rule in every() if rule.ref == "R01")
    wrong = replace(right.cases[0], expected=expected)

    assert (right.cases[0].is_right, wrong.is_right) == (True, False)
    assert replace(right, cases=(*right.cases, wrong)).right == len(right.cases)


def test_without_the_corpus_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "CORPUS", tmp_path)

    with pytest.raises(IncubatorError, match="run this where the tests are"):
        shown.corpus.__wrapped__()


@pytest.mark.parametrize(
    "written",
    [True, 3, -1.5, "a “text”", 'a "text"\n', date(2027, 3, 30), [1, 2], {"a": {"b": ["c"]}}, [], {}],
    ids=repr,
)
def test_a_value_is_written_as_toml_reads_it(written: Any) -> None:
    assert tomllib.loads(f"it = {value(written)}") == {"it": written}


def test_every_kind_has_its_keys_an_example_and_a_sentence_for_each_result(app: Flask) -> None:
    page = rules.page(app)

    for kind, model in RULES.items():
        section = page.partition(f"\n## {kind}\n")[2].partition("\n## ")[0]
        own = [field.alias or name for name, field in model.model_fields.items()]
        assert section, kind
        assert all(f"| `{key}` |" in page for key in own if key != "rule"), kind
        if "```toml" in section:
            assert {"met", "unmet"} <= set(re.findall(r"^\| \*\*(\w+)\*\*", section, re.MULTILINE)), kind


def test_the_truth_tables_are_those_of_three_valued_logic() -> None:
    told = "\n".join(truth.tables())
    results = ("met", "unmet", "unknown")

    for kind, order in (("all", ORDER), ("any", ORDER[::-1])):
        table = told.partition(f"| `{kind}`: one part")[2].partition("\n\n")[0]
        for one in results:
            row = [min((one, other), key=order.index) for other in results]
            assert f"| **{one}** | {' | '.join(row)} |" in table


def test_every_fact_and_field_is_in_the_catalogue_with_its_meaning(app: Flask) -> None:
    page = facts.page(app)
    items = [item_of(name) for name in names("list")]

    for name in FACTS:
        assert f"| `{name}` |" in page
        assert (Facts.model_fields[name].description or "").endswith(".")
    assert [field for item in items for field in _without_meaning(item)] == []


def test_a_question_of_a_programme_is_a_fact_by_its_key(app: Flask) -> None:
    assert "A yes: met. A no: unmet. No answer yet: unknown" in facts.page(app)


def test_a_part_of_a_rule_is_judged_by_itself() -> None:
    whole = next(rule for rule in every() if rule.ref == "X3")

    part = whole.part("day")

    assert part.written["unless"]["rule"] == "day"
    assert all(isinstance(case, Case) for case in part.cases)
    assert {case.finding.rule for case in part.cases} == {"date"}


def _without_meaning(item: type[Item]) -> list[str]:
    return [name for name, field in item.model_fields.items() if not (field.description or "").endswith(".")]
