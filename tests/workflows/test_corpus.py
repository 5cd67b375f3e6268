"""The rules of real programmes, each written as TOML alone, with cases on both sides of every boundary."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.eligible import finding_of

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted(CORPUS.glob("*.toml"))
RULES = [(rule["ref"], rule) for file in FILES for rule in tomllib.loads(file.read_text("utf-8"))["rule"]]
CASES = [
    pytest.param(rule["is"], case, id=f"{ref}-{number}-{case['result']}")
    for ref, rule in RULES
    for number, case in enumerate(rule["cases"], 1)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_real_rule_gives_the_right_answer(rule: dict[str, Any], case: dict[str, Any]) -> None:
    dates = dict(case.get("at", {}))
    now = datetime.combine(dates.pop("now", date(2027, 3, 30)), time(12), UTC)

    found = finding_of(rule, facts=case["facts"], now=now, **dates)

    assert (found.result, found.deferred) == (case["result"], case.get("deferred", False))
    assert found.flips_on == case["flips_on"] if "flips_on" in case else True
    assert found.words.en
    assert found.words.fr
