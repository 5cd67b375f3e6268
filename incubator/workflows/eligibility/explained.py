"""A rule as people read it, printed from the object that decides."""

from __future__ import annotations

from datetime import date

from incubator.words import Words, both, day, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import WORDS
from incubator.workflows.eligibility.remedies import OWNERS
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.wording import quoted

SEVERITIES = {
    "block": Words("Required", "Obligatoire"),
    "warn": Words("Pointed out", "Point de vigilance"),
    "target": Words("Aim", "Objectif"),
}
SUBMISSION = ("submission",)
NOTHING = Words("", "")


def rule_words(rule: Rule, labels: Labels) -> Words:
    """Required — company under 2 years old. Judged on the day the application is sent."""
    sentence = Words(
        "{severity} — {what}. Judged on {on}{owner}.{conditions}",
        typeset("{severity} — {what}. Date retenue : {on}{owner}.{conditions}"),
    )
    owner = Words("; {who}", typeset(" ; {who}")).format(who=OWNERS[rule.owner]) if rule.owner else NOTHING
    return sentence.format(
        severity=SEVERITIES[rule.severity], what=rule.asked(labels), owner=owner,
        on=joined(reference_words(name) for name in rule.at or SUBMISSION),
        conditions=both(lambda language: "".join(f" {one[language]}" for one in whom(rule, labels))),
    )  # fmt: skip


def reference_words(name: str) -> Words:
    """The day the application is sent; or a date of its own."""
    if name in WORDS:
        return WORDS[name]
    return both(lambda language: day(date.fromisoformat(name), language))


def whom(rule: Rule, labels: Labels) -> tuple[Words, ...]:
    """Whom it is for, when it is not for everybody."""
    return tuple(
        lead.format(who=quoted(condition.asked(labels)))
        for lead, condition in ((_ONLY, rule.when), (_EXCEPT, rule.unless))
        if condition is not None
    )


_ONLY = Words("Only where this is so: {who}.", typeset("Seulement dans ce cas : {who}."))
_EXCEPT = Words("Except where this is so: {who}.", typeset("Sauf dans ce cas : {who}."))
