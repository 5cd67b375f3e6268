"""Letters to those inside a programme: first day, coaching, extensions, last day, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from incubator.notices.letters import Letter
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class AboutEnrolment(Letter):
    """What all letters about one enrolment name."""

    link: ClassVar[str] = "/programme/{enrolment}"

    enrolment: str  # its id
    programme: Words
    venture: str
    for_staff: bool = False  # to those who run the programme: their own page, in the third person

    @property
    def place(self) -> str:
        return "/enrolments/{enrolment}" if self.for_staff else self.link


@dataclass(frozen=True, kw_only=True)
class Welcome(AboutEnrolment):
    """To the founders: when they enter a programme, and where a programme file reminds of the first day."""

    kind: ClassVar[str] = "welcome"
    link: ClassVar[str] = "/programme"  # written before the enrolment exists

    starts_on: date
    last_day: date | None = None
    coaching_half_days: int | None = None
    conditions: tuple[Words, ...] = ()  # still to be met before entry


@dataclass(frozen=True, kw_only=True)
class PromotedNext(AboutEnrolment):
    """To the founders: when the next programme begins and the former one ends well."""

    kind: ClassVar[str] = "promoted_next"

    previous: Words  # the programme that ends well
    starts_on: date
    last_day: date | None = None
    coaching_half_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class SessionConfirm(AboutEnrolment):
    """To the lead founder: when a mentor logs a coaching day, and again while it is not confirmed."""

    kind: ClassVar[str] = "session_confirm"

    mentor: str
    on: date
    half_days: int
    topic: str
    confirms_on: date  # it confirms itself on this day
    left: int | None = None  # half-days left once counted
    is_reminder: bool = False


@dataclass(frozen=True, kw_only=True)
class CoachingLow(AboutEnrolment):
    """To those the programme file names: when few coaching days are left."""

    kind: ClassVar[str] = "coaching_low"

    left: int  # half-days
    budget: int
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class CoachingUnused(AboutEnrolment):
    """To those the programme file names: when much of the term is over and little coaching was used."""

    kind: ClassVar[str] = "coaching_unused"

    left: int  # half-days
    budget: int
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ending(AboutEnrolment):
    last_day: date
    days_left: int
    extension: Words | None = None  # "one extension of 12 months may be asked until 1 May 2027"
    next: Words | None = None  # the programme that may follow


@dataclass(frozen=True, kw_only=True)
class End60(Ending):
    """To those the programme file names: sixty days before the last day."""

    kind: ClassVar[str] = "end_60"


@dataclass(frozen=True, kw_only=True)
class End30(Ending):
    """To those the programme file names: thirty days before the last day; for other distances too."""

    kind: ClassVar[str] = "end_30"


@dataclass(frozen=True, kw_only=True)
class End7(Ending):
    """To those the programme file names: seven days before the last day."""

    kind: ClassVar[str] = "end_7"


@dataclass(frozen=True, kw_only=True)
class ExtensionReceived(AboutEnrolment):
    """To the founders: when they ask for an extension, as a proof."""

    kind: ClassVar[str] = "extension_received"

    months: int
    last_day: date  # today's
    new_last_day: date  # if it is granted
    why: str


@dataclass(frozen=True, kw_only=True)
class ExtensionDecided(AboutEnrolment):
    """To the founders: when their extension is granted or refused."""

    kind: ClassVar[str] = "extension_decided"

    is_granted: bool
    months: int
    last_day: date  # the one that now holds
    arithmetic: Words | None = None  # the term's sentence, when granted
    rule: Words | None = None  # the rule's sentence, when a rule refuses
    reason: str = ""  # from the person who decided


@dataclass(frozen=True, kw_only=True)
class Completed(AboutEnrolment):
    """To the founders: when their programme is completed."""

    kind: ClassVar[str] = "completed"

    ended_on: date
    next: Words | None = None


@dataclass(frozen=True, kw_only=True)
class YearlyReview(AboutEnrolment):
    """To those the programme file names: before the yearly review."""

    kind: ClassVar[str] = "yearly_review"

    on: date
    years: int
