"""A group says what every way of filling in what is not known would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.workflows.eligible import words
from tests.workflows.made_up import ALWAYS_THE_SAME, World, rulebook

ATOMS = ("p", "q", "r", "s", "t", "u")
Tree = Any  # the key of a judgement, or (kind or name of a condition, parts, how many must hold)
RESULT = {True: "met", False: "unmet"}


def _written(tree: Tree) -> dict[str, Any]:
    if isinstance(tree, str):
        return {"rule": "judgement", "id": tree, "words": words(tree)}
    kind, parts, least = tree
    if kind in ("when", "unless"):
        return {**_written(parts[0]), kind: _written(parts[1])}
    of = [_written(part) for part in parts]
    return {
        "rule": kind,
        "of": of[0] if kind == "not" else of,
        **({"at_least": least} if kind == "any" else {}),
    }


def _holds(tree: Tree, known: Mapping[str, bool]) -> bool:
    """In plain logic of two values."""
    if isinstance(tree, str):
        return known[tree]
    kind, parts, least = tree
    found = [_holds(part, known) for part in parts]
    return {
        "all": all(found), "any": sum(found) >= least, "not": not found[0],
        "when": found[0] or not found[-1], "unless": found[0] or found[-1],
    }[kind]  # fmt: skip


def _expected(tree: Tree, known: Mapping[str, bool | None]) -> str:
    """Met where it holds however the rest is filled in, unmet where it never does."""
    ways = (dict(zip(known, values, strict=True)) for values in product(*(_ways(v) for v in known.values())))
    found = {_holds(tree, way) for way in ways}
    return RESULT[found.pop()] if len(found) == 1 else "unknown"


def _ways(value: bool | None) -> tuple[bool, ...]:
    return (True, False) if value is None else (value,)


def _found(tree: Tree, known: Mapping[str, bool | None]) -> str:
    judgements = {key: value for key, value in known.items() if value is not None}
    return World({"judgements": judgements}).judged(rulebook(_written(tree))).findings[0].result


def _small() -> Iterator[Tree]:
    """Every group of up to three rules, and every group of two such groups that share none."""
    for size in (1, 2, 3):
        yield from _over(ATOMS[:size])
    for left, right in combinations_with_replacement(tuple(_over(("p", "q"))), 2):
        yield from _over((left, _renamed(right)))


def _over(parts: tuple[Tree, ...]) -> Iterator[Tree]:
    yield ("all", parts, 0)
    yield from (("any", parts, least) for least in range(1, len(parts) + 1))
    if len(parts) == 1:
        yield ("not", parts, 0)
    if len(parts) == 2:
        yield from ((name, parts, 0) for name in ("when", "unless") if name not in _conditions(parts[0]))


def _conditions(tree: Tree) -> set[str]:
    """Those a rule has: it takes no second one of a name."""
    if isinstance(tree, str) or tree[0] not in ("when", "unless"):
        return set()
    return {tree[0]} | _conditions(tree[1][0])


def _renamed(tree: Tree) -> Tree:
    other = {"p": "r", "q": "s"}
    return (
        other[tree] if isinstance(tree, str) else (tree[0], tuple(_renamed(one) for one in tree[1]), tree[2])
    )


def _atoms(tree: Tree) -> list[str]:
    return [tree] if isinstance(tree, str) else [atom for part in tree[1] for atom in _atoms(part)]


def _name(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    return f"{tree[0]}{tree[2] or ''}({','.join(_name(part) for part in tree[1])})"


@pytest.mark.parametrize("tree", tuple(_small()), ids=_name)
def test_every_small_group_equals_its_truth_table(tree: Tree) -> None:
    names = _atoms(tree)
    table = [
        dict(zip(names, values, strict=True)) for values in product((True, False, None), repeat=len(names))
    ]

    wrong = [known for known in table if _found(tree, known) != _expected(tree, known)]

    assert wrong == []


@some.composite
def _trees(draw: some.DrawFn) -> tuple[Tree, dict[str, bool | None]]:
    """Each rule in one place: a rule in two places is known twice, and nobody reasons about that."""
    parts: list[Tree] = list(ATOMS[: draw(some.integers(1, len(ATOMS)))])
    known = {atom: draw(some.sampled_from([True, False, None])) for atom in parts}
    while len(parts) > 1 or draw(some.booleans()):
        taken = parts[: draw(some.integers(1, min(3, len(parts))))]
        made = draw(some.sampled_from(list(_over(tuple(taken)))))
        parts = [*parts[len(taken) :], made]
    return parts[0], known


@ALWAYS_THE_SAME
@given(_trees())
def test_any_group_equals_every_way_of_filling_it_in(case: tuple[Tree, dict[str, bool | None]]) -> None:
    tree, known = case

    assert _found(tree, known) == _expected(tree, known)


def test_a_rule_may_be_for_some_only_and_for_all_but_others() -> None:
    """Both conditions at once: the rule is asked of those who meet the first and not the second."""
    tree = ("unless", (("when", ("p", "q"), 0), "r"), 0)
    table = [dict(zip("pqr", values, strict=True)) for values in product((True, False, None), repeat=3)]

    assert [known for known in table if _found(tree, known) != _expected(tree, known)] == []
