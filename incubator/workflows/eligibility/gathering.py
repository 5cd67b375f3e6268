"""Facts of one application, gathered: what the team established, the register, the answers, the records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from incubator.workflows.eligibility.facts import FACTS, Answer, Facts
from incubator.workflows.eligibility.items import Document
from incubator.workflows.questions import FORMER_FACTS, Question, is_empty

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

NOTHING: Mapping[str, Any] = {}

Established = tuple[Any, str]  # a value as a facts file writes it, and its source


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
    told.update(_from_form(edition, answers, told))
    told["documents"] = (_documents(edition, answers), "application")
    for name, (value, source) in established.items():
        fitting = _fitting(name, value)
        if fitting is not None:
            told[name] = (_with_earlier(name, fitting, told), source)
    return Facts(
        **{name: value for name, (value, _) in told.items()},
        answers={
            question.key: _plain(answers[question.key])
            for question in _given(edition, answers) if question.kind != "file"
        },
        judgements=dict((history or {}).get("judgements", {})),
        registers=registers,
        sources={name: source for name, (_, source) in told.items()},
    )  # fmt: skip


def _given(edition: Edition, answers: Mapping[str, Any]) -> list[Question]:
    shown = (question for question in edition.questions if question.is_shown(answers))
    return [question for question in shown if not is_empty(answers.get(question.key))]


def _documents(edition: Edition, answers: Mapping[str, Any]) -> tuple[Document, ...]:
    return tuple(Document(kind=one.key) for one in _given(edition, answers) if one.kind == "file")


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
        name: (_fitting(name, record[name]), sources.get(name, source))
        for name in FACTS
        if not is_empty(record.get(name)) or isinstance(record.get(name), list | tuple)
    }
    if record.get("kind") == "company" and "applicant_kind" not in told:
        told["applicant_kind"] = ("legal_person", source)
    return {name: found for name, found in told.items() if found[0] is not None}


def _from_form(
    edition: Edition, answers: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, tuple[Any, str]]:
    """What the register says is not overwritten by what was typed."""
    form: dict[str, tuple[Any, str]] = {}
    for question in edition.questions:
        name, value = question.fact, answers.get(question.key)
        if name is None or is_empty(value) or not question.is_shown(answers):
            continue
        fitting = _fitting(name, value)
        if fitting is not None and told.get(name, ("", ""))[1] != "registry":
            form[name] = (fitting, f"answer:{question.key}")
    return form


def _fitting(name: str, value: Any) -> Any:
    """A value the fact cannot hold is no fact: unknown, not an error in a half-written form."""
    try:
        return getattr(Facts.model_validate({name: value}), name)
    except ValidationError:
        return None


def _plain(value: Any) -> Answer:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | bool | int) else str(value)
