"""Where a problem stands in a file as it was written: without the steps that only our reading of it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incubator.workflows.problems import Loc, is_alternative

_FORMER = {
    "fact": ("question",), "is": ("equal",), "one_of": ("equal", "programmes"), "none_of": ("programmes",),
    "document": ("question",), "by": ("before",), "before": ("before",),
}  # fmt: skip


def as_written(where: Loc, data: Any) -> Loc:
    """One limit is read like a list of limits, and one sort of value after the other is tried."""
    found: list[str | int] = []
    for step in where:
        if isinstance(step, int):
            if isinstance(data, list | tuple):
                found.append(step)
                data = data[step] if step < len(data) else None
        elif isinstance(data, Mapping):
            step = _named(step, data)
            if step in data or not is_alternative(step):
                found.append(step)
                data = data.get(step)
        elif data is None:
            found.append(step)
    return tuple(found)


def _named(step: str, table: Mapping[str, Any]) -> str:
    """As a kind of rule of former editions calls it."""
    if step in table:
        return step
    return next((name for name in _FORMER.get(step, ()) if name in table), step)
