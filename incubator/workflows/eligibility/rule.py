"""What every kind of rule shares: found by its name, decided on a day, never a bare yes or no."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, SerializeAsAny, ValidationError, field_validator

from incubator.words import Words
from incubator.workflows.definitions import KEY, Defined, Hint, Problem, Text, nested, problems_of
from incubator.workflows.eligibility.findings import Result, Severity
from incubator.workflows.eligibility.former import FORMER, in_todays_words
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import REFERENCES, Moment
from incubator.workflows.problems import meant, no_such_day, shown, sort_of
from incubator.workflows.questions import Question

Owner = Literal["founders", "manager", "director"]
RULES: dict[str, type[Rule]] = {}
DEEPEST = 12  # groups within groups: more than that nobody can read


class Rule(Defined):
    """A kind of rule is a subclass; its fields are the keys of the programme file."""

    kind: ClassVar[str] = ""
    is_group: ClassVar[bool] = False

    rule: str = Field(description="The kind of rule.")
    id: str = Field(
        "", pattern=f"{KEY}|^$", description="Its name in the edition: waivers and judgements keep it."
    )
    severity: Severity = Field(
        "block", description="Unmet, it refuses (`block`), is pointed out (`warn`), or is an aim (`target`)."
    )
    at: tuple[str, ...] = Field(
        (), description="The day it is judged on: a reference or a date; of several, it must hold on each."
    )
    owner: Owner | None = Field(None, description="Who sees to it when it is due after the application.")
    source: str | None = Field(None, description="The article of the règlement it comes from.")
    words: Text | None = Field(None, description="The rule in the programme’s own words, shown before ours.")
    when: AnyRule | None = Field(None, description="Only for those who meet this rule.")
    unless: AnyRule | None = Field(None, description="For everybody but those who meet this rule.")

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.kind:
            RULES[cls.kind] = cls

    @field_validator("at", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        listed = (value,) if isinstance(value, str | date) else value
        if not isinstance(listed, list | tuple):
            raise ValueError(
                f'{shown(value)} is no day to judge on — write at = "submission", or a list of such days'
            )
        return tuple(str(item) if isinstance(item, date) else item for item in listed)

    @field_validator("at")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in REFERENCES and not _is_date(name):
                raise ValueError(_unknown_reference(name))
        return value

    @abstractmethod
    def required(self, labels: Labels) -> Words:
        """What it asks for, as a noun phrase: company under 2 years old."""

    def asked(self, labels: Labels) -> Words:
        """In the programme's own words where it has some."""
        return self.words or self.required(labels)

    @abstractmethod
    def needs(self) -> tuple[str, ...]:
        """The facts, and the questions by their key, that it looks at."""

    def inner(self) -> Iterator[Rule]:
        """The rules written inside it: its conditions, and the parts of a group."""
        return (one for one in (self.when, self.unless) if one is not None)

    def own_registers(self) -> Iterable[str]:
        """The lists of the house that it asks itself."""
        return ()

    def registers(self) -> Iterator[str]:
        """The same, and those that the rules inside it ask."""
        return (name for one in every([self]) for name in one.own_registers())

    def looks_at(self, question: Question) -> bool:
        """Whether an answer to this question can change what is found."""
        asked = {question.key, question.fact}
        return any(name in asked for one in every([self]) for name in one.needs())


class Single(Rule):
    """A rule that reads facts itself, as groups do not."""

    @abstractmethod
    def decide(self, ground: Ground, on: date) -> Result:
        """Unknown when a fact it needs is absent and the rest does not settle it."""

    def changes(self, ground: Ground) -> Iterator[date]:
        """Days on which another day to judge on may change what is found."""
        return iter(())

    def may_still_come(self, ground: Ground) -> bool:
        """Nothing is there yet, and nothing says that it will not be in time."""
        return False

    def missing(self, ground: Ground) -> tuple[str, ...]:
        """What is not known and would settle it."""
        return tuple(name for name in self.needs() if ground.facts.value(name) is None)

    def incomplete(self, ground: Ground, at: Moment) -> tuple[str, ...]:
        """Nothing is missing as a whole, and still it is unknown: a day that is not set, a fact half told."""
        return (at.reference,) if at.on is None else self.needs()[:1]

    def sources(self, ground: Ground) -> str | None:
        needs = self.needs()
        if len(needs) == 1:
            return ground.facts.source_of(needs[0])
        found = {source for name in needs if (source := ground.facts.source_of(name))}
        return ", ".join(sorted(found)) or None

    @abstractmethod
    def found(self, ground: Ground) -> Words | None:
        """What is known, in a few words."""

    @abstractmethod
    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        """One sentence, with the arithmetic."""

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        """What would change the answer, in one sentence; None where nothing would, or nothing should."""
        return None


def every(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, and all that are written inside them."""
    for rule in rules:
        yield rule
        yield from every(rule.inner())


def _unknown_reference(name: str) -> str:
    return no_such_day(name) or f"unknown reference “{name}” — {meant(name, REFERENCES)}"


def _is_date(name: str) -> bool:
    try:
        return bool(date.fromisoformat(name))
    except ValueError:
        return False


def _by_name(value: Any) -> Any:
    if isinstance(value, Rule):
        return value
    if not isinstance(value, Mapping) or not isinstance(value.get("rule"), str):
        raise nested([_without_kind(value)])
    value = in_todays_words(value)
    name = value["rule"]
    if name not in RULES:
        raise nested([(("rule",), Hint(f"unknown kind of rule “{name}”", name, (*RULES, *FORMER)))])
    if _depth(value) > DEEPEST:
        raise nested([((), f"is nested more than {DEEPEST} deep — split it into several rules")])
    try:
        return RULES[name].model_validate(value)
    except ValidationError as error:
        raise nested(problems_of(error)) from None


def _without_kind(value: Any) -> Problem:
    if isinstance(value, Mapping) and "rule" not in value:
        return ("rule",), 'is missing — write the kind of rule: rule = "date"'
    if isinstance(value, Mapping):
        return ("rule",), f'{shown(value["rule"])} is no kind of rule — write rule = "date"'
    return (), f'{shown(value)} is {sort_of(value)} where a rule is wanted — write {{ rule = "date", … }}'


def _depth(value: Any) -> int:
    """Counted without recursion, so that a hostile file is refused like any other."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST + 1:
            return depth
        for name in ("of", "when", "unless"):
            inner = one.get(name)
            listed = inner if isinstance(inner, list | tuple) else [inner]
            waiting += [(part, depth + 1) for part in listed if isinstance(part, Mapping)]
    return deepest


AnyRule = Annotated[SerializeAsAny[Rule], BeforeValidator(_by_name)]
Rule.model_rebuild()
Single.model_rebuild()
