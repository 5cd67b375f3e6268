"""The deadlines and reminders a move creates, cancels or moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.moves.planning import Plan
from incubator.workflows.consequences import DateChange


def date_changes(session: Session, planned: Plan, *, at: datetime) -> tuple[DateChange, ...]:
    confirm_by = planned.changes.get("confirm_by")
    if confirm_by is not None:
        return (DateChange("confirm_by", confirm_by, "created", owner="founder"),)
    return ()
