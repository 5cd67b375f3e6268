"""Letters while an application is checked, reviewed and heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from incubator.notices.applying import AboutApplication
from incubator.notices.letters import Door
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class InfoNeeded(AboutApplication):
    """To the founders: when a manager asks for answers."""

    kind: ClassVar[str] = "info_needed"

    due_on: date
    questions: tuple[Words, ...]  # their labels
    message: str = ""  # from the manager


@dataclass(frozen=True, kw_only=True)
class InfoDue(AboutApplication):
    """To the founders: before the day the answers asked for are due."""

    kind: ClassVar[str] = "info_due"

    due_on: date
    days_left: int
    questions: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class UnmetRule:
    """One rule that was not met: what it asks, and the sentence with the value found."""

    required: Words
    words: Words


@dataclass(frozen=True, kw_only=True)
class NotEligible(AboutApplication):
    """To the founders: when the application is found outside the rules of its call."""

    kind: ClassVar[str] = "not_eligible"
    link: ClassVar[str] = "/applications/{ref}/eligibility"

    unmet: tuple[UnmetRule, ...]
    note: str = ""  # from the manager
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InReview(AboutApplication):
    """To the founders: when the review begins."""

    kind: ClassVar[str] = "in_review"

    results_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class InterviewInvite(AboutApplication):
    """To the founders: when the application is shortlisted."""

    kind: ClassVar[str] = "interview_invite"

    committee_on: date | None = None
    note: str = ""  # from the manager: place, length, what to bring
