"""Answer a rule that asks a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.verdicts import Judgement


def judge(
    session: Session, application: Application, *, rule: str, holds: bool, reason: str, actor: Person, at: datetime
) -> Judgement:
    """The latest judgement of a rule counts; earlier ones stay readable."""
    raise NotImplementedError
