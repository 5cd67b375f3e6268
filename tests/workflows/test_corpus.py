"""The rules of real programmes, each written as TOML alone, with cases on both sides of every boundary."""

from __future__ import annotations

import pytest

from tests.workflows.corpus import Case, Written, expected, found_in, outcome, rules

CASES = [
    pytest.param(one.rule, case, id=f"{one.ref}-{number}-{case['result']}")
    for one in rules()
    for number, case in enumerate(one.cases, 1)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_real_rule_gives_the_right_answer(rule: Written, case: Case) -> None:
    found = found_in(rule, case)

    assert outcome(rule, case) == expected(case)
    assert found.words.en
    assert found.words.fr
