"""What sort of value a fact or a field of an item holds, and how it is called."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from incubator.words import Words
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.items import Item
from incubator.workflows.questions import Question

Sort = Literal["date", "amount", "choice", "list"]
QUESTION_SORTS: dict[str, Sort] = {"date": "date", "money": "amount", "number": "amount"}


@lru_cache(maxsize=512)
def sort_of(model: type[BaseModel], name: str) -> Sort:
    inner = _inner(model.model_fields[name].annotation)
    if get_origin(inner) is tuple and _is_item(get_args(inner)[0]):
        return "list"
    if inner is date:
        return "date"
    return "amount" if inner is Amount else "choice"


@lru_cache(maxsize=512)
def plain_type(model: type[BaseModel], name: str) -> Any:
    """bool, str, tuple for several texts; of a fixed choice, the Literal itself."""
    inner = _inner(model.model_fields[name].annotation)
    return tuple if get_origin(inner) is tuple else inner


def sort_of_question(question: Question) -> Sort:
    return QUESTION_SORTS.get(question.kind, "choice")


@lru_cache(maxsize=512)
def item_of(name: str) -> type[Item]:
    """What a list of facts holds."""
    found: type[Item] = get_args(_inner(Facts.model_fields[name].annotation))[0]
    return found


def names(sort: Sort) -> Iterator[str]:
    return (name for name in FACTS if sort_of(Facts, name) == sort)


@lru_cache(maxsize=512)
def called(model: type[BaseModel], name: str) -> Words:
    """Inside a sentence: the company’s registration date."""
    extra: Any = model.model_fields[name].json_schema_extra
    return Words(extra["en"], extra["fr"])


def _inner(annotation: Any) -> Any:
    """date | None, each perhaps annotated -> date."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation


def _is_item(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Item)
