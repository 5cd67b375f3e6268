"""What is kept of an assessment is enough to find the same again, whenever one looks."""

from __future__ import annotations

import json

from hypothesis import given

from incubator.workflows.eligibility import Facts
from incubator.workflows.programme import Edition
from tests.workflows.made_up import ALWAYS_THE_SAME, Case, cases, rulebook


@ALWAYS_THE_SAME
@given(cases)
def test_a_verdict_comes_out_the_same_from_the_kept_facts(case: Case) -> None:
    rule, world = case
    by = rulebook(rule)
    found = world.judged(by).as_json("booster", by.key)

    kept = json.loads(json.dumps(world.known.model_dump(mode="json", exclude_defaults=True)))
    again = world.judged(by, facts=Facts.model_validate(kept)).as_json("booster", by.key)

    assert json.dumps(again, sort_keys=True) == json.dumps(found, sort_keys=True)


@ALWAYS_THE_SAME
@given(cases)
def test_a_verdict_comes_out_the_same_from_the_kept_edition(case: Case) -> None:
    """A published edition is a document too: rules read back from it find the same."""
    rule, world = case
    by = rulebook(rule)

    kept = Edition.model_validate(json.loads(json.dumps(by.model_dump(mode="json", exclude_defaults=True))))

    assert world.judged(kept).as_json("booster", by.key) == world.judged(by).as_json("booster", by.key)
