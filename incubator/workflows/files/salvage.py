"""What can be read of a file with problems, so that its other problems can be told as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, NamedTuple

from incubator.workflows.problems import UNKNOWN_KEY, Hint, Loc, Problem, close_to
from incubator.workflows.programme import Programme

ROUNDS = 4
Reader = Callable[[Mapping[str, Any]], tuple[Programme | None, list[Problem]]]
_TEXT = {"en": "…", "fr": "…"}
_QUESTION = {"key": "question", "kind": "text", "label": _TEXT}
_STAND_INS: dict[str, Any] = {  # for what cannot be read: nothing else of the file may look wrong for it
    "name": _TEXT, "summary": _TEXT, "audience": _TEXT, "source": _TEXT, "title": _TEXT, "why": _TEXT,
    "label": _TEXT, "term": "1200 months", "review_every": "1200 months", "confirm_within": "1200 days",
    "coaching_half_days": 10_000, "step": "check",
    "stages": ["check", "review", "interview", "decision", "confirmation"], "question": [_QUESTION],
    "task": [{"key": "task", "step": "check", "title": _TEXT, "why": _TEXT, "question": [_QUESTION]}],
}  # fmt: skip


class _Gone:
    """In the place of an item that was taken out: those after it keep their position."""


GONE = _Gone()
Kept = dict[Loc, list[int]]  # of each list that lost items, the positions of those left


class Part(NamedTuple):
    """The part of a programme that can be read; its items by their position in the file."""

    programme: Programme
    kept: Kept

    def original(self, where: Loc) -> Loc:
        return _original(where, self.kept)

    def positions(self) -> list[int]:
        """Of the editions."""
        return self.kept.get(("edition",), list(range(len(self.programme.editions))))


def salvage(data: Mapping[str, Any], problems: Iterable[Problem], read: Reader) -> Part | None:
    rest = deepcopy(dict(data))
    kept: Kept = {}
    for _ in range(ROUNDS):
        for where, why in problems:
            if isinstance(why, Hint) and why.lead == UNKNOWN_KEY:
                _correct(rest, _original(where, kept), why)
            else:
                _take_out(rest, _original(where, kept))
        kept = {}
        programme, problems = read(_left(rest, (), kept))
        if programme is not None:
            return Part(programme, kept)
    return None


def _original(where: Loc, kept: Kept) -> Loc:
    found: Loc = ()
    for step in where:
        listed = kept.get(found)
        found = (*found, listed[step] if listed and isinstance(step, int) and step < len(listed) else step)
    return found


def _left(data: Any, where: Loc, kept: Kept) -> Any:
    if isinstance(data, dict):
        return {key: _left(value, (*where, key), kept) for key, value in data.items()}
    if not isinstance(data, list):
        return data
    numbers = [number for number, one in enumerate(data) if one is not GONE]
    if len(numbers) < len(data):
        kept[where] = numbers
    return [_left(data[number], (*where, number), kept) for number in numbers]


def _correct(data: dict[str, Any], where: Loc, why: Hint) -> None:
    """What was meant by an unknown key does not look as if it were missing."""
    _put(data, where, None)
    if len(where) == 3 and (meant := close_to(why.name, sorted(why.known))) in _STAND_INS:
        _put(data, (*where[:-1], meant), _STAND_INS[meant])


def _take_out(data: dict[str, Any], where: Loc) -> None:
    """A broken key of an edition or a task gives way to a stand-in; else the whole item goes."""
    item = _item(where)
    key = where[len(item)] if len(where) > len(item) else None
    if isinstance(key, str) and "eligibility" not in item and (key in _STAND_INS or len(item) == 2):
        _put(data, (*item, key), _stand_in(key, item))
    elif key in _STAND_INS:
        _put(data, (*item, str(key)), _STAND_INS[str(key)])
    elif item:
        _put(data, item, GONE)


def _stand_in(key: str, item: Loc) -> Any:
    """No two editions look as if they started on one day, or had one key."""
    number = next((step for step in item if isinstance(step, int)), 0)
    if key == "dated":
        return date(1800, 1, 1) + timedelta(days=number)
    return f"edition-{number}" if key == "key" and len(item) == 2 else _STAND_INS.get(key)


def _item(where: Loc) -> Loc:
    """The innermost list item a path leads through; what an edition states itself belongs to the edition."""
    if len(where) > 2 and where[0] == "edition" and where[2] not in ("task", "eligibility", "reminder"):
        return where[:2]
    last = max((i for i, step in enumerate(where) if isinstance(step, int)), default=-1)
    return where[: last + 1]


def _put(data: Any, where: Loc, value: Any) -> None:
    """None takes the key out. Of a path that leads nowhere in the file, nothing."""
    try:
        for step in where[:-1]:
            data = data[step]
        if value is None:
            del data[where[-1]]
        else:
            data[where[-1]] = value
    except (KeyError, IndexError, TypeError):
        return
