"""What is known about an applicant and where it comes from; what is not known is absent, never false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from incubator.errors import Refused
from incubator.words import Words
from incubator.workflows.definitions import nearest, path_of, problems_of, typeset

ApplicantKind = Literal["natural_person", "legal_person", "project_of_company_in_formation"]
Answer = str | bool | int | tuple[str, ...]


def _not_a_number(value: Any) -> Any:
    """A bare number would be read as seconds since 1970."""
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "not a date")
    return value


class Facts(BaseModel):
    """The descriptions below are the documentation of the facts file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant_kind: ApplicantKind | None = Field(
        default=None,
        description="Who applies: a person alone, a company, or a person for a company being formed.",
    )
    registered_on: Annotated[date | None, BeforeValidator(_not_a_number)] = Field(
        default=None,
        ge=date(1700, 1, 1),
        le=date(2999, 12, 31),
        description="The day the company was entered in the trade register: the date ages are counted from. "
        "It may lie in the future when the registration is planned.",
    )
    siren: str | None = Field(default=None, description="The company’s nine-digit number.")
    private_funds_eur: int | None = Field(
        default=None, ge=0, strict=True, description="Private money raised so far, in whole euros."
    )
    sector: str | None = Field(
        default=None, description="The main field of the project, as a choice of the form."
    )
    open_enrolments: tuple[str, ...] | None = Field(
        default=None,
        description="Keys of the programmes the venture is in now. An empty list says: none.",
    )
    completed_programmes: tuple[str, ...] | None = Field(
        default=None,
        description="Keys of the programmes the venture has completed. An empty list says: none.",
    )
    documents: tuple[str, ...] | None = Field(
        default=None,
        description="Keys of the questions whose file was given. An empty list says: no file.",
    )
    answers: Mapping[str, Answer] = Field(
        default_factory=dict, description="Answers by question key, for rules that look at an answer."
    )
    judgements: Mapping[str, bool] = Field(
        default_factory=dict, description="What a person judged, by rule id: true when it holds."
    )
    sources: Mapping[str, str] = Field(
        default_factory=dict,
        description="Where each fact comes from, by fact name: registry, typed, "
        "answer:<question>… A fact without a source was typed.",
    )

    def source_of(self, name: str) -> str | None:
        """None for a fact that is not known."""
        return self.sources.get(name, "typed") if getattr(self, name) is not None else None


FACTS = tuple(name for name in Facts.model_fields if name not in ("answers", "judgements", "sources"))


def read_facts(data: object) -> Facts:
    """A facts file: what is missing stays unknown; a misnamed fact is refused with the nearest name."""
    if not isinstance(data, Mapping):
        raise Refused("A facts file is one JSON object, from the names of facts to their values.")
    problems = [
        *_misnamed("fact", data, Facts.model_fields),
        *_misnamed("source of", data.get("sources"), FACTS),
    ]
    known = {name: _given(value) for name, value in data.items() if name in Facts.model_fields}
    known = {name: value for name, value in known.items() if not _is_blank(value)}
    try:
        facts = Facts.model_validate(known)
    except ValidationError as error:
        problems += [f"{path_of(where)}: {why}" for where, why in problems_of(error)]
    if problems:
        raise Refused(_facts_file(problems), reasons=[_facts_file(problems)])
    return facts


def _given(value: Any) -> Any:
    """An empty answer inside is no answer either."""
    if not isinstance(value, Mapping):
        return value
    return {key: inner for key, inner in value.items() if not _is_blank(inner) and inner != []}


def _is_blank(value: Any) -> bool:
    """Empty reads like missing; an empty list of a fact says none, and is an answer."""
    return value is None or (isinstance(value, str) and not value.strip())


def _misnamed(what: str, names: object, known: Iterable[str]) -> list[str]:
    listed = names if isinstance(names, Mapping) else {}
    return [f"unknown {what} “{name}”{nearest(str(name), known)}" for name in listed if name not in known]


def _facts_file(problems: Iterable[str]) -> Words:
    listed = "; ".join(problems)
    return Words(
        f"The facts file is not right: {listed}",
        typeset(f"Le fichier de faits comporte une erreur : {listed}"),
    )
