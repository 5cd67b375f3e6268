"""Judge an application by its edition's rules: facts, instants, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.verdicts import AssessmentRow

if TYPE_CHECKING:
    from incubator.workflows.eligibility import Assessment, Facts, References
    from incubator.workflows.programme import Edition, Programme


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessment with everything it was made from."""

    programme: Programme
    edition: Edition
    facts: Facts
    references: References
    assessment: Assessment


def assess(session: Session, application: Application, *, at: datetime) -> Assessed:
    """Now, on the current answers; changes nothing."""
    raise NotImplementedError


def assess_application(session: Session, application: Application, at: datetime) -> Assessment:
    return assess(session, application, at=at).assessment


def references_of(session: Session, application: Application, at: datetime) -> References:
    raise NotImplementedError


def store_assessment(
    session: Session, application: Application, *, occasion: str, at: datetime
) -> AssessmentRow:
    """Keep what is found, with facts, edition and instant. Occasion: sent, decided, entered, asked."""
    raise NotImplementedError
