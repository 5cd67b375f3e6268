"""Every sentence of the corpus stands word for word in its golden file, and its arithmetic is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import unified_diff
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from incubator.words import LANGUAGES, NARROW, WIDE
from incubator.workflows.eligibility import Finding
from tests.corpus.golden import sentences as golden

DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
ADDED = re.compile(rf"({DAY})((?: \+ (?:\d+ × )?\d+ (?:years?|months?|days?))+) = ({DAY})")
AGE = re.compile(rf"= ({DAY}); [^;:()]*? on ({DAY}): (?:(\d[\d,]*) days? (over|left|too early)|([a-z ]+))")
SIDE = re.compile(rf" on ({DAY}); [^;:()]*? on ({DAY}): ([\d,]+) days? (too late|too early|before|after)")
SUM = re.compile(r"(?<=: )((?:[€$£]?[\d,.]+%? \+ )+[€$£]?[\d,.]+%?) = ([€$£]?[\d,.]+%?)")
TURNED = {
    "met": re.compile(r": met from "),
    "unmet": re.compile(r": (?:no longer|not) met from "),
    "unknown": re.compile(r": (?:no longer certain|open again) from "),
}


def findings(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from findings(part)


CASES = [
    pytest.param(rule, case, id=f"{rule['ref']}-{number}")
    for rule in golden.rules() for number, case in enumerate(rule["cases"], 1)
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_as_its_golden_file_says(language: str) -> None:
    kept = (golden.GOLDEN / f"{language}.txt").read_text("utf-8")
    changed = [
        line
        for line in unified_diff(kept.splitlines(), golden.text(language).splitlines(), n=0)
        if line[0] in "+-"
    ]

    assert not changed, f"read what changed, then write it down with {golden.WRITE}"


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_arithmetic_of_a_sentence_is_right(rule: dict[str, Any], case: dict[str, Any]) -> None:
    for finding in findings(golden.found(rule, case)):
        text = finding.words.en
        for start, added, end in ADDED.findall(text):
            assert _plus(_day(start), added) == _day(end), text
        for end, on, number, side, words in AGE.findall(text):
            assert _apart(_day(end), _day(on)) == _told(number, side, words), text
        for value, on, number, side in SIDE.findall(text):
            days = (_day(value) - _day(on)).days
            assert (abs(days), days > 0) == (_number(number), side in ("too late", "after")), text
        for terms, total in SUM.findall(text):
            assert round(sum(map(_money, terms.split(" + "))), 6) == _money(total), text


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_nothing_that_is_said_contradicts_the_result(rule: dict[str, Any], case: dict[str, Any]) -> None:
    for finding in findings(golden.found(rule, case)):
        mend, turn, flips_on = finding.mend, finding.turn, finding.flips_on
        assert (turn is None) == (flips_on is None)
        if finding.result == "met":
            assert mend is None or mend.en.startswith("To be looked at again on "), mend
        if turn is not None and flips_on is not None:
            later = golden.found(rule, {**case, "at": {**case.get("at", {}), "now": flips_on}})
            then = _same(finding, golden.found(rule, case), later)
            assert TURNED[then.result].search(turn.en), (turn.en, then.result)
            assert f"{flips_on:%A} {flips_on.day} {flips_on:%B %Y}" in turn.en


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_every_answer_but_a_yes_says_what_would_change_it(rule: dict[str, Any], case: dict[str, Any]) -> None:
    finding = golden.found(rule, case)

    assert finding.result == "met" or finding.mend is not None or finding.turn is not None


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_sentence_is_one_and_set_as_french_and_english_are(
    rule: dict[str, Any], case: dict[str, Any]
) -> None:
    for finding in findings(golden.found(rule, case)):
        for words in (finding.words, finding.mend, finding.turn):
            if words is None:
                continue
            for text in (words.en, words.fr):
                assert text[:1] in "“«" or not text[:1].islower(), text
                assert text.endswith("."), text
                assert not re.search(r"\.\.|  |\{|_", text), text
            assert not re.search(rf"[^{WIDE}]:|[^{NARROW}];|\d %|\d €|'", words.fr), words.fr
            assert not re.search(r"[ \u00a0\u202f][:;]|'", words.en), words.en


def _same(wanted: Finding, tree: Finding, later: Finding) -> Finding:
    """The part of the later tree that stands where the wanted one does."""
    path = _path(wanted, tree)
    for number in path:
        if number >= len(later.parts):  # a rule that did not apply has no condition to show any more
            return later
        later = later.parts[number]
    return later


def _path(wanted: Finding, tree: Finding) -> tuple[int, ...]:
    if tree.words == wanted.words and tree.required == wanted.required:
        return ()
    for number, part in enumerate(tree.parts):
        inner = _path(wanted, part) if any(one.words == wanted.words for one in findings(part)) else None
        if inner is not None:
            return (number, *inner)
    return ()


def _plus(start: date, added: str) -> date:
    """Months first, all together; then days."""
    counts = {"year": 0, "month": 0, "day": 0}
    for times, number, unit in re.findall(r"(?:(\d+) × )?(\d+) (year|month|day)", added):
        counts[unit] += int(number) * int(times or 1)
    return start + relativedelta(years=counts["year"], months=counts["month"], days=counts["day"])


def _apart(end: date, on: date) -> tuple[int, str]:
    days = (end - on).days
    return abs(days), "left" if days > 0 else "over" if days < 0 else "that day"


def _told(number: str, side: str, words: str) -> tuple[int, str]:
    if number:
        return _number(number), "left" if side == "too early" else side
    return (0, "that day") if words.strip() != "reached" else (0, "reached")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _money(text: str) -> float:
    return float(text.strip("€$£%").replace(",", ""))
