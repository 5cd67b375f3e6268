"""Values and rules as a programme file writes them: just enough TOML for the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

WIDEST = 100


def value(given: Any) -> str:
    """On one line."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, datetime):
        return given.isoformat(sep=" ")
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, Mapping):
        return f"{{ {pairs(given)} }}" if given else "{}"
    if isinstance(given, list | tuple):
        return f"[{', '.join(value(one) for one in given)}]"
    return json.dumps(given, ensure_ascii=False) if isinstance(given, str) else str(given)


def pairs(given: Mapping[str, Any]) -> str:
    """one = 1, two = "zwei" """
    return ", ".join(f"{key} = {value(one)}" for key, one in given.items())


def flat(given: Mapping[str, Any], before: str = "") -> str:
    """The same, with the keys of tables inside: answers.biotech = true."""
    return ", ".join(_flat(given, before))


def _flat(given: Mapping[str, Any], before: str) -> Iterator[str]:
    for key, one in given.items():
        if isinstance(one, Mapping) and one:
            yield from _flat(one, f"{before}{key}.")
        else:
            yield f"{before}{key} = {value(one)}"


def rule(given: Mapping[str, Any]) -> Iterator[str]:
    """Key by key, as under [[edition.eligibility]]; a list that is too wide goes item by item."""
    for key, one in given.items():
        line = f"{key} = {value(one)}"
        if isinstance(one, list) and (len(line) > WIDEST or any(isinstance(part, Mapping) for part in one)):
            yield from (f"{key} = [", *(f"  {value(part)}," for part in one), "]")
        else:
            yield line
