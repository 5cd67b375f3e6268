"""docs/facts.md: everything rules may look at, from the catalogue of facts itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from flask import Flask
from pydantic import BaseModel

from incubator.cli import KEY
from incubator.cli.documents.markdown import codes, head, table, whole
from incubator.cli.documents.models import first_line, of
from incubator.cli.documents.rule_schema import LISTS
from incubator.cli.documents.shown import judged
from incubator.cli.documents.toml import rule as as_toml
from incubator.running import Running
from incubator.store.ventures import Venture
from incubator.workflows.catalogue import Catalogue
from incubator.workflows.eligibility import Facts
from incubator.workflows.eligibility.facts import (
    FACTS,
    CompanyFacts,
    PersonFacts,
    ProjectFacts,
    RecordFacts,
)
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.sorts import QUESTION_SORTS, called, item_of, sort_of
from incubator.workflows.eligibility.vocabulary import VALUES
from incubator.workflows.questions import Kind

GROUPS: dict[type[BaseModel], str] = {
    PersonFacts: "The applicant", CompanyFacts: "The company", ProjectFacts: "The project",
    RecordFacts: "Records and lists",
}  # fmt: skip
INTRODUCTION = """\
What rules look at. Every fact may be absent: it is then **unknown**, never false, and the finding names the
question or the record that would settle it. A list that is absent is unknown; an empty list says there is
none. What rules do with them is in [rules.md](rules.md).

A fact comes from the first of these that tells it: what the team established, in an official register
or elsewhere (`facts record`); the answer of a question that says `fact = "…"` in a programme file; the
venture’s own record; what this house keeps (enrolments, earlier applications, files). The team may
establish any of them; the last column says who else tells it, with the programmes whose form asks for it.
"""
RECORDS = {
    "open_enrolments": "the enrolments", "completed_programmes": "the enrolments",
    "documents": "the files of the application", "participations": "earlier applications and enrolments",
}  # fmt: skip
UNITS = {"EUR": "a currency; a plain number is in EUR", "%": "percent", "": "none"}
EXAMPLE = {
    "registered_on": "2025-02-03",
    "applicant_kind": "legal_person",
    "aids": [{"amount": "50000 EUR", "regime": "de_minimis", "granted_on": "2025-06-30"}],
    "answers": {"has_prototype": True},
    "sources": {"registered_on": "registry"},
}
OWN = {"rule": "choice", "fact": "has_prototype", "is": True}


def page(app: Flask) -> str:
    running: Running = app.extensions[KEY]
    return whole(_lines(running.catalogue))


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield from head("Facts")
    yield from (*INTRODUCTION.splitlines(), "")
    names = ("fact", "sort", "unit", "meaning", "in English", "in French", "told by")
    for model, title in GROUPS.items():
        yield from (f"## {title}", "")
        yield from table(names, (_fact(name, catalogue) for name in model.model_fields))
    yield from _items()
    yield from _values()
    yield from _answers()
    yield from _besides()
    yield from _file()


def _fact(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    words = called(Facts, name)
    return (
        f"`{name}`", _sort(name), _unit(Facts, name), Facts.model_fields[name].description or "",
        words.en, words.fr, _told_by(name, catalogue),
    )  # fmt: skip


def _sort(name: str) -> str:
    if sort_of(Facts, name) == "list":
        return f"list of [{item_of(name).nouns[1].en}](#{_anchor(item_of(name))})"
    return _alone(Facts, name)


def _alone(model: type[BaseModel], name: str) -> str:
    """A date, an amount, a choice: of which, of several, of yes and no."""
    sort = sort_of(model, name)
    if sort != "choice":
        return sort
    found = of(model.model_fields[name].annotation)
    if "enum" in found:
        return f"choice: {codes(found['enum'])}"
    return {"array": "several choices", "boolean": "yes or no"}.get(found["type"], sort)


def _unit(model: type[BaseModel], name: str) -> str:
    """What a plain number is counted in."""
    if sort_of(model, name) != "amount":
        return ""
    return UNITS[getattr(model.model_validate({name: 1}), name).unit]


def _told_by(name: str, catalogue: Catalogue) -> str:
    asking = [
        programme.name.en for programme in catalogue.programmes
        if any(question.fact == name for edition in programme.editions for question in edition.questions)
    ]  # fmt: skip
    told = ["the venture’s record"] if name in {*Venture().facts, "applicant_kind"} else []
    told += [RECORDS[name]] if name in RECORDS else []
    told += [f"a question of {', '.join(asking)}"] if asking else []
    return "; ".join(told) or ("" if sort_of(Facts, name) == "list" else "a question, once a form asks it")


def _items() -> Iterator[str]:
    yield from ("## What lists hold", "")
    yield "A rule says with `where` which entries count, field by field. A field that is left out is not"
    yield from ("known: then it may be open whether the entry counts.", "")
    for name in LISTS:
        item = item_of(name)
        yield from (f"### {_heading(item)}", "", f"Of `{name}`. {first_line(item)}".rstrip(), "")
        names = ("field", "sort", "unit", "meaning", "in English", "in French")
        yield from table(names, (_field(item, field) for field in item.model_fields))


def _heading(item: type[Item]) -> str:
    noun = item.nouns[1].en
    return noun[:1].upper() + noun[1:]


def _anchor(item: type[Item]) -> str:
    return _heading(item).lower().replace(" ", "-")


def _field(item: type[Item], name: str) -> tuple[str, ...]:
    words = called(item, name)
    meaning = item.model_fields[name].description or ""
    return f"`{name}`", _alone(item, name), _unit(item, name), meaning, words.en, words.fr


def _values() -> Iterator[str]:
    """What rules may name, as it is said."""
    yield from ("## Values that have a name", "")
    yield "Any key may be a value: it is then shown as it is. These are shown by their name; the choices of a"
    yield from ("form bring their own.", "")
    for name, named in sorted(VALUES.items()):
        told = (f"`{key}` ({en} / {fr})" for key, (en, fr) in named.items())
        yield f"* `{name}`: {', '.join(told)}."
    yield ""


def _answers() -> Iterator[str]:
    """A question is a fact of its own."""
    met, unmet = (judged(OWN, {"answers": {"has_prototype": answer}}, {}) for answer in (True, False))
    yield from ("## A programme’s own questions", "")
    yield "An answer is a fact under the key of its question: no catalogue has to know it. Its sort is that"
    yield from ("of the question:", "")
    kinds = ((f"`{kind}`", QUESTION_SORTS.get(kind, "choice")) for kind in get_args(Kind) if kind != "file")
    yield from table(("kind of question", "sort"), kinds)
    yield from ("The question `has_prototype`, of kind `yes_no`, and a rule on it:", "")
    yield from ("```toml", *as_toml(OWN), "```", "")
    yield f"A yes: {met.result}. A no: {unmet.result}. No answer yet: {judged(OWN, {}, {}).result}, and the"
    yield "finding names the question. A question of kind `file` gives a document whose `kind` is the key of"
    yield "the question. With `fact = …`, an answer is also the fact of the catalogue that it names."
    yield ""


def _besides() -> Iterator[str]:
    yield from ("## Beside the facts", "")
    besides = (name for name in Facts.model_fields if name not in FACTS)
    rows = ((f"`{name}`", Facts.model_fields[name].description or "") for name in besides)
    yield from table(("name", "meaning"), rows)


def _file() -> Iterator[str]:
    yield from ("## The facts file", "")
    yield "For `eligibility assess --facts`: one JSON object, from the names above to their values. A name"
    yield "that is not above is an error that names the nearest one. Dates are written `2027-03-30`, amounts"
    yield "as in [rules.md](rules.md#lengths-amounts-and-days); a plain number is counted in the unit above."
    yield ""
    yield from ("```json", *_json(EXAMPLE), "```")


def _json(data: Any) -> Iterator[str]:
    yield from json.dumps(data, ensure_ascii=False, indent=2).splitlines()
