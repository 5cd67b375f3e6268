"""`based_on = "2019"`: tasks and reminders an edition does not state are those of that one."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from incubator.workflows.problems import Hint, Loc, Problem

SHARED = ("task", "reminder")


class Taken(dict[tuple[int, str], int]):
    """Which edition wrote what another took over, by the position of the other and the key."""

    def origin(self, where: Loc) -> Loc:
        """Where a key was written."""
        match where:
            case ("edition", int(number), str(key), *rest) if (number, key) in self:
                return ("edition", self[number, key], key, *rest)
        return where


def take_over(data: dict[str, Any]) -> tuple[Taken, list[Problem]]:
    """Fills the editions in; an edition may be based on one that is based on another."""
    listed = data.get("edition")
    editions = [one if isinstance(one, dict) else {} for one in listed] if isinstance(listed, list) else []
    numbers: dict[str, int] = {}
    for number, edition in enumerate(editions):
        numbers.setdefault(str(edition.get("key")), number)
    based = {n: one.pop("based_on") for n, one in enumerate(editions) if "based_on" in one}
    taken, problems = Taken(), list[Problem]()
    for number, name in based.items():
        problem = _problem(number, name, based, numbers)
        if problem is None:
            _fill(editions, number, _chain(number, based, numbers), taken)
        else:
            problems.append((("edition", number, "based_on"), problem))
    return taken, problems


def _problem(
    number: int, name: Any, based: Mapping[int, Any], numbers: Mapping[str, int]
) -> str | Hint | None:
    others = [key for key, other in numbers.items() if other != number]
    if not isinstance(name, str) or name not in others:
        return Hint("names no other edition of this file", str(name), others)
    chain = _chain(number, based, numbers)
    if number in chain:
        return "these editions are based on each other — write the tasks in one of them, without based_on"
    return None


def _chain(number: int, based: Mapping[int, Any], numbers: Mapping[str, int]) -> list[int]:
    """Whom it is based on, and whom that one is; ends where it comes round."""
    chain: list[int] = []
    while number in based and (other := numbers.get(str(based[number]))) is not None and other not in chain:
        chain.append(other)
        number = other
    return chain


def _fill(editions: list[dict[str, Any]], number: int, chain: list[int], taken: Taken) -> None:
    for key in SHARED:
        writer = next((n for n in chain if key in editions[n] and (n, key) not in taken), None)
        if key not in editions[number] and writer is not None:
            editions[number][key] = deepcopy(editions[writer][key])
            taken[number, key] = writer
