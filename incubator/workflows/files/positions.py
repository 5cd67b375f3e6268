"""On which line of a file a key stands; looked up only when something is wrong with the file."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

Loc = tuple[str | int, ...]
DEEPEST = 250  # a file that leads deeper is refused for that alone
_DATES = ("local_date", "local_date_time", "offset_date_time", "local_time")
_HEADERS = ("bare_key", "quoted_key", "dotted_key")


class Positions:
    """Lines count from 1. A key that is not there stands where the table it is missing from does."""

    def __init__(self, lines: dict[Loc, int], tables: list[tuple[int, Loc]] | None = None) -> None:
        self._lines = lines
        self._tables = tables or []

    def line(self, where: Loc) -> int:
        for length in range(len(where), 0, -1):
            if where[:length] in self._lines:
                return self._lines[where[:length]]
        return 1

    def key_on(self, line: int, name: str = "") -> Loc:
        """The first key that stands on this line; else the table there, and `name` in it."""
        for where, found in self._lines.items():
            if found == line:
                return where
        table = [where for first, where in self._tables if first <= line][-1:]
        return (*(table[0] if table else ()), *((name,) if name else ()))


def of_toml(text: str) -> Positions:
    lines: dict[Loc, int] = {}
    tables: list[tuple[int, Loc]] = []
    counted: Counter[Loc] = Counter()  # tables so far of each [[array]]
    for node in _toml(text).children:
        table: Loc = ()
        if node.type in ("table", "table_array_element"):
            table = _header(node, lines, counted)
            tables.append((_line(node), table))
        _pairs(node if table else None, node, table, lines)
    return Positions(lines, tables)


def of_json(text: str) -> Positions:
    import tree_sitter_json
    from tree_sitter import Language, Parser

    lines: dict[Loc, int] = {}
    root = Parser(Language(tree_sitter_json.language())).parse(text.encode("utf-8", "replace")).root_node
    waiting: list[tuple[Loc, Node]] = [((), node) for node in root.named_children]
    while waiting:
        where, node = waiting.pop()
        if len(where) > DEEPEST:
            continue
        if node.type == "object":
            for pair in (one for one in node.named_children if one.type == "pair"):
                inner = (*where, _plain(pair.named_children[0]))
                lines[inner] = _line(pair)
                waiting.append((inner, pair.named_children[-1]))
        elif node.type == "array":
            for number, item in enumerate(node.named_children):
                lines[*where, number] = _line(item)
                waiting.append(((*where, number), item))
    return Positions(lines)


class Dated(NamedTuple):
    """A date or a time, outside texts and remarks."""

    line: int
    first: int  # byte
    last: int
    written: str


def dates_in(text: str) -> Iterator[Dated]:
    """In the order of the file."""
    waiting = [_toml(text)]
    while waiting:
        node = waiting.pop()
        if node.type in _DATES:
            yield Dated(_line(node), node.start_byte, node.end_byte, _text(node))
        waiting += node.named_children[::-1]


def first_error(text: str) -> int:
    """The line where something begins that cannot be read to its end."""
    waiting = [_toml(text)]
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR" or node.is_missing:
            return _line(node)
        waiting += [child for child in node.children if child.has_error or child.is_missing][::-1]
    return 1


def _toml(text: str) -> Node:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language())).parse(text.encode("utf-8", "replace")).root_node


def _header(node: Node, lines: dict[Loc, int], counted: Counter[Loc]) -> Loc:
    """The path of the table; of an array of tables, that of the one it adds."""
    names = _names(next((one for one in node.children if one.type in _HEADERS), None))
    where: Loc = ()
    for name in names[:-1]:
        where = (*where, name)
        lines.setdefault(where, _line(node))
        if where in counted:
            where = (*where, counted[where] - 1)
    where = (*where, *names[-1:])
    if node.type == "table_array_element":
        lines.setdefault(where, _line(node))
        counted[where] += 1
        where = (*where, counted[where] - 1)
    lines[where] = _line(node)
    return where


def _pairs(table: Node | None, node: Node, where: Loc, lines: dict[Loc, int]) -> None:
    """What is written under a header, or one line before the first of them."""
    waiting = [(where, pair) for pair in (table.children if table else [node])][::-1]
    while waiting:
        inside, one = waiting.pop()
        if len(inside) > DEEPEST:
            continue
        if one.type == "pair":
            found = inside
            for name in _names(one.children[0]):
                found = (*found, name)
                lines.setdefault(found, _line(one))
            waiting.append((found, one.children[-1]))
        elif one.type == "inline_table":
            waiting += [(inside, pair) for pair in one.named_children][::-1]
        elif one.type == "array":
            items = [item for item in one.named_children if item.type != "comment"]
            for number, item in enumerate(items):
                lines[*inside, number] = _line(item)
                waiting.append(((*inside, number), item))


def _names(key: Node | None) -> list[str]:
    """The parts of a dotted key, in their order."""
    found: list[str] = []
    while key is not None and key.type == "dotted_key":
        found.append(_plain(key.named_children[-1]))
        key = key.named_children[0]
    if key is not None:
        found.append(_plain(key))
    return found[::-1]


def _plain(key: Node) -> str:
    """A name between quotes is read as the language reads it."""
    text = _text(key)
    if text[:1] not in ("'", '"'):
        return text
    try:
        return next(iter(tomllib.loads(f"{text} = 0")))
    except tomllib.TOMLDecodeError:
        return text[1:-1]


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _line(node: Node) -> int:
    return int(node.start_point.row) + 1
