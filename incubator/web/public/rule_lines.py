"""Who can apply, one rule a line, printed from the objects that decide."""

from __future__ import annotations

from dataclasses import dataclass

from incubator.words import Words, joined
from incubator.workflows.eligibility.explained import SUBMISSION, reference_words
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.programme import Edition


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What is asked, how much it weighs (block, warn, target), and on which day it is judged."""

    words: Words
    severity: str
    on: Words


def rule_lines(edition: Edition) -> list[RuleLine]:
    labels = Labels(edition.questions)
    return [
        RuleLine(
            rule.asked(labels), rule.severity, joined(reference_words(name) for name in rule.at or SUBMISSION)
        )
        for rule in edition.rules
    ]
