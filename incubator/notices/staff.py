"""Letters to those who run the programmes: what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from incubator.notices.letters import Letter
from incubator.words import Words


@dataclass(frozen=True, kw_only=True)
class WaiverAsked(Letter):
    """To those who may waive a rule: when a manager asks them to."""

    kind: ClassVar[str] = "waiver_asked"
    link: ClassVar[str] = "/decisions"

    ref: str
    venture: str
    call: Words
    rule: Words  # what it asks
    finding: Words  # the sentence with the value found
    asked_by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DecisionsToSign(Letter):
    """To those who sign: when decisions wait for their signature, at most once a day for each call."""

    kind: ClassVar[str] = "decisions_to_sign"
    link: ClassVar[str] = "/decisions"

    call: Words
    refs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(Letter):
    """To those who decide in the programme: when founders ask for an extension."""

    kind: ClassVar[str] = "extension_asked"
    link: ClassVar[str] = "/extensions/{extension}"

    extension: str  # its id
    venture: str
    programme: Words
    months: int
    last_day: date
    new_last_day: date
    why: str


@dataclass(frozen=True, kw_only=True)
class CoachingDisputed(Letter):
    """To the mentor: when the founder counts a coaching day otherwise."""

    kind: ClassVar[str] = "coaching_disputed"
    link: ClassVar[str] = "/mentor/{enrolment}"

    enrolment: str
    venture: str
    on: date
    half_days: int
    why: str
