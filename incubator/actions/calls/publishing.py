"""Check that a call is ready and open it to the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the readiness list; one that blocks and does not hold stops the publication."""

    holds: bool
    blocks: bool
    words: Words


def readiness(session: Session, call: Call, *, at: datetime) -> tuple[Check, ...]:
    raise NotImplementedError


def publish(session: Session, call: Call, *, actor: Person, at: datetime) -> Call:
    """Refused with every blocking line that does not hold; publishing twice changes nothing."""
    raise NotImplementedError
