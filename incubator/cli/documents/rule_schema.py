"""The part of the schema that is about rules: one table for each kind, chosen by `rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from incubator.cli.documents.models import described, first_line, of_field, of_model, ref
from incubator.cli.documents.written_values import DATE, Schema
from incubator.workflows.checks.rules import SORTS
from incubator.workflows.definitions import KEY, Defined
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.dating import SIDES, DateLimits, Extended
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.kinds.days import DayRule
from incubator.workflows.eligibility.kinds.documents import DocumentRule
from incubator.workflows.eligibility.kinds.lists import ListRule
from incubator.workflows.eligibility.kinds.times import Time
from incubator.workflows.eligibility.measuring import WHOLE, AmountLimits, Limit
from incubator.workflows.eligibility.references import LATER, REFERENCES
from incubator.workflows.eligibility.rule import RULES, Rule
from incubator.workflows.eligibility.sorts import item_of, names, sort_of

PREDICATES: dict[str, type[Defined]] = {
    "date_limits": DateLimits, "amount_limits": AmountLimits, "choice_limits": ChoiceLimits,
}  # fmt: skip
LISTS = tuple(names("list"))
ALWAYS: dict[type[Rule], str] = {DocumentRule: "documents", Time: "stays"}  # lists that need not be named
STEPS = {"from": ["scale"], "up_to": ["scale"]}  # a step says nothing without its scale


def rule_definitions() -> dict[str, Schema]:
    kinds = {f"rule_{kind}": of_kind(model) for kind, model in RULES.items()}
    return {
        "rule": _rule(), "rule_keys": _shared(), **kinds,
        **{name: _predicate(name, model) for name, model in PREDICATES.items()},
        **{f"entry_of_{name}": of_entry(item_of(name)) for name in LISTS},
        **{f"{sort}_fact": _fact(sort) for sort in SORTS.values()},
        "limit": _limit(), "limits": _limits(), "extended": _extended(), "references": _references(),
    }  # fmt: skip


def _rule() -> Schema:
    """The kind chooses the keys. The first alternative takes everything: the others are for completion."""
    kind = {"description": "The kind of rule.", "enum": list(RULES)}
    late = {"enum": sorted(LATER)}
    is_late = {"at": {"anyOf": [late, {"type": "array", "contains": late}]}}
    owned = {"if": {"properties": is_late, "required": ["at"]}, "then": {"required": ["owner"]}}
    return {
        "description": first_line(Rule),
        "type": "object",
        "properties": {"rule": kind},
        "required": ["rule"],
        "anyOf": [True, *(ref(f"rule_{kind}") for kind in RULES)],
        "allOf": [*(_where_it_is("rule", kind, ref(f"rule_{kind}")) for kind in RULES), owned],
    }


def _where_it_is(key: str, value: str, then: Schema, *, is_named: bool = True) -> Schema:
    condition: Schema = {"properties": {key: {"const": value}}}
    return {"if": {**condition, "required": [key]} if is_named else condition, "then": then}


def of_kind(model: type[Rule]) -> Schema:
    """Keys that all kinds or several of them share stand in one place."""
    schema = of_model(model)
    properties = {key: _key(model, key, one) for key, one in schema["properties"].items()}
    properties["rule"] = {"const": model.kind}
    return {**schema, "properties": properties, **_together(model)}


def _key(model: type[Rule], key: str, schema: Schema) -> Schema:
    if key in Rule.model_fields and schema.get("description") == Rule.model_fields[key].description:
        return ref(f"rule_keys/properties/{key}")
    for name, predicate in PREDICATES.items():
        if issubclass(model, predicate) and key in of_model(predicate)["properties"]:
            return ref(f"{name}/properties/{key}")
    if key == "fact" and model in SORTS:
        return described(ref(f"{SORTS[model]}_fact"), schema["description"])
    if key == "of" and issubclass(model, ListRule):
        lists = [ALWAYS[model]] if model in ALWAYS else list(LISTS)
        return described({"enum": lists}, schema["description"])
    if key == "plus":
        return described(ref("amount_fact"), schema["description"])
    return schema


def _fact(sort: Any) -> Schema:
    """A fact of this sort, or a question of the programme; not a fact of another sort."""
    others = sorted(name for other in ("date", "amount", "choice", "list") if other != sort
                    for name in names(other))  # fmt: skip
    asked = {"type": "string", "pattern": KEY, "not": {"enum": others}}
    return {"anyOf": [{"enum": sorted(names(sort))}, asked]}


def _together(model: type[Rule]) -> Schema:
    """What several keys must say together."""
    found: Schema = {}
    for name, predicate in PREDICATES.items():
        if issubclass(model, predicate) and model is not DocumentRule:
            found |= _one_at_least(name, predicate)
    if model is DayRule:
        found["anyOf"] = [{"required": [name]} for name in SIDES]
    if model is Time:
        found["oneOf"] = [{"required": [name]} for name in ("at_most", "under", "at_least", "never")]
    if issubclass(model, ListRule):
        found["allOf"] = list(_by_list(model))
    return found


def _by_list(model: type[Rule]) -> Iterator[Schema]:
    """The list that is counted says which fields its entries have."""
    for name in (ALWAYS[model],) if model in ALWAYS else LISTS:
        item = item_of(name)
        amounts = [field for field in item.model_fields if sort_of(item, field) == "amount"]
        fields: Schema = {"where": ref(f"entry_of_{name}")}
        fields |= {key: {"enum": list(item.model_fields)} for key in ("distinct", "per")
                   if key in model.model_fields}  # fmt: skip
        if "field" in model.model_fields:
            fields["field"] = {"enum": amounts}
        yield _where_it_is("of", name, {"properties": fields}, is_named=model not in ALWAYS)


def of_entry(item: type[Item]) -> Schema:
    """Which entries count, field by field."""
    return {
        "description": first_line(item),
        "type": "object",
        "properties": {name: _test(item, name) for name in item.model_fields},
        "additionalProperties": False,
    }


def _test(item: type[Item], name: str) -> Schema:
    """A plain value means: is that."""
    sort = sort_of(item, name)
    plain: dict[str, list[Schema]] = {
        "date": [],
        "amount": [ref("amount")],
        "choice": [
            {"type": ["string", "boolean"]},
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ],
    }
    return described({"anyOf": [*plain[sort], ref(f"{sort}_limits")]}, item.model_fields[name].description)


def _shared() -> Schema:
    """The keys of every kind."""
    fields = {key: of_field(field) for key, field in Rule.model_fields.items()}
    return {"properties": {**fields, "at": described(ref("references"), fields["at"]["description"])}}


def _references() -> Schema:
    reference = {"anyOf": [{"enum": list(REFERENCES)}, {"type": "string", "pattern": f"^{DATE}$"}]}
    return {"anyOf": [*reference["anyOf"], {"type": "array", "items": reference}]}


def _predicate(name: str, model: type[Defined]) -> Schema:
    schema = of_model(model)
    if name == "choice_limits":
        for key, one in schema["properties"].items():
            several = {"minItems": 1} if one.get("type") == "array" else {}
            other = {"pattern": KEY} if key in ("same_as", "not_same_as") else {}
            schema["properties"][key] = {**one, **several, **other}
    return {**schema, **_one_at_least(name, model)}


def _one_at_least(name: str, model: type[Defined]) -> Schema:
    besides = {"extended", "scale"}
    found: Schema = {
        "anyOf": [{"required": [key]} for key in of_model(model)["properties"] if key not in besides]
    }
    if name == "choice_limits":
        found["dependencies"] = STEPS
    if name == "date_limits":
        longer = {"anyOf": [{"required": [key]} for key in ("under", "at_most", "within")]}
        found["dependencies"] = {"extended": longer}
    return found


def _limit() -> Schema:
    schema = of_model(Limit)
    whole = {"anyOf": [{"const": WHOLE}, ref("amount_fact")]}
    schema["properties"]["of"] = described(whole, schema["properties"]["of"]["description"])
    schema["properties"]["share"] = described(ref("share"), schema["properties"]["share"]["description"])
    either = [{"required": ["value"]}, {"required": ["share"]}]
    return {**schema, "oneOf": either, "dependencies": {"share": ["of"]}}


def _limits() -> Schema:
    one = {"anyOf": [ref("amount"), ref("limit")]}
    return {
        "description": "An amount; a table with a share or with the days it is in force; or several.",
        "anyOf": [ref("amount"), ref("limit"), {"type": "array", "items": one, "minItems": 1}],
    }


def _extended() -> Schema:
    schema = of_model(Extended)
    schema["properties"]["per"] = described(ref("amount_fact"), schema["properties"]["per"]["description"])
    return schema
