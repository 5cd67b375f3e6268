"""Facts of one application, gathered: what the team established, the register, the answers, the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from incubator.workflows.eligibility.facts import FACTS, Answer, Facts
from incubator.workflows.eligibility.items import Document, Item
from incubator.workflows.questions import FORMER_FACTS, Question, is_empty

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

NOTHING: Mapping[str, Any] = {}

Established = tuple[Any, str]  # a value as a facts file writes it, and its source

_KNOWN = frozenset(FACTS)


def facts_from_answers(
    edition: Edition,
    answers: Mapping[str, Any],
    *,
    venture: Mapping[str, Any] | None = None,
    history: Mapping[str, Any] | None = None,
    established: Mapping[str, Established] = NOTHING,
    registers: Mapping[str, tuple[str, ...]] = NOTHING,
) -> Facts:
    """Both records are keyed by fact; either may hold `sources`, `venture` also `kind`.

    What the team established goes before what was typed; lists of earlier participations are joined.
    """
    held = dict(venture or {})
    told: dict[str, Any] = {**_from_record(held, "venture"), **_from_record(dict(history or {}), "record")}
    given = _given(edition, answers)
    told.update(_from_form(given, answers, told))
    told["documents"] = (_documents(given), "application")
    for name, (value, source) in established.items():
        fitting = _fitting(name, value)
        if fitting is not None:
            told[name] = (_with_earlier(name, fitting, told), source)
    return Facts(
        **{name: value for name, (value, _) in told.items()},
        answers={
            question.key: _plain(answers[question.key]) for question in given if question.kind != "file"
        },
        judgements=dict((history or {}).get("judgements", {})),
        registers=_as_far_as_named(registers, [*(value for value, _ in told.values()), *answers.values()]),
        sources={name: source for name, (_, source) in told.items()},
    )  # fmt: skip


def _as_far_as_named(
    registers: Mapping[str, tuple[str, ...]], values: Iterable[Any]
) -> dict[str, tuple[str, ...]]:
    """Facts are kept with every assessment: of a list of thousands, only who is spoken of here."""
    named = set(_texts(values)) if registers else set()
    return {name: tuple(one for one in entries if one in named) for name, entries in registers.items()}


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Item):
            yield from _texts(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, list | tuple):
            yield from _texts(value)


def _given(edition: Edition, answers: Mapping[str, Any]) -> list[Question]:
    """What is asked and answered, in the order of the form."""
    answered = (one for one in edition.questions if not is_empty(answers.get(one.key)))
    return [question for question in answered if question.is_shown(answers)]


def _documents(given: Sequence[Question]) -> tuple[Document, ...]:
    return tuple(Document(kind=one.key) for one in given if one.kind == "file")


def _with_earlier(name: str, established: Any, told: Mapping[str, Any]) -> Any:
    """A document the team described stands for the file of that kind; other files stay."""
    if name == "documents":
        described = {one.kind for one in established}
        return (*(one for one in told[name][0] if one.kind not in described), *established)
    if name == "participations" and name in told:
        return (*told[name][0], *established)
    return established


def _from_record(record: Mapping[str, Any], source: str) -> dict[str, tuple[Any, str]]:
    record = {FORMER_FACTS.get(name, name): value for name, value in record.items()}
    sources = record.get("sources", {})
    told = {
        name: (_fitting(name, value), sources.get(name, source))
        for name, value in record.items()
        if name in _KNOWN and (not is_empty(value) or isinstance(value, list | tuple))
    }
    if record.get("kind") == "company" and "applicant_kind" not in told:
        told["applicant_kind"] = ("legal_person", source)
    return {name: found for name, found in told.items() if found[0] is not None}


def _from_form(
    given: Sequence[Question], answers: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, tuple[Any, str]]:
    """What the register says is not overwritten by what was typed."""
    form: dict[str, tuple[Any, str]] = {}
    for question in given:
        name = question.fact or _named_like(question)
        if name is None:
            continue
        fitting = _fitting(name, answers[question.key])
        if fitting is not None and told.get(name, ("", ""))[1] != "registry":
            form[name] = (fitting, f"answer:{question.key}")
    return form


def _named_like(question: Question) -> str | None:
    """A question whose key is a fact’s own name asks for that fact."""
    return question.key if question.key in _KNOWN else None


def _fitting(name: str, value: Any) -> Any:
    """A value the fact cannot hold is no fact: unknown, not an error in a half-written form."""
    try:
        return _adapter(name).validate_python(value)
    except ValidationError:
        return None


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """Of one fact alone: much quicker than all facts with only this one told."""
    kind = Facts.model_fields[name].annotation
    assert kind is not None
    return TypeAdapter(kind)


def _plain(value: Any) -> Answer:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | bool | int) else str(value)
