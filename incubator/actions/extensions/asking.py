"""A founder asks for an extension, as the edition allows it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.enrolments import Enrolment, Extension
from incubator.store.people import Person
from incubator.words import Words


def cannot_ask(session: Session, enrolment: Enrolment, *, at: datetime) -> Words | None:
    """Why an extension cannot be asked for now; None when it can."""
    raise NotImplementedError


def ask(session: Session, enrolment: Enrolment, *, why: str, actor: Person, at: datetime) -> Extension:
    """Refused with the rule's sentence beyond the policy; only one open request at a time."""
    raise NotImplementedError
