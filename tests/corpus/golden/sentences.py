"""Every sentence of the corpus in both languages; `python -m tests.corpus.golden` writes them anew."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from incubator.words import LANGUAGES
from incubator.workflows.eligibility import Finding
from incubator.workflows.eligibility.explained import rule_words
from incubator.workflows.eligibility.judging import UnderCondition
from tests.workflows.eligible import edition, finding_of

GOLDEN = Path(__file__).parent
CORPUS = GOLDEN.parent
WRITE = "python -m tests.corpus.golden"  # from the top of the checkout
SENT_ON = date(2027, 3, 30)

Case = dict[str, Any]


def rules() -> list[dict[str, Any]]:
    """Of every file of the corpus, in the order of their names."""
    files = sorted(CORPUS.glob("*.toml"))
    return [rule for file in files for rule in tomllib.loads(file.read_text("utf-8"))["rule"]]


def found(rule: Mapping[str, Any], case: Case) -> Finding:
    dates = dict(case.get("at", {}))
    now = dates.pop("now", SENT_ON)
    if not isinstance(now, datetime):
        now = datetime.combine(now, time(12), UTC)
    return finding_of(dict(rule["is"]), facts=case["facts"], now=now, **dates)


def text(language: str) -> str:
    """Rule by rule: what it asks for, then case by case what is said of it."""
    return "\n".join(line for rule in rules() for line in _rule(rule, language))


def _rule(rule: Mapping[str, Any], language: str) -> Iterator[str]:
    parsed = edition({"id": "one", **rule["is"]})
    told: set[tuple[str, ...]] = set()
    yield f"== {rule['ref']}, {rule['programme']}: {rule['says']}"
    yield rule_words(parsed.rules[0], parsed.labels)[language]
    for number, case in enumerate(rule["cases"], 1):
        finding = found(rule, case)
        later = ", due later" if finding.deferred else ""
        yield f"{number}. {finding.result}{later}: {_facts(case)}"
        yield from _sentences(finding, language)
        yield from _parts(finding, language, told)
    yield ""


def _sentences(finding: Finding, language: str) -> Iterator[str]:
    said = (finding.words, finding.mend, finding.turn)
    yield from (f"   {words[language]}" for words in said if words is not None)


def _parts(finding: Finding, language: str, told: set[tuple[str, ...]]) -> Iterator[str]:
    """What is said of a part in the same words as in an earlier case is not repeated."""
    for part in finding.parts:
        account = finding.account
        is_condition = isinstance(account, UnderCondition) and account.is_aside and part is finding.parts[0]
        lead = f"   - {part.required[language]} → {part.result}"
        lines = (lead, *(_sentences(part, language) if not is_condition else [f"   {part.words[language]}"]))
        if lines not in told:
            told.add(lines)
            yield lead
            yield from (f"  {line}" for line in lines[1:])
        yield from _parts(part, language, told)


def _facts(case: Case) -> str:
    known = dict(case["facts"])
    told = {**known.pop("answers", {}), **known}
    dates = [f"{name} on {day}" for name, day in case.get("at", {}).items()]
    return (
        "; ".join([*(f"{name} = {_plain(value)}" for name, value in told.items()), *dates]) or "nothing known"
    )


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} {_plain(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_plain(inner) for inner in value) + "]"
    return str(value)


def write() -> None:
    for language in LANGUAGES:
        (GOLDEN / f"{language}.txt").write_text(text(language), "utf-8")
