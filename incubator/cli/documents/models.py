"""What a model of the code looks like in a JSON Schema: its keys, the sort of each value, what it means."""

from __future__ import annotations

import types
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from incubator.cli.documents.written_values import Schema, day
from incubator.words import Words
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.dating import Extended
from incubator.workflows.eligibility.measuring import Limit
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.offsets import Offset
from incubator.workflows.programme import Edition, ExtensionPolicy
from incubator.workflows.questions import Choice, Question, ShownWhen, Task
from incubator.workflows.reminders import ReminderRule
from incubator.workflows.terms import Length

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
