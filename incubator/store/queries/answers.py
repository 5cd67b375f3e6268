"""Answers as a page shows them: now, or as they were at a past instant."""

from __future__ import annotations

from incubator.store.answers import answers_as_of, current_answers

__all__ = ["answers_as_of", "current_answers"]
