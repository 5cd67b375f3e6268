"""The findings of an application as lines of one table: a group, then its parts, each thing said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from flask import Flask

from incubator.words import Words
from incubator.workflows.eligibility import Assessment, Finding
from incubator.workflows.eligibility.explained import reference_words
from incubator.workflows.eligibility.findings import GROUPS
from incubator.workflows.eligibility.groups import Any as AnyOf
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.wording import capital
from incubator.workflows.programme import Edition

DEEPEST = 4  # steps to the right; what lies deeper stands under the same edge
NO_LABELS = Labels()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """`why` is None where the line above has just said it; `is_dated` tells whether its date is another.

    A condition only tells whom the rule is for: it is the case or not, nobody has to meet it.
    `is_open`: what would change it would help the whole.
    """

    finding: Finding
    depth: int
    title: Words
    why: Words | None
    is_dated: bool
    is_condition: bool
    is_open: bool
    sources: tuple[Words | str, ...]  # in words, or the code of a record


@dataclass(frozen=True, slots=True)
class RuleTable:
    """What counts now, and what is looked at later."""

    due: tuple[RuleLine, ...]
    deferred: tuple[RuleLine, ...]


def install(app: Flask) -> None:
    app.jinja_env.globals.update(rule_lines=rule_lines)


def rule_table(assessment: Assessment, edition: Edition) -> RuleTable:
    due: list[RuleLine] = []
    deferred: list[RuleLine] = []
    for finding, rule in zip_longest(assessment.findings, edition.rules):
        (deferred if finding.deferred else due).extend(_lines(finding, rule, edition.labels))
    return RuleTable(tuple(due), tuple(deferred))


def rule_lines(
    findings: Sequence[Finding], rules: Sequence[Rule] = (), labels: Labels = NO_LABELS
) -> tuple[RuleLine, ...]:
    """With the rules, groups say how many of their parts are asked for; without, their own phrase."""
    pairs = zip_longest(findings, rules)
    return tuple(line for finding, rule in pairs for line in _lines(finding, rule, labels))


def judgements_in(finding: Finding) -> tuple[Finding, ...]:
    """What a person must judge in it, however deep; once each, on however many dates it is judged."""
    return tuple({one.id: one for one in finding.opinions}.values())


def stands_in_the_way(finding: Finding) -> bool:
    """Now, or at the entry."""
    return finding.severity == "block" and finding.result != "met" and finding.waived is None


def _lines(
    finding: Finding, rule: Rule | None, labels: Labels, *, depth: int = 0, title: Words | None = None,
    above: Finding | None = None, is_condition: bool = False, is_open: bool = True,
) -> Iterator[RuleLine]:  # fmt: skip
    words = finding.words
    yield RuleLine(
        finding, min(depth, DEEPEST), title or _title(finding, rule),
        why=None if above and words.en in above.words.en else words,
        is_dated=not above or (above.reference, above.on) != (finding.reference, finding.on),
        is_condition=is_condition, is_open=is_open, sources=tuple(_sources(finding, labels)),
    )  # fmt: skip
    for part, rule_of_part, title_of_part in _parts(finding, rule, labels):
        is_condition = rule is not None and rule_of_part in (rule.when, rule.unless)
        yield from _lines(
            part, rule_of_part, labels, depth=depth + 1, title=title_of_part, above=finding,
            is_condition=rule_of_part is not None and is_condition,
            is_open=is_open and finding.result != "met" and not is_condition,
        )  # fmt: skip


def _title(finding: Finding, rule: Rule | None) -> Words:
    """A group without words of its own says how many; its parts say what."""
    if not isinstance(rule, Group) or rule.words is not None:
        return finding.required
    if isinstance(rule, AnyOf):
        return _ONE_OF if rule.at_least == 1 else _SOME_OF.format(least=rule.at_least)
    return _NOT if rule.kind == "not" else _ALL_OF


def _parts(
    finding: Finding, rule: Rule | None, labels: Labels
) -> Iterable[tuple[Finding, Rule | None, Words | None]]:
    parts = finding.parts
    if rule is not None and len(rule.at) > 1 and len(parts) == len(rule.at):  # one rule, several dates
        return [(part, rule, capital(reference_words(part.reference))) for part in parts]
    inner: tuple[Rule, ...] = rule.parts if isinstance(rule, Group) else ()
    condition = _condition(rule) if rule else None
    if condition and len(parts) == len(inner) + 1:  # it is not for this applicant: its parts say nothing
        lead, of = condition
        return [(parts[0], of, lead.format(who=of.asked(labels)))]
    if len(inner) != len(parts):
        return [(part, None, None) for part in parts]
    return [(part, of, None) for part, of in zip(parts, inner, strict=True)]


def _condition(rule: Rule) -> tuple[Words, Rule] | None:
    if rule.when is not None:
        return _ONLY_FOR, rule.when
    return (_EXCEPT_FOR, rule.unless) if rule.unless is not None else None


def _sources(finding: Finding, labels: Labels) -> Iterator[Words | str]:
    """The question itself where an answer says it; the code of the record elsewhere."""
    if finding.rule in GROUPS:
        return
    for source in dict.fromkeys((finding.source or "").split(", ")):
        kind, _, key = source.partition(":")
        if kind == "answer" and labels.question(key) != Words(key, key):
            yield _ANSWER.format(question=labels.question(key))
        elif source:
            yield source


_ONE_OF = Words("One of these is enough", "L’une de ces conditions suffit")
_SOME_OF = Words("At least {least} of these", "Au moins {least} de ces conditions")
_ALL_OF = Words("All of these", "Toutes ces conditions")
_NOT = Words("This must not be so", "Cette condition ne doit pas être remplie")
_ONLY_FOR = Words("Only for: {who}", "Seulement pour : {who}")
_EXCEPT_FOR = Words("Except for: {who}", "Sauf pour : {who}")
_ANSWER = Words("Answer to “{question}”", "Réponse à « {question} »")
