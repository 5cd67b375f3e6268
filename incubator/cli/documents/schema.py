"""config/programme.schema.json: what a programme file may say, for editors; from the models that read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from incubator.cli.documents.models import MODELS, NAMED, of_model
from incubator.cli.documents.rule_schema import rule_definitions
from incubator.cli.documents.written_values import PATTERNS, Schema
from incubator.words import LANGUAGES
from incubator.workflows.checks.questions import LIMITS, NEEDED
from incubator.workflows.definitions import KEY
from incubator.workflows.eligibility.sorts import QUESTION_SORTS, names
from incubator.workflows.programme import Programme

DRAFT = "http://json-schema.org/draft-07/schema#"  # the one the editors’ TOML engines know best
COMMENT = "Written by `flask --app incubator docs write`; a test compares it with the code."


def text(_held: str = "") -> str:
    """The whole file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=1)
def document() -> Schema:
    definitions = {**PATTERNS, "text": _text(), "shown_when": _shown_when()}
    definitions |= {NAMED[model]: of_model(model) for model in MODELS} | rule_definitions()
    definitions["edition"] = _edition(definitions["edition"])
    definitions["question"] = _question(definitions["question"])
    return {
        "$schema": DRAFT, "$comment": COMMENT, "title": "A programme file", **of_model(Programme),
        "definitions": dict(sorted(definitions.items())),
    }  # fmt: skip


def _text() -> Schema:
    languages = {language: {"type": "string", "pattern": r"\S"} for language in LANGUAGES}
    languages["en"]["description"], languages["fr"]["description"] = "In English.", "In French."
    return {
        "description": "A text in both languages.",
        "type": "object",
        "properties": languages,
        "required": list(LANGUAGES),
        "additionalProperties": False,
    }


def _shown_when() -> Schema:
    return {
        "description": "The key of a question asked before, and the answer it must have.",
        "type": "array",
        "items": [{"type": "string", "pattern": KEY}, {"type": ["string", "boolean"]}],
        "minItems": 2,
        "maxItems": 2,
    }


def _edition(schema: Schema) -> Schema:
    """Tasks and reminders may be those of another edition of the file; a rule has a name of its own."""
    properties = dict(schema["properties"])
    properties["based_on"] = {
        "description": "The key of another edition of this file: its tasks and reminders are taken over.",
        "type": "string",
    }
    rules = properties["eligibility"]
    properties["eligibility"] = {**rules, "items": {"allOf": [rules["items"]], "required": ["id"]}}
    required = [key for key in schema["required"] if key != "task"]
    choice = [{"required": ["task"]}, {"required": ["based_on"]}]
    return {**schema, "properties": properties, "required": required, "anyOf": choice}


def _question(schema: Schema) -> Schema:
    """Limits mean something for their kinds only; a fact is given by a question of its sort."""
    kinds: list[str] = schema["properties"]["kind"]["enum"]
    return {**schema, "allOf": [_of_kind(kind) for kind in kinds]}


def _of_kind(kind: str) -> Schema:
    senseless: dict[str, Any] = {key: False for key, fitting in LIMITS.items() if kind not in fitting}
    sort = QUESTION_SORTS.get(kind, "choice")
    fact: Mapping[str, Any] = {"fact": {"enum": sorted(names(sort))}}
    needed = NEEDED.get(kind, ())
    then: Schema = {"properties": {**senseless, **fact}, **({"required": list(needed)} if needed else {})}
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def keys_without_meaning(schema: Any = None, at: str = "") -> Iterator[str]:
    """Every key tells in one line what it means."""
    schema = document() if schema is None else schema
    if isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from keys_without_meaning(one, f"{at}[{number}]")
    if not isinstance(schema, dict):
        return
    for key, one in schema.items():
        if key == "properties" and schema.get("additionalProperties") is False:
            yield from (f"{at}.{name}" for name, inner in one.items() if not is_told(inner))
        yield from keys_without_meaning(one, f"{at}.{key}")


def is_told(schema: Any) -> bool:
    return bool(schema.get("description") or "const" in schema or "/properties/" in schema.get("$ref", ""))
