"""Knowing more settles what was open and changes nothing that was settled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tests.workflows.made_up import ALWAYS_THE_SAME, Case, cases, forgotten, rulebook


@ALWAYS_THE_SAME
@given(cases, some.data())
def test_knowing_more_never_changes_an_answer(case: Case, data: some.DataObject) -> None:
    rule, world = case
    by = rulebook(rule)
    (before,) = data.draw(forgotten(world)).judged(by).findings
    (after,) = world.judged(by).findings

    assert before.result in ("unknown", after.result)
