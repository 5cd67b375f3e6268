"""A rule as people read it, printed from the object that decides."""

from __future__ import annotations

from datetime import date

from incubator.words import Words, both, day, day_words, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.labels import Labels, lowered
from incubator.workflows.eligibility.references import WORDS, Moment
from incubator.workflows.eligibility.rule import Rule

OWNERS = {
    "founders": Words("the founders see to it", "à la charge de l’équipe fondatrice"),
    "manager": Words("the programme manager sees to it", "suivi par la personne responsable du programme"),
    "director": Words("the director sees to it", "suivi par la direction"),
}
SEVERITIES = {
    "block": Words("Required", "Obligatoire"),
    "warn": Words("Pointed out", "Point de vigilance"),
    "target": Words("Aim", "Objectif"),
}
SUBMISSION = ("submission",)
NOTHING = Words("", "")


def rule_words(rule: Rule, labels: Labels) -> Words:
    """Required — company under 2 years old (judged: the day the application is sent)."""
    sentence = Words(
        "{severity} — {what} (judged: {on}{owner}).{conditions}",
        typeset("{severity} — {what} (date retenue : {on}{owner}).{conditions}"),
    )
    owner = Words("; {who}", typeset(" ; {who}")).format(who=OWNERS[rule.owner]) if rule.owner else NOTHING
    return sentence.format(
        severity=SEVERITIES[rule.severity], what=rule.asked(labels), owner=owner,
        on=joined(reference_words(name) for name in rule.at or SUBMISSION),
        conditions=_conditions(rule, labels),
    )  # fmt: skip


def reference_words(name: str) -> Words:
    """The day the application is sent; or a date of its own."""
    if name in WORDS:
        return WORDS[name]
    return both(lambda language: day(date.fromisoformat(name), language))


def deferred_words(why: Words, at: Moment, owner: str | None) -> Words:
    """The reason, then when it will be looked at and who sees to it."""

    def written(language: str) -> str:
        who = f"{_AND[language]}{OWNERS[owner][language]}" if owner else ""
        return _TO_BE_CHECKED[language].format(why=why[language], on=_day_of(at)[language], owner=who)

    return both(written)


def _day_of(at: Moment) -> Words:
    """The first day of the programme (1 September 2027)."""
    name = reference_words(at.reference)
    if at.on is None or at.reference == at.on.isoformat():
        return name
    return _DATED.format(reference=name, day=day_words(at.on))


def _conditions(rule: Rule, labels: Labels) -> Words:
    only = Words(" Only for: {who}.", typeset(" Seulement pour : {who}."))
    but = Words(" Except for: {who}.", typeset(" Sauf pour : {who}."))
    said = [
        lead.format(who=_lowered(condition.asked(labels)))
        for lead, condition in ((only, rule.when), (but, rule.unless))
        if condition is not None
    ]
    return both(lambda language: "".join(words[language] for words in said))


def _lowered(words: Words) -> Words:
    return both(lambda language: lowered(words[language]))


_TO_BE_CHECKED = Words("{why} To be checked: {on}{owner}.", typeset("{why} À vérifier : {on}{owner}."))
_AND = Words("; ", typeset(" ; "))
_DATED = Words("{reference} ({day})", "{reference} ({day})")
