"""Small files, small functions, and names that say what a thing is."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from flask import Flask

from tests.house.rooms import APPLICATION, TEMPLATES, TESTS, definitions, files, inside, length, tree

FILE, FUNCTION, VIEW, TEMPLATE, COMPONENT, TEST_FILE = 300, 40, 25, 120, 40, 400
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base"} | {
    "service", "services", "handler", "handlers",
}  # fmt: skip


def test_files_are_short() -> None:
    long = [_said(path) for path in files(APPLICATION, ".py", ".css", ".js") if length(path) > FILE]

    assert long == []


def test_test_files_are_short() -> None:
    long = [_said(path) for path in files(TESTS, ".py") if length(path) > TEST_FILE]

    assert long == []


def test_functions_are_short() -> None:
    """A migration is exempt: the list of a table's columns, never changed once it ran."""
    long = [
        f"{inside(path)}:{node.lineno} {node.name} ({_lines(node)} lines)"
        for path in files(APPLICATION, ".py") + files(TESTS, ".py")
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and _lines(node) > FUNCTION and "versions" not in path.parts
    ]

    assert long == []


def test_views_are_short(app: Flask) -> None:
    views = {inspect.unwrap(view) for name, view in app.view_functions.items() if name != "static"}

    long = [
        f"{view.__module__}.{view.__name__} ({lines} lines)"
        for view in sorted(views, key=repr)
        if (lines := _lines_of_view(inspect.getsource(view))) > VIEW
    ]

    assert long == []


def test_templates_are_short() -> None:
    long = [
        _said(path)
        for path in files(TEMPLATES, ".html", ".txt")
        if length(path) > (COMPONENT if "components" in path.parts else TEMPLATE)
    ]

    assert long == []


def test_names_say_what_a_thing_is() -> None:
    empty = [
        f"{inside(path)}: {name}"
        for path in files(APPLICATION, ".py") + files(TESTS, ".py")
        for name in [path.stem, *(node.name for node in definitions(path))]
        if _words(name) & EMPTY_NAMES
    ]

    assert empty == []


def test_every_module_says_in_one_line_what_it_is_for() -> None:
    silent = [
        inside(path)
        for path in files(APPLICATION, ".py")
        if path.read_text("utf-8").strip() and not _has_docstring(path)
    ]

    assert silent == []


def _said(path: Path) -> str:
    return f"{inside(path)} ({length(path)} lines)"


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _lines_of_view(source: str) -> int:
    """Decorators say who may come in and what is kept; they are not the view's own lines."""
    lines = source.rstrip().splitlines()
    begins = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return len(lines) - begins


def _words(name: str) -> set[str]:
    """journal_rows and JournalRows are both {"journal", "rows"}."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _has_docstring(path: Path) -> bool:
    return bool(ast.get_docstring(tree(path)))
