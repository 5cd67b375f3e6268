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
    """One of the answers offered."""

    key: str = Field(pattern=KEY, description="What rules call it.")
    label: Text = Field(description="What people read.")


class ShownWhen(NamedTuple):
    """Asked only when that other question has this answer."""

    question: str
    value: str | bool


class Question(Defined):
    """One key means one question in every programme: an answer given once is carried over."""

    key: str = Field(pattern=KEY, description="Its name; rules look at its answer under it.")
    kind: Kind = Field(description="The kind of answer.")
    label: Text = Field(description="The question itself.")
    hint: Text | None = Field(None, description="What helps to answer it.")
    required: bool = Field(True, description="Whether it must be answered before sending.")
    max_words: int | None = Field(None, gt=0, description="The most words of a text.")
    max_chars: int | None = Field(None, gt=0, description="The most characters of a text.")
    min: int | date | None = Field(None, description="The least number or amount, or the earliest date.")
    max: int | date | None = Field(None, description="The greatest number or amount, or the latest date.")
    choices: tuple[Choice, ...] = Field((), description="The answers offered.")
    fact: str | None = Field(None, description="The fact its answer gives.")
    shown_when: ShownWhen | None = Field(None, description="Asked only after this answer to another one.")
    accept: tuple[str, ...] = Field((), description="Endings of the files taken, without the dot.")
    max_mb: int | None = Field(None, gt=0, description="The largest file taken, in megabytes.")
    self_check: bool = Field(False, description="Asked on the public page too, before signing in.")

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

    key: str = Field(pattern=KEY, description="Its name in addresses.")
    step: StepName = Field(description="The part of the task list it belongs to.")
    title: Text = Field(description="What is to be done.")
    why: Text = Field(description="Why it is asked.")
    questions: tuple[Question, ...] = Field(alias="question", min_length=1, description="The questions.")

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
