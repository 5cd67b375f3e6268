"""Decide on an extension, with its consequences seen first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from incubator.store.enrolments import Extension
from incubator.store.people import Person
from incubator.words import Words

if TYPE_CHECKING:
    from incubator.workflows.terms import Term


@dataclass(frozen=True, slots=True)
class ExtensionPreview:
    """What the decision would do, said before it is made."""

    extension_id: str
    version: int
    grant: bool
    refusal: Words | None  # the rule's sentence when granting is not possible
    last_day_now: date | None
    last_day_then: date | None
    term: Term  # as it would be, with the arithmetic
    told: tuple[Person, ...]
    reminders_moved: int


def preview_decision(session: Session, extension: Extension, *, grant: bool, at: datetime) -> ExtensionPreview:
    raise NotImplementedError


def grant(session: Session, extension: Extension, *, reason: str, actor: Person, at: datetime) -> Extension:
    raise NotImplementedError


def refuse(session: Session, extension: Extension, *, reason: str, actor: Person, at: datetime) -> Extension:
    raise NotImplementedError
