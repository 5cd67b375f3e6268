"""Who can apply, one rule a line, printed from the objects that decide."""

from __future__ import annotations

from dataclasses import dataclass

from incubator.words import Words, joined
from incubator.workflows.eligibility.explained import SUBMISSION, reference_words, whom
from incubator.workflows.programme import Edition


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What is asked and of whom, how much it weighs (block, warn, target), its day if not the sending."""

    words: Words
    severity: str
    on: Words | None
    whom: tuple[Words, ...]


def rule_lines(edition: Edition) -> list[RuleLine]:
    labels = edition.labels
    return [
        RuleLine(rule.asked(labels), rule.severity, _day(rule.at), whom(rule, labels))
        for rule in edition.rules
    ]


def _day(at: tuple[str, ...]) -> Words | None:
    named = at or SUBMISSION
    return None if named == SUBMISSION else joined(reference_words(name) for name in named)
