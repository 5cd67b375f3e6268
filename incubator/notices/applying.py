"""Letters to those who apply: proofs of what they did, and the days before a call closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from incubator.notices.letters import Letter
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class AboutApplication(Letter):
    """What all letters about one application name."""

    link: ClassVar[str] = "/applications/{ref}"

    ref: str
    call: Words
    venture: str


@dataclass(frozen=True, kw_only=True)
class Received(AboutApplication):
    """To the founders: when their application is sent."""

    kind: ClassVar[str] = "received"

    sent_at: datetime
    editable_until: datetime | None = None  # the closing, while the answers may still change
    is_late: bool = False  # inside the grace
    results_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Updated(AboutApplication):
    """To the founders: when a sent application is changed, or an answer asked for is given."""

    kind: ClassVar[str] = "updated"

    sent_at: datetime
    changed: tuple[Words, ...] = ()  # the questions whose answers changed
    editable_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Withdrawn(AboutApplication):
    """To the founders: when they withdraw their application."""

    kind: ClassVar[str] = "withdrawn"

    withdrawn_at: datetime
    reopen_until: datetime | None = None  # while the call is open


@dataclass(frozen=True, kw_only=True)
class Closing(AboutApplication):
    """An application that was begun and not sent."""

    closes_at: datetime
    days_left: int  # from the day it leaves: a reminder due on a Sunday leaves on the Friday
    tasks_left: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Close7d(Closing):
    """To the founders: seven days before the closing, while the draft is not sent."""

    kind: ClassVar[str] = "close_7d"


@dataclass(frozen=True, kw_only=True)
class Close2d(Closing):
    """To the founders: two days before the closing, while the draft is not sent; for other distances too."""

    kind: ClassVar[str] = "close_2d"


@dataclass(frozen=True, kw_only=True)
class Close1d(Closing):
    """To the founders: the day before the closing, while the draft is not sent."""

    kind: ClassVar[str] = "close_1d"


@dataclass(frozen=True, kw_only=True)
class ClosedUnsent(AboutApplication):
    """To the founders: when the call has closed and the draft was not sent."""

    kind: ClassVar[str] = "closed_unsent"

    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class CallExtended(AboutApplication):
    """To the founders: when the closing is moved for everybody, or for their application alone."""

    kind: ClassVar[str] = "call_extended"

    closed_at: datetime  # the closing before
    closes_at: datetime
    reason: str = ""
    is_sent: bool = False  # the application is sent already: there is nothing they must do
    is_individual: bool = False  # more time for this application only
