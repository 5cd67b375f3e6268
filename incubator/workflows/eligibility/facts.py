"""What is known about an applicant, and where each fact comes from. What is not known is absent, never false."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from incubator.errors import Refused
from incubator.workflows.definitions import nearest, problems_of

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

ApplicantKind = Literal["natural_person", "legal_person", "project_of_company_in_formation"]
Answer = str | bool | int | tuple[str, ...]


class Facts(BaseModel):
    """The descriptions below are the documentation of the facts file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant_kind: ApplicantKind | None = Field(
        default=None,
        description="Who applies: a person alone, a company, or a person for a company being formed.",
    )
    registered_on: date | None = Field(
        default=None,
        description="The day the company was entered in the trade register: the date ages are counted from. "
        "It may lie in the future when the registration is planned.",
    )
    siren: str | None = Field(default=None, description="The company’s nine-digit number.")
    private_funds_eur: int | None = Field(
        default=None, ge=0, description="Private money raised so far, in whole euros."
    )
    sector: str | None = Field(default=None, description="The main field of the project, as a choice of the form.")
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
        description="Where a fact comes from, by fact name: registry, typed, answer:<question>… “typed” if unsaid.",
    )

    def source_of(self, name: str) -> str | None:
        """None for a fact that is not known."""
        return self.sources.get(name, "typed") if getattr(self, name) is not None else None


FACTS = tuple(name for name in Facts.model_fields if name not in ("answers", "judgements", "sources"))


def read_facts(data: object) -> Facts:
    """A facts file: what is missing stays unknown; a misnamed fact is refused with the nearest name."""
    raise NotImplementedError


def facts_from_answers(
    edition: Edition,
    answers: Mapping[str, Any],
    *,
    venture: Mapping[str, Any] | None = None,
    history: Mapping[str, Any] | None = None,
) -> Facts:
    """Facts of one application: what the venture's record says, then what the answers say."""
    raise NotImplementedError


__all__ = ["FACTS", "ApplicantKind", "Facts", "Refused", "ValidationError", "facts_from_answers", "nearest",
           "problems_of", "read_facts"]
