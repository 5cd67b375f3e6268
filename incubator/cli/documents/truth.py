"""Truth tables of groups and conditions: every combination is really judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations_with_replacement
from typing import Any

from incubator.cli.documents.markdown import table
from incubator.cli.documents.shown import judged

RESULTS = ("met", "unmet", "unknown")
JUDGED: Mapping[str, Any] = {"met": True, "unmet": False}
ENTRY = date(2027, 9, 1)


def tables() -> Iterator[str]:
    yield from (
        "Each table is made by judging every combination. A part is met, unmet or unknown: unknown is",
        "not false, and the answer is given where what is unknown does not matter.",
        "",
    )
    yield from _squared("all", {"rule": "all", "of": [_part("a"), _part("b")]}, "one part", "the other part")
    yield from _squared("any", {"rule": "any", "of": [_part("a"), _part("b")]}, "one part", "the other part")
    yield from _two_of_three()
    yield from _not()
    when = {**_part("b"), "when": _part("a")}
    yield from _squared("when", when, "the condition", "the rule")
    yield from _squared("unless", {**_part("b"), "unless": _part("a")}, "the condition", "the rule")


def deferral() -> Iterator[str]:
    """A group of which one part is due now and the other on the first day of the programme."""
    later = {**_part("b"), "at": "entry", "owner": "founders"}
    for kind in ("all", "any"):
        rule = {"rule": kind, "of": [_part("a"), later]}
        yield from _squared(kind, rule, "the part due now", "the part due at entry")


def _squared(name: str, rule: Mapping[str, Any], rows: str, columns: str) -> Iterator[str]:
    head = (f"`{name}`: {rows} ↓, {columns} →", *RESULTS)
    yield from table(head, ((f"**{one}**", *(_found(rule, a=one, b=two) for two in RESULTS))
                            for one in RESULTS))  # fmt: skip


def _two_of_three() -> Iterator[str]:
    rule = {"rule": "any", "at_least": 2, "of": [_part("a"), _part("b"), _part("c")]}
    three = combinations_with_replacement(RESULTS, 3)
    rows = ((", ".join(parts), _found(rule, **dict(zip("abc", parts, strict=True)))) for parts in three)
    yield from table(("`any`, `at_least = 2`: the three parts", "the group"), rows)


def _not() -> Iterator[str]:
    rule = {"rule": "not", "of": _part("a")}
    yield from table(("`not`: the rule inside", "the group"), ((one, _found(rule, a=one)) for one in RESULTS))


def _part(name: str) -> dict[str, Any]:
    return {"rule": "judgement", "id": name, "words": {"en": name, "fr": name}}


def _found(rule: Mapping[str, Any], **parts: str) -> str:
    told = {name: JUDGED[result] for name, result in parts.items() if result in JUDGED}
    found = judged({"id": "b", **rule}, {"judgements": told}, {"entry": ENTRY})
    return f"{found.result}, deferred" if found.deferred else found.result
