"""What the rules of an edition look at: which facts, and which keys of a fact or of a field they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.facts import FACTS
from incubator.workflows.eligibility.kinds.choices import ChoiceRule
from incubator.workflows.eligibility.kinds.lists import ListRule
from incubator.workflows.eligibility.rule import Rule, every


def facts_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Facts of the catalogue, in the order of the catalogue."""
    needed = {name for rule in every(rules) for name in rule.needs()}
    return tuple(name for name in FACTS if name in needed)


def keys_of(rules: Iterable[Rule], fact: str, field: str = "") -> tuple[str, ...]:
    """The values that rules compare this fact, or this field of its entries, with."""
    found = [key for rule in every(rules) for key in _keys(rule, fact, field)]
    return tuple(dict.fromkeys(found))


def _keys(rule: Rule, fact: str, field: str) -> Iterator[str]:
    if isinstance(rule, ListRule) and rule.of == fact:
        for name, test in rule.tests():
            if name == field and isinstance(test, ChoiceLimits):
                yield from test.keys_named()
    elif isinstance(rule, ChoiceRule) and rule.fact == fact and not field:
        yield from rule.keys_named()
