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
    """To the founders: when an acceptance is notified."""

    kind: ClassVar[str] = "accepted"
    link: ClassVar[str] = "/applications/{ref}/confirm"

    programme: Words
    confirm_by: datetime | None  # none: the edition asks for no confirmation
    entry_on: date | None = None
    note: str = ""  # the decision's, shown to the founder
    conditions: tuple[Words, ...] = ()  # still to be met before entry


@dataclass(frozen=True, kw_only=True)
class ConfirmDue(AboutApplication):
    """To the founders: before the day until which their place is kept."""

    kind: ClassVar[str] = "confirm_due"
    link: ClassVar[str] = "/applications/{ref}/confirm"

    programme: Words
    confirm_by: datetime
    days_left: int


@dataclass(frozen=True, kw_only=True)
class PlaceExpired(AboutApplication):
    """To the founders: when nobody confirmed the place in time."""

    kind: ClassVar[str] = "place_expired"

    programme: Words
    confirm_by: datetime


@dataclass(frozen=True, kw_only=True)
class Waitlisted(AboutApplication):
    """To the founders: when a place on the waiting list is notified."""

    kind: ClassVar[str] = "waitlisted"

    programme: Words
    rank: int | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Rejected(AboutApplication):
    """To the founders: when a refusal is notified."""

    kind: ClassVar[str] = "rejected"

    programme: Words
    reasons: tuple[Words, ...] = ()
    note: str = ""
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Redirected(AboutApplication):
    """To the founders: when they are sent to another programme."""

    kind: ClassVar[str] = "redirected"

    programme: Words  # the one applied to
    to: Words  # the one that suits better
    note: str = ""
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(AboutApplication):
    """To the founders: when the director takes a notified decision back."""

    kind: ClassVar[str] = "decision_withdrawn"

    outcome: Words  # "accepted", "not selected": the decision that no longer stands
    decided_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Confirmed(AboutApplication):
    """To the founders: when they take their place."""

    kind: ClassVar[str] = "confirmed"

    programme: Words
    entry_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Declined(AboutApplication):
    """To the founders: when they leave their place to somebody else."""

    kind: ClassVar[str] = "declined"

    programme: Words


@dataclass(frozen=True, kw_only=True)
class Cancelled(AboutApplication):
    """To the founders: when a sent application is cancelled by the staff."""

    kind: ClassVar[str] = "cancelled"

    reason: str
