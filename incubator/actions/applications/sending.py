"""Send an application: once, in time, and with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the founder is shown and mailed; the same however often Send is pressed."""

    ref: str
    submitted_at: datetime
    sent_at: datetime
    is_late: bool


def send(session: Session, application: Application, *, actor: Person, at: datetime) -> Receipt:
    """Draft -> submitted, or the changes of a sent one sent again. Refused with everything missing;
    one second after the grace Refused with the sentence, and the answers stay."""
    raise NotImplementedError


def receipt_of(application: Application) -> Receipt | None:
    """None until it has been sent."""
    if application.submitted_at is None:
        return None
    sent_at = application.sent_at or application.submitted_at
    return Receipt(application.ref, application.submitted_at, sent_at, application.is_late)
