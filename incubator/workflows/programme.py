"""A programme and its dated editions: who may apply, what is asked, how long it lasts, who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from incubator.workflows.application import application_machine
from incubator.workflows.definitions import KEY, Defined, Text, nested, problems_of
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.rule import AnyRule
from incubator.workflows.machine import Machine
from incubator.workflows.questions import Choice, Question, ShownWhen, Task
from incubator.workflows.reminders import ReminderRule
from incubator.workflows.terms import Length

Stage = Literal["check", "review", "interview", "decision", "confirmation"]
Role = Literal["manager", "director"]


def _reminder(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """A typo in a reminder names the nearest key, as everywhere in the file."""
    try:
        return read(value)
    except ValidationError as error:
        raise nested(problems_of(error, known=ReminderRule.model_fields)) from None


Reminder = Annotated[ReminderRule, WrapValidator(_reminder)]


class ExtensionPolicy(Defined):
    """How a term is made longer."""

    length: Length = Field(description="By how much a term is made longer.")
    max_count: int = Field(1, ge=1, description="How many times at most.")
    asks_before: Length = Field(description="How long before the last day the founders may start asking.")


class Edition(Defined):
    """The rules of a programme from a date on; once published it never changes."""

    key: str = Field(pattern=KEY, description="Its name within the programme.")
    source: Text = Field(description="Where these rules come from.")
    dated: date = Field(description="The rules are those of this day.")
    is_draft: bool = Field(False, alias="draft", description="The rules are still to be approved.")
    stages: tuple[Stage, ...] = Field(description="What an application goes through, in order.")
    term: Length | None = Field(None, description="How long a venture stays; none: no end.")
    extension: ExtensionPolicy | None = Field(None, description="Whether and how a term is made longer.")
    coaching_half_days: int | None = Field(None, ge=0, description="The coaching budget; none: no limit.")
    review_every: Length | None = Field(None, description="How often an enrolment is reviewed.")
    decides: Role = Field("manager", description="Who decides.")
    signs: Literal["director"] | None = Field(None, description="Who signs before anybody is told.")
    waives: Role = Field("director", description="Who may set a rule aside.")
    confirm_within: Length = Field(description="How long those accepted have to confirm their place.")
    tasks: tuple[Task, ...] = Field(alias="task", min_length=1, description="The form, task by task.")
    rules: tuple[AnyRule, ...] = Field((), alias="eligibility", description="The rules, in the order shown.")
    reminders: tuple[Reminder, ...] = Field((), alias="reminder", description="What reminds whom, and when.")

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for task in self.tasks for question in task.questions)

    @cached_property
    def labels(self) -> Labels:
        """How its questions and choices are called."""
        return Labels(self.questions)

    @property
    def machine(self) -> Machine:
        return application_machine(self.stages, decides=self.decides, signs=self.signs)

    def task(self, key: str) -> Task | None:
        return next((task for task in self.tasks if task.key == key), None)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def rule(self, rule_id: str) -> AnyRule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def missing(self, answers: Mapping[str, Any]) -> tuple[tuple[Task, Question], ...]:
        """What still has to be answered before it can be sent."""
        return tuple((task, question) for task in self.tasks for question in task.missing(answers))

    def self_check(self) -> tuple[Question, ...]:
        """The questions a visitor answers before signing in: each feeds a rule of this edition."""
        asked = (question for question in self.questions if question.self_check)
        return tuple(question for question in asked if any(rule.looks_at(question) for rule in self.rules))


class Programme(Defined):
    """A programme with its dated editions."""

    key: str = Field(pattern=KEY, description="Its name in addresses and commands.")
    name: Text = Field(description="What it is called.")
    summary: Text = Field(description="What it is, in one sentence.")
    audience: Text = Field(description="Whom it is for.")
    offers: tuple[Text, ...] = Field((), description="What those admitted get.")
    order: int = Field(0, description="Its place among the programmes.")
    next: tuple[str, ...] = Field((), description="The programmes one may go on to.")
    editions: tuple[Edition, ...] = Field(alias="edition", min_length=1, description="Its dated rules.")

    def edition(self, key: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.key == key), None)

    @property
    def latest(self) -> Edition:
        return max(self.editions, key=lambda edition: edition.dated)


__all__ = [
    "Choice", "Edition", "ExtensionPolicy", "Programme", "Question", "ShownWhen", "Stage", "Task",
]  # fmt: skip
