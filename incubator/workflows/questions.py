"""The questions of an application form, grouped into tasks, and which of them still want an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic import Field, field_validator

from incubator.workflows.definitions import KEY, Defined, Text

Kind = Literal["text", "long_text", "choice", "choices", "yes_no", "date", "money", "number", "file"]
StepName = Literal["check", "project", "files", "send"]
FORMER_FACTS = {"private_funds_eur": "private_funds"}  # as earlier editions named them
LONGEST = {"text": 1_000, "long_text": 50_000}  # characters, where the edition sets no limit


class Excess(NamedTuple):
    """By how much a text is too long."""

    unit: Literal["words", "characters"]
    over: int
    limit: int


class Choice(Defined):
    key: str = Field(pattern=KEY)
    label: Text


class ShownWhen(NamedTuple):
    """Asked only when that other question has this answer."""

    question: str
    value: str | bool


class Question(Defined):
    """One key means one question in every programme: an answer given once is carried over."""

    key: str = Field(pattern=KEY)
    kind: Kind
    label: Text
    hint: Text | None = None
    required: bool = True
    max_words: int | None = Field(default=None, gt=0)
    max_chars: int | None = Field(default=None, gt=0)
    min: int | date | None = None  # for number, money and date
    max: int | date | None = None
    choices: tuple[Choice, ...] = ()
    fact: str | None = None  # the fact its answer gives
    shown_when: ShownWhen | None = None
    accept: tuple[str, ...] = ()  # file endings without the dot: pdf, docx
    max_mb: int | None = Field(default=None, gt=0)
    self_check: bool = False  # asked on the public page, before signing in

    @field_validator("fact")
    @classmethod
    def _by_todays_name(cls, value: str | None) -> str | None:
        return FORMER_FACTS.get(value, value) if value else value

    def is_shown(self, answers: Mapping[str, Any]) -> bool:
        return self.shown_when is None or _answered(
            answers.get(self.shown_when.question), self.shown_when.value
        )

    def excess(self, value: Any) -> Excess | None:
        """Words are runs of anything but blanks: the same count as in the page."""
        if self.kind not in LONGEST or not isinstance(value, str):
            return None
        if self.max_words is not None and (over := len(value.split()) - self.max_words) > 0:
            return Excess("words", over, self.max_words)
        longest = self.max_chars or LONGEST[self.kind]
        over = len(value) - longest
        return Excess("characters", over, longest) if over > 0 else None

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)


class Task(Defined):
    """One line of the task list: one to six questions."""

    key: str = Field(pattern=KEY)
    step: StepName
    title: Text
    why: Text
    questions: tuple[Question, ...] = Field(alias="question", min_length=1)

    def shown(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.is_shown(answers))

    def missing(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """Required questions asked here without an answer: a no is an answer, an empty text is none."""
        return tuple(q for q in self.shown(answers) if q.required and is_empty(answers.get(q.key)))

    def too_long(self, answers: Mapping[str, Any]) -> tuple[tuple[Question, Excess], ...]:
        """A draft keeps what is too long; it is not sent so."""
        found = ((question, question.excess(answers.get(question.key))) for question in self.shown(answers))
        return tuple((question, excess) for question, excess in found if excess)


def is_empty(value: Any) -> bool:
    """A missing answer and an empty answer read alike; no and nought are answers."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple | dict) and not value)


def _answered(value: Any, wanted: str | bool) -> bool:
    if isinstance(value, list | tuple):
        return wanted in value
    return type(value) is type(wanted) and bool(value == wanted)
