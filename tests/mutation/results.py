"""What became of every mutant, as mutmut keeps it beside each changed file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.mutation.copying import CORE

KILLED, SURVIVED, TIMEOUT, UNCOVERED, OTHER = "killed", "survived", "timeout", "not covered", "other"
FATES = {1: KILLED, 3: KILLED, 0: SURVIVED, 5: UNCOVERED, 33: UNCOVERED} | dict.fromkeys(
    (36, -24, 24, 152), TIMEOUT
)


@dataclass
class Module:
    """One file of the core; `fates` knows only the mutants that were judged."""

    path: Path
    names: list[str]
    fates: dict[str, str] = field(default_factory=dict)

    def count(self, fate: str) -> int:
        return sum(one == fate for one in self.fates.values())


def modules(copy: Path) -> list[Module]:
    return [_module(copy, meta) for meta in _metas(copy)]


def chosen(found: Iterable[Module], paths: Iterable[Path]) -> list[Module]:
    wanted = list(paths)
    return [
        one
        for one in found
        if not wanted or any(one.path == path or path in one.path.parents for path in wanted)
    ]


def narrowed(found: Iterable[Module], names: set[str]) -> list[Module]:
    return [
        Module(
            one.path,
            [name for name in one.names if name in names],
            {name: fate for name, fate in one.fates.items() if name in names},
        )
        for one in found
    ]


def forget(copy: Path, is_forgotten: Callable[[str], bool]) -> None:
    """To be judged again, by their fate."""
    for meta in _metas(copy):
        content = _read(meta)
        codes = content["exit_code_by_key"]
        for name, code in codes.items():
            if code is not None and is_forgotten(FATES.get(code, OTHER)):
                codes[name] = None
        _write(meta, content)


def kill(copy: Path, names: set[str]) -> None:
    for meta in _metas(copy):
        content = _read(meta)
        for name in names & content["exit_code_by_key"].keys():
            content["exit_code_by_key"][name] = 1
        _write(meta, content)


def _metas(copy: Path) -> list[Path]:
    """A file that has gone leaves its results behind: they count no more."""
    found = sorted((copy / "mutants" / CORE).rglob("*.meta"))
    return [meta for meta in found if (copy / _path(copy, meta)).exists()]


def _path(copy: Path, meta: Path) -> Path:
    return meta.relative_to(copy / "mutants").with_suffix("")


def _module(copy: Path, meta: Path) -> Module:
    codes = _read(meta)["exit_code_by_key"]
    fates = {name: FATES.get(code, OTHER) for name, code in codes.items() if code is not None}
    return Module(_path(copy, meta), list(codes), fates)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=4), "utf-8")
