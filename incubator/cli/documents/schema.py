"""config/programme.schema.json: what a programme file may say, for editors; from the models that read it."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from incubator.cli.documents.written_values import PATTERNS, Schema, day
from incubator.words import LANGUAGES, Words
from incubator.workflows.checks.questions import LIMITS, NEEDED
from incubator.workflows.definitions import KEY
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.dating import Extended
from incubator.workflows.eligibility.measuring import Limit
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.sorts import QUESTION_SORTS, names
from incubator.workflows.offsets import Offset
from incubator.workflows.programme import Edition, ExtensionPolicy, Programme
from incubator.workflows.questions import Choice, Question, ShownWhen, Task
from incubator.workflows.reminders import ReminderRule
from incubator.workflows.terms import Length

DRAFT = "http://json-schema.org/draft-07/schema#"  # the one the editors’ TOML engines know best
MODELS = (Edition, ExtensionPolicy, Task, Question, Choice, ReminderRule)
NAMED: dict[Any, str] = {
    Words: "text", Length: "length", Amount: "amount", Bound: "bound", Offset: "offset", Rule: "rule",
    Extended: "extended", Limit: "limit", ShownWhen: "shown_when",
    **{model: model.__name__.lower() for model in MODELS},
}  # fmt: skip
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}, date: day(),
    Any: {}, dict: {"type": "object"},
}  # fmt: skip
COMMENT = "Written by `flask --app incubator docs write`; a test compares it with the code."


def text(_held: str = "") -> str:
    """The whole file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=1)
def document() -> Schema:
    from incubator.cli.documents.rule_schema import rule_definitions

    definitions = {**PATTERNS, "text": _text(), "shown_when": _shown_when()}
    definitions |= {NAMED[model]: of_model(model) for model in MODELS} | rule_definitions()
    definitions["edition"] = _edition(definitions["edition"])
    definitions["question"] = _question(definitions["question"])
    return {
        "$schema": DRAFT, "$comment": COMMENT, "title": "A programme file", **of_model(Programme),
        "definitions": dict(sorted(definitions.items())),
    }  # fmt: skip


def ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def described(schema: Schema, meaning: str | None) -> Schema:
    """Beside a reference nothing else counts: it is wrapped."""
    if not meaning:
        return schema
    return {"description": meaning, **({"allOf": [schema]} if "$ref" in schema else schema)}


def of_model(model: type[BaseModel]) -> Schema:
    """One table of the file: its keys, and none besides."""
    keys = {field.alias or name: field for name, field in model.model_fields.items()}
    required = [key for key, field in keys.items() if field.is_required()]
    return {
        "type": "object",
        "description": first_line(model),
        "properties": {key: of_field(field) for key, field in keys.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def of_field(field: FieldInfo) -> Schema:
    return described({**of(field.annotation), **_bounds(field.metadata, field.annotation)}, field.description)


def of(annotation: Any) -> Schema:
    """What a value of this type looks like in a file."""
    if annotation in NAMED:
        return ref(NAMED[annotation])
    if annotation in PLAIN:
        return PLAIN[annotation]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return {**of(inside[0]), **_bounds(inside[1:], inside[0])}
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in (Union, types.UnionType):
        found = [of(one) for one in inside if one is not type(None)]
        return found[0] if len(found) == 1 else {"anyOf": found}
    if origin is tuple:
        return ref("limits") if inside[0] is Limit else {"type": "array", "items": of(inside[0])}
    if origin is dict:
        return {"type": "object"}
    return ref(annotation.__name__.lower())


def first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().partition("\n")[0]


def _bounds(metadata: Any, annotation: Any) -> Schema:
    """At least so much, so many items, written so."""
    found: Schema = {}
    for one in metadata:
        if isinstance(one, Ge):
            found["minimum"] = one.ge
        elif isinstance(one, Gt):
            found["exclusiveMinimum"] = one.gt
        elif isinstance(one, MinLen):
            found["minItems"] = one.min_length
        elif isinstance(one, FieldInfo):
            found |= _bounds(one.metadata, annotation)
        elif getattr(one, "pattern", None):
            found["pattern"] = one.pattern
    return {} if "$ref" in of(annotation) else found


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
