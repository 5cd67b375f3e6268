"""Whatever a rule asks for and whatever is known, it can be said in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from incubator.words import LANGUAGES, Words
from incubator.workflows.eligibility import Finding
from incubator.workflows.eligibility.explained import rule_words
from tests.workflows.made_up import ALWAYS_THE_SAME, Case, cases, rulebook

RAW = re.compile(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b|\w+\(|\dE\+|  |\.\.|[a-z]_[a-z]|\[|\bdatetime\b|<")
LOOSE = re.compile(r" [;:!?%»€]|« ")  # French puts a fixed space there


@ALWAYS_THE_SAME
@given(cases)
def test_every_finding_speaks_both_languages(case: Case) -> None:
    rule, world = case

    for finding in _all(world.judged(rulebook(rule)).findings):
        for words in _sentences(finding):
            assert not [text for text in _both(words) if not text.strip().endswith(".")]
        for words in (*_sentences(finding), *_phrases(finding)):
            assert _faults(words) == []


@ALWAYS_THE_SAME
@given(cases)
def test_every_rule_is_read_out_in_both_languages(case: Case) -> None:
    by = rulebook(case[0])

    assert _faults(rule_words(by.rules[0], by.labels)) == []


@pytest.mark.parametrize(
    "text", ["{name}.", "None.", "3 document(s)", "Amount(number=3).", "", "1E+5.", "break_years", "a  b."]
)
def test_a_raw_text_is_seen(text: str) -> None:
    assert _faults(Words(text, text)) != []


def _all(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from _all(finding.parts)


def _sentences(finding: Finding) -> list[Words]:
    return [words for words in (finding.words, finding.told, finding.mend, finding.turn) if words is not None]


def _phrases(finding: Finding) -> list[Words]:
    return [words for words in (finding.required, finding.found) if words is not None]


def _both(words: Words) -> list[str]:
    return [words[language] for language in LANGUAGES]


def _faults(words: Words) -> list[str]:
    bare = [text for text in _both(words) if not text.strip() or RAW.search(text)]
    return [*bare, *([words.fr] if LOOSE.search(words.fr) else [])]
