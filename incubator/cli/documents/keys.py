"""The keys of a table of a programme file with what they take and mean, read from its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from incubator.cli.documents.markdown import codes, table
from incubator.cli.documents.schema import document
from incubator.cli.documents.written_values import Schema

SAID = {
    "text": "a text in both languages", "length": "a length", "amount": "an amount", "bound": "a day",
    "offset": "a moment", "rule": "a rule", "limits": "an amount, a table, or several",
    "limit": "a table", "share": "a share, in percent", "extended": "a table: `by`, `per`, `at_most`",
    "references": "a reference, a date, or several",
    "date_fact": "a date of the [facts](facts.md), or a question", "amount_fact": "an amount, or a question",
    "choice_fact": "a choice of the [facts](facts.md), or a question",
}  # fmt: skip
TYPES = {
    "string": "a text", "boolean": "`true` or `false`", "integer": "a whole number", "number": "a number",
    "object": "a table", "array": "a list",
}  # fmt: skip
Keys = Mapping[str, Schema]


def key_table(keys: Keys) -> Iterator[str]:
    rows = ((f"`{key}`", value_of(schema), meaning_of(schema)) for key, schema in keys.items())
    yield from table(("key", "takes", "meaning"), rows)


def keys_of(name: str) -> Keys:
    """Its own: what it shares with others stands in one place."""
    keys: Keys = document()["definitions"][name]["properties"]
    return {key: one for key, one in keys.items() if "$ref" not in one and "const" not in one}


def keys_of_limits(name: str) -> Keys:
    keys: Keys = document()["definitions"][name]["properties"]
    return keys


def meaning_of(schema: Schema) -> str:
    return str(schema.get("description", ""))


def value_of(schema: Any) -> str:
    """A length; one of `a`, `b`; a list of texts."""
    if "$ref" in schema:
        return _referred(schema["$ref"])
    if "allOf" in schema:
        return value_of(schema["allOf"][0])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(value_of(one) for one in schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return codes(str(one) for one in schema.get("enum", [schema.get("const")]))
    if schema.get("format") == "date":
        return "a date"
    if schema.get("type") == "array":
        return f"several: {value_of(schema['items'])}" if "items" in schema else "a list"
    kinds = schema.get("type", "object")
    return " or ".join(TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _referred(path: str) -> str:
    name = path.removeprefix("#/definitions/")
    return SAID.get(name, "a table")
