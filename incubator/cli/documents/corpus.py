"""docs/corpus.md: the rules of real programmes, as TOML, with their cases and what is really found."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from incubator.cli.documents.markdown import head, table, whole
from incubator.cli.documents.shown import Case, Shown, corpus, every
from incubator.cli.documents.toml import value
from incubator.workflows.eligibility.explained import rule_words
from incubator.workflows.eligibility.labels import Labels

INTRODUCTION = """\
Rules as the règlements of real programmes say them, each written with the kinds and keys of
[rules.md](rules.md). Every case is judged anew when this page is written: what is known, on which days,
what must be found, and what is found. Where no day is given, the application is sent on 30 March 2027.
Facts are those of [facts.md](facts.md); what is not given is not known.

Cases stand on both sides of every boundary; *deferred*: due later, so it does not count in the verdict
yet; *another from*: the first day on which time alone changes the answer.
"""


def page(_app: Flask) -> str:
    return text()


def text() -> str:
    return whole(_lines())


def _lines() -> Iterator[str]:
    yield from head("The corpus: real rules, and what is found")
    yield from (*INTRODUCTION.splitlines(), "")
    yield from _totals()
    for name, rules in corpus().items():
        yield from (f"## {name}", "")
        for rule in rules:
            yield from _rule(rule)


def _totals() -> Iterator[str]:
    rows = [
        (name, str(len(rules)), str(sum(len(rule.cases) for rule in rules)), _right(rules))
        for name, rules in corpus().items()
    ]
    rules = tuple(every())
    rows.append(("**All**", str(len(rules)), str(sum(len(rule.cases) for rule in rules)), _right(rules)))
    yield from table(("where from", "rules", "cases", "right"), rows)


def _right(rules: tuple[Shown, ...]) -> str:
    return f"{sum(rule.right for rule in rules)} of {sum(len(rule.cases) for rule in rules)}"


def _rule(rule: Shown) -> Iterator[str]:
    words = rule_words(rule.rule, Labels())
    yield from (f"### {rule.ref}: {rule.programme}", "", f"> {rule.says}", "")
    if rule.before:
        yield from (f"What was missing before: {_begun(rule.before)}.", "")
    yield from ("```toml", *rule.snippet, "```", "")
    yield from (f"* {words.en}", f"* {words.fr}", "")
    rows = (_case(number, case) for number, case in enumerate(rule.cases, 1))
    yield from table(("", "known", "days", "must be", "is found"), rows)
    yield from (f"{rule.right} of {len(rule.cases)} right.", "")


def _begun(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")


def _case(number: int, case: Case) -> tuple[str, ...]:
    found = case.finding
    asked = _result(case.expected["result"], deferred=case.expected.get("deferred", False),
                    flips_on=case.expected.get("flips_on"))  # fmt: skip
    told = _result(found.result, deferred=found.deferred,
                   flips_on=found.flips_on if "flips_on" in case.expected else None)  # fmt: skip
    return str(number), case.known, case.days, asked, told


def _result(result: str, *, deferred: bool, flips_on: object) -> str:
    told = [result, "deferred" if deferred else "", f"another from {value(flips_on)}" if flips_on else ""]
    return ", ".join(one for one in told if one)
