"""Enrolments: begin on their day, pause, resume, complete, leave; their term with its arithmetic."""

from incubator.actions.enrolments.beginning import begin, begin_all
from incubator.actions.enrolments.lives import complete, leave, start, start_due
from incubator.actions.enrolments.pauses import follow_dates, pause, resume
from incubator.actions.enrolments.terms import review_dates, term_now, term_of

__all__ = [
    "begin", "begin_all", "complete", "follow_dates", "leave", "pause", "resume", "review_dates", "start",
    "start_due", "term_now", "term_of",
]  # fmt: skip
