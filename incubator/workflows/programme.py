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
    length: Length
    max_count: int = Field(default=1, ge=1)
    asks_before: Length  # how long before the last day the founder may start asking


class Edition(Defined):
    """The rules of a programme from a date on; once published it never changes."""

    key: str = Field(pattern=KEY)
    source: Text  # where these rules come from
    dated: date  # the rules are those of this day
    is_draft: bool = Field(default=False, alias="draft")  # rules still to be approved
    stages: tuple[Stage, ...]
    term: Length | None = None  # none: no end
    extension: ExtensionPolicy | None = None
    coaching_half_days: int | None = Field(default=None, ge=0)  # none: no limit
    review_every: Length | None = None
    decides: Role = "manager"
    signs: Literal["director"] | None = None
    waives: Role = "director"
    confirm_within: Length
    tasks: tuple[Task, ...] = Field(alias="task", min_length=1)
    rules: tuple[AnyRule, ...] = Field(default=(), alias="eligibility")
    reminders: tuple[Reminder, ...] = Field(default=(), alias="reminder")

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
    key: str = Field(pattern=KEY)
    name: Text
    summary: Text
    audience: Text
    offers: tuple[Text, ...] = ()  # what those admitted get
    order: int = 0
    next: tuple[str, ...] = ()  # programmes one may go on to
    editions: tuple[Edition, ...] = Field(alias="edition", min_length=1)

    def edition(self, key: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.key == key), None)

    @property
    def latest(self) -> Edition:
        return max(self.editions, key=lambda edition: edition.dated)


__all__ = [
    "Choice", "Edition", "ExtensionPolicy", "Programme", "Question", "ShownWhen", "Stage", "Task",
]  # fmt: skip
