"""What is known about an applicant and where it comes from; what is not known is absent, never false."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from incubator.errors import Refused
from incubator.words import Words
from incubator.workflows.definitions import Hint, Loc, Problem, path_of, problems_of, typeset
from incubator.workflows.eligibility.items import (
    Aid,
    BudgetLine,
    Day,
    Document,
    Holding,
    Member,
    Money,
    Number,
    Participation,
    Publication,
    Share,
    Stay,
    Tie,
)
from incubator.workflows.problems import shown
from incubator.workflows.questions import FORMER_FACTS
from incubator.workflows.written_paths import as_written

ApplicantKind = Literal["natural_person", "legal_person", "project_of_company_in_formation"]
Answer = str | bool | int | tuple[str, ...]


def _fact(en: str, fr: str, meaning: str) -> Any:
    """How it is called in a sentence, and what it means in the documentation."""
    extra: dict[str, Any] = {"en": en, "fr": fr}
    return Field(default=None, description=meaning, json_schema_extra=extra)


class PersonFacts(BaseModel):
    """Whoever carries the application."""

    applicant_kind: ApplicantKind | None = _fact(
        "who applies", "qui candidate",
        "Who applies: a person alone, a company, or a person for a company being formed.",
    )  # fmt: skip
    doctorate_on: Day | None = _fact(
        "the date of the doctorate", "la date du doctorat", "The day the doctorate was awarded.",
    )  # fmt: skip
    returned_on: Day | None = _fact(
        "the date of the return", "la date du retour", "The day of the return from abroad, done or planned.",
    )  # fmt: skip
    research_years: Number | None = _fact(
        "the years of full-time research", "les années de recherche à temps plein",
        "Full-time years of research so far.",
    )  # fmt: skip
    break_years: Number | None = _fact(
        "the years granted for career breaks", "les années accordées pour interruption de carrière",
        "Years granted for pregnancies, parental leave or national service. The number only: neither the "
        "reason nor the proof is kept.",
    )  # fmt: skip
    career_level: str | None = _fact(
        "the career level", "le niveau de carrière", "Level of the researcher, R1 to R4.",
    )  # fmt: skip
    post: str | None = _fact("the post held", "le poste occupé", "The kind of post held, by its key.")
    grants_held: tuple[str, ...] | None = _fact(
        "the grants held", "les financements obtenus", "The personal grants held now, by their keys.",
    )  # fmt: skip
    salary_secured_until: Day | None = _fact(
        "the last day of the secured salary", "le dernier jour du salaire garanti",
        "The last day for which the applicant’s own salary is secured.",
    )  # fmt: skip


class CompanyFacts(BaseModel):
    """The company, as the register and its founders tell it."""

    registered_on: Day | None = _fact(
        "the company’s registration date", "la date d’immatriculation de l’entreprise",
        "The day the company was entered in the trade register: the date ages are counted from. "
        "It may lie in the future when the registration is planned.",
    )  # fmt: skip
    activity_started_on: Day | None = _fact(
        "the start of activity", "la date de début d’activité",
        "The declared start of activity; it may come before or after the registration.",
    )  # fmt: skip
    statutes_signed_on: Day | None = _fact(
        "the date of the statutes", "la date de signature des statuts",
        "The day the founders signed the statutes.",
    )  # fmt: skip
    siren: str | None = _fact(
        "the company’s SIREN number", "le numéro SIREN de l’entreprise", "The company’s nine-digit number.",
    )  # fmt: skip
    country: str | None = _fact("the country", "le pays", "The country of registration, in two letters: FR.")
    law: Literal["private", "public"] | None = _fact(
        "the law the entity is governed by", "le droit dont relève l’entité",
        "Private or public law, in the French sense.",
    )  # fmt: skip
    legal_form: str | None = _fact(
        "the legal form", "la forme juridique", "The code of the legal form: 5710."
    )
    size: str | None = _fact("the size of the company", "la taille de l’entreprise",
                             "Micro, small, medium or large, as declared.")  # fmt: skip
    staff: Number | None = _fact(
        "the number of staff", "l’effectif", "People employed, full-time equivalent."
    )
    revenue: Money | None = _fact("the revenue", "le chiffre d’affaires", "Sales of the last twelve months.")
    balance_sheet: Money | None = _fact(
        "the balance sheet", "le total du bilan", "The total of the balance sheet."
    )
    valuation: Money | None = _fact(
        "the valuation", "la valorisation", "What the company was worth at the last round."
    )
    private_funds: Money | None = _fact(
        "the private money raised so far", "les fonds privés levés à ce jour",
        "Private money raised so far."
    )  # fmt: skip
    research_share: Share | None = _fact(
        "the share of research in the costs", "la part de recherche dans les charges",
        "The part of research and development in the deductible costs.",
    )  # fmt: skip
    site: str | None = _fact("the site", "le site", "Where the company is or will be established.")


class ProjectFacts(BaseModel):
    """The project and the money it asks for."""

    sector: str | None = _fact(
        "the main field of the project", "le domaine principal du projet",
        "The main field of the project, by its key.",
    )  # fmt: skip
    trl: Number | None = _fact(
        "the technology readiness level", "le niveau de maturité technologique",
        "How ready the technology is, from 1 to 9.",
    )  # fmt: skip
    starts_on: Day | None = _fact(
        "the planned start", "le démarrage prévu", "The planned first day of the project."
    )
    requested_aid: Money | None = _fact("the aid asked for", "l’aide demandée", "The aid asked for here.")
    eligible_costs: Money | None = _fact(
        "the eligible costs", "les dépenses éligibles", "What may be paid for, in all."
    )
    co_funding: Money | None = _fact(
        "the co-funding", "le cofinancement", "Money or goods brought by others."
    )


class RecordFacts(BaseModel):
    """Lists. Absent: not known. Empty: there is none."""

    open_enrolments: tuple[str, ...] | None = _fact(
        "the programmes the venture is in", "les programmes en cours",
        "The programmes the venture is in now, by their keys.",
    )  # fmt: skip
    completed_programmes: tuple[str, ...] | None = _fact(
        "the programmes completed so far", "les programmes déjà terminés",
        "The programmes the venture has completed, by their keys.",
    )  # fmt: skip
    documents: tuple[Document, ...] | None = _fact(
        "the files given", "les fichiers fournis",
        "What was handed in, by kind or by the key of its question.",
    )  # fmt: skip
    aids: tuple[Aid, ...] | None = _fact(
        "the aids received", "les aides reçues", "Public aid received so far."
    )
    stays: tuple[Stay, ...] | None = _fact(
        "the places of work", "les lieux d’activité", "Where the applicant lived or worked, and when.",
    )  # fmt: skip
    publications: tuple[Publication, ...] | None = _fact(
        "the publications", "les publications", "Papers, with status and rank among the authors.",
    )  # fmt: skip
    budget: tuple[BudgetLine, ...] | None = _fact("the budget", "le budget", "The lines of the budget.")
    holdings: tuple[Holding, ...] | None = _fact(
        "the capital table", "la table de capitalisation", "Who holds which part of the capital.",
    )  # fmt: skip
    participations: tuple[Participation, ...] | None = _fact(
        "the earlier participations", "les participations antérieures",
        "Earlier participations of the person, the company or the family of projects.",
    )  # fmt: skip
    team: tuple[Member, ...] | None = _fact("the team", "l’équipe", "Who works on the project.")
    ties: tuple[Tie, ...] | None = _fact(
        "the ties with those who decide", "les liens avec les personnes qui décident",
        "Ties with staff, jurors and experts of the call.",
    )  # fmt: skip


class Facts(PersonFacts, CompanyFacts, ProjectFacts, RecordFacts):
    """The descriptions are the documentation of the facts file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answers: Mapping[str, Answer] = Field(
        default_factory=dict, description="Answers by question key, for rules that look at an answer."
    )
    judgements: Mapping[str, bool] = Field(
        default_factory=dict, description="What a person judged, by rule id: true when it holds."
    )
    registers: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Lists the house keeps, by name: labelled companies, sites…"
    )
    sources: Mapping[str, str] = Field(
        default_factory=dict,
        description="Where each fact comes from, by fact name: registry, typed, "
        "answer:<question>… A fact without a source was typed.",
    )

    def value(self, name: str) -> Any:
        """Of a fact, or of a question’s answer under its key; None when it is not known."""
        return getattr(self, name) if name in _NAMED else self.answers.get(name)

    def source_of(self, name: str) -> str | None:
        """None for a fact that is not known."""
        if name not in _NAMED:
            return f"answer:{name}" if name in self.answers else None
        return self.sources.get(name, "typed") if getattr(self, name) is not None else None


_BESIDES = ("answers", "judgements", "registers", "sources")
FACTS = tuple(name for name in Facts.model_fields if name not in _BESIDES)
_NAMED = frozenset(FACTS)


class FactsFileError(Refused):
    """Everything that is wrong with a facts file, each problem with the keys that lead to it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        words = _facts_file(f"{path_of(where)}: {why}" for where, why in self.problems)
        super().__init__(words, reasons=[words])


def read_facts(data: object) -> Facts:
    """A facts file: what is missing stays unknown; a misnamed fact is refused with the nearest name."""
    if not isinstance(data, Mapping):
        raise Refused("A facts file is one JSON object, from the names of facts to their values.")
    data = {FORMER_FACTS.get(str(name), name): value for name, value in data.items()}
    problems = [
        *_misnamed("fact", (), data, Facts.model_fields),
        *_misnamed("source of", ("sources",), data.get("sources"), FACTS),
    ]
    known = {name: _given(value) for name, value in data.items() if name in Facts.model_fields}
    known = {name: value for name, value in known.items() if not _is_blank(value)}
    try:
        facts = Facts.model_validate(known)
    except ValidationError as error:
        problems += [(as_written(where, data), why) for where, why in problems_of(error)]
    if problems:
        raise FactsFileError(problems)
    return facts


def _given(value: Any) -> Any:
    """An empty answer inside is no answer either; a list on which nobody stands is one."""
    if not isinstance(value, Mapping):
        return value
    return {key: inner for key, inner in value.items() if not _is_blank(inner)}


def _is_blank(value: Any) -> bool:
    """Empty reads like missing; an empty list of a fact says none, and is an answer."""
    return value is None or (isinstance(value, str) and not value.strip())


def _misnamed(what: str, where: Loc, names: object, known: Collection[str]) -> list[Problem]:
    listed = [str(name) for name in names] if isinstance(names, Mapping) else []
    return [
        ((*where, name), Hint(f"unknown {what} {shown(name)}", name, known))
        for name in listed
        if name not in known
    ]


def _facts_file(problems: Iterable[str]) -> Words:
    listed = "; ".join(problems)
    return Words(
        f"The facts file is not right: {listed}",
        typeset(f"Le fichier de faits comporte une erreur : {listed}"),
    )
