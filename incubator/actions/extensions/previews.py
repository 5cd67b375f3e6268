"""An extension's two decisions side by side: last day, letters, reminders, before either is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.enrolments.previews import letters_to, reminder_changes
from incubator.actions.extensions.deciding import ExtensionPreview, decided_letter, preview_decision
from incubator.store.enrolments import Extension
from incubator.workflows.consequences import DateChange, LetterPreview


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    outcome: ExtensionPreview
    letters: tuple[LetterPreview, ...]
    dates: tuple[DateChange, ...]


def preview(
    session: Session, extension: Extension, *, grant: bool, reason: str, at: datetime
) -> DecisionPreview:
    """A decision the rules refuse writes no letter and moves nothing."""
    outcome = preview_decision(session, extension, grant=grant, at=at)
    if outcome.refusal is not None:
        return DecisionPreview(outcome, (), ())
    letter = decided_letter(session, extension, is_granted=grant, reason=reason)
    dates = reminder_changes(
        session, extension.enrolment, before=outcome.last_day_now, after=outcome.last_day_then, at=at
    )
    return DecisionPreview(outcome, letters_to(session, outcome.told, letter), dates)
