"""What every kind of rule shares: found by its name, read at a moment, never a bare yes or no."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, SerializeAsAny, ValidationError, field_validator

from incubator.words import Words
from incubator.workflows.definitions import KEY, Defined, Text, nearest, nested, problems_of, typeset
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.findings import Result, Severity
from incubator.workflows.eligibility.labels import FACT_WORDS, Labels
from incubator.workflows.eligibility.references import REFERENCES, Moment
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.questions import Question

Owner = Literal["founders", "manager", "director"]
RULES: dict[str, type[Rule]] = {}


@dataclass(frozen=True, slots=True)
class Case:
    """One applicant at one moment, with the form's words."""

    facts: Facts
    moment: Moment
    labels: Labels


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule saw in one case."""

    result: Result
    words: Words
    found: Words | None = None
    source: str | None = None
    flips_on: date | None = None


def not_known(fact: str) -> Reading:
    missing = Words("Not known yet: {fact}.", typeset("Information manquante : {fact}."))
    return Reading("unknown", missing.format(fact=FACT_WORDS[fact]))


def not_dated(moment: Moment) -> Reading:
    missing = Words("The date is not set yet: {day}.", typeset("Date encore à fixer : {day}."))
    return Reading("unknown", missing.format(day=REFERENCE_WORDS[moment.reference]))


class Rule(Defined):
    """A kind of rule is a subclass; its fields are the keys of the programme file."""

    kind: ClassVar[str] = ""
    facts: ClassVar[tuple[str, ...]] = ()  # the facts it looks at

    rule: str
    id: str = Field(default="", pattern=f"{KEY}|^$")
    severity: Severity = "block"
    at: tuple[str, ...] = ()  # references; a part of a group takes the group's
    owner: Owner | None = None  # who sees to it while it is deferred
    words: Text | None = None  # the rule in the programme's own words, shown before ours
    when: AnyRule | None = None  # only for those who meet this
    unless: AnyRule | None = None  # for everybody but those who meet this

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.kind:
            RULES[cls.kind] = cls

    @field_validator("at", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        listed = (value,) if isinstance(value, str | date) else value
        if not isinstance(listed, list | tuple):
            raise ValueError("must be the name of a reference, a date, or a list of them")
        return tuple(str(item) if isinstance(item, date) else item for item in listed)

    @field_validator("at")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in REFERENCES and not _is_date(name):
                raise ValueError(f"unknown reference “{name}”{nearest(name, REFERENCES)}")
        return value

    @abstractmethod
    def required(self, labels: Labels) -> Words:
        """What it asks for, as a noun phrase: company under 2 years old."""

    def asked(self, labels: Labels) -> Words:
        """In the programme's own words where it has some."""
        return self.words or self.required(labels)

    def looks_at(self, question: Question) -> bool:
        """Whether an answer to this question can change what is found."""
        conditions = (condition for condition in (self.when, self.unless) if condition)
        return question.fact in self.facts or any(one.looks_at(question) for one in conditions)

    @abstractmethod
    def read(self, case: Case) -> Reading:
        """Unknown when a fact it needs is absent."""


def _is_date(name: str) -> bool:
    try:
        return bool(date.fromisoformat(name))
    except ValueError:
        return False


def _by_name(value: Any) -> Any:
    if isinstance(value, Rule):
        return value
    if not isinstance(value, Mapping) or not isinstance(value.get("rule"), str):
        raise nested([(("rule",), "is missing: the kind of rule")])
    name = value["rule"]
    if name not in RULES:
        raise nested([(("rule",), f"unknown kind of rule “{name}”{nearest(name, RULES)}")])
    try:
        return RULES[name].model_validate(value)
    except ValidationError as error:
        raise nested(problems_of(error)) from None


AnyRule = Annotated[SerializeAsAny[Rule], BeforeValidator(_by_name)]
Rule.model_rebuild()
