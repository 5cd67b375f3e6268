"""Where the house tests look: every file of the application and of its tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = ROOT / "incubator"
TESTS = ROOT / "tests"
TEMPLATES = APPLICATION / "templates"
TRANSLATIONS = APPLICATION / "translations"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(folder: Path, *endings: str) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in endings)
    return [path for path in found if "__pycache__" not in path.parts]


def inside(path: Path) -> str:
    """How a file is named in a failing test: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def length(path: Path) -> int:
    return len(text(path).splitlines())


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def definitions(path: Path) -> Iterator[Function | ast.ClassDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every call as it is written, with its line: ("datetime.now", 12)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno
