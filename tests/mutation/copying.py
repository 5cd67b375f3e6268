"""A copy of the application to break, so that the checkout itself is never touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.opening import opened

CORE = Path("incubator", "workflows")
COPIED = ("incubator", "tests", "config", "docs")
SINGLE = ("setup.cfg", "pyproject.toml", "README.md")
JUDGES = {"workflows", "oracles", "corpus", "conftest.py"}  # what decides on a mutant, below tests/
LEFT = {"__pycache__", "static"}


def bring_up_to_date(source: Path, copy: Path) -> bool:
    """Whether any test is another than in the last copy; what has not changed is not written again."""
    wanted = {path.relative_to(source) for path in _files(source)}
    changed = [path for path in sorted(wanted) if _brought(source / path, copy / path, path)]
    kept = {path.relative_to(copy) for path in _files(copy)} if copy.exists() else set()
    for path in kept - wanted:
        (copy / path).unlink()
        (copy / "mutants" / path).unlink(missing_ok=True)
    return any(path.parts[0] == "tests" and path.parts[1] in JUDGES for path in changed)


def _files(root: Path) -> Iterator[Path]:
    for name in SINGLE:
        if (root / name).exists():
            yield root / name
    for folder in COPIED:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not LEFT & set(path.relative_to(root).parts):
                yield path


def _brought(source: Path, target: Path, name: Path) -> bool:
    """Compared by content: another clock time alone makes no mutant judged twice."""
    content = source.read_bytes()
    if name.is_relative_to(CORE) and name.suffix == ".py":
        content = opened(content.decode()).encode()
    if target.exists() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def throw_away(copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    os.makedirs(copy)
