"""Letters that carry a decision, and what follows from it at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from incubator.notices.applying import AboutApplication
from incubator.notices.letters import Door
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class Accepted(AboutApplication):
    kind: ClassVar[str] = "accepted"
    link: ClassVar[str] = "/applications/{ref}/confirm"

    programme: Words
    confirm_by: datetime | None  # none: the edition asks for no confirmation
    entry_on: date | None = None
    note: str = ""  # the decision's, shown to the founder
    conditions: tuple[Words, ...] = ()  # still to be met before entry


@dataclass(frozen=True, kw_only=True)
class ConfirmDue(AboutApplication):
    kind: ClassVar[str] = "confirm_due"
    link: ClassVar[str] = "/applications/{ref}/confirm"

    programme: Words
    confirm_by: datetime
    days_left: int


@dataclass(frozen=True, kw_only=True)
class PlaceExpired(AboutApplication):
    kind: ClassVar[str] = "place_expired"

    programme: Words
    confirm_by: datetime


@dataclass(frozen=True, kw_only=True)
class Waitlisted(AboutApplication):
    kind: ClassVar[str] = "waitlisted"

    programme: Words
    rank: int | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Rejected(AboutApplication):
    kind: ClassVar[str] = "rejected"

    programme: Words
    reasons: tuple[Words, ...] = ()
    note: str = ""
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Redirected(AboutApplication):
    kind: ClassVar[str] = "redirected"

    programme: Words  # the one applied to
    to: Words  # the one that suits better
    note: str = ""
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(AboutApplication):
    kind: ClassVar[str] = "decision_withdrawn"

    outcome: Words  # "accepted", "not selected": the decision that no longer stands
    decided_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Confirmed(AboutApplication):
    kind: ClassVar[str] = "confirmed"

    programme: Words
    entry_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Declined(AboutApplication):
    kind: ClassVar[str] = "declined"

    programme: Words


@dataclass(frozen=True, kw_only=True)
class Cancelled(AboutApplication):
    kind: ClassVar[str] = "cancelled"

    reason: str
