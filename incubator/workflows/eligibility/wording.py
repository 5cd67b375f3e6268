"""How facts are called in sentences: by the catalogue, or by the question whose answer they are."""

from __future__ import annotations

from incubator.words import Words, both, counted
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.sorts import called
from incubator.workflows.terms import Length

_QUOTED = Words("“{label}”", typeset("« {label} »"))
_NOT_KNOWN = Words("Not known yet: {names}.", typeset("Information manquante : {names}."))
_ASKED = Words("{name} (question “{label}”)", typeset("{name} (question « {label} »)"))


def fact_words(name: str, labels: Labels) -> Words:
    """the private money raised so far; “Do you have a prototype?”"""
    return called(Facts, name) if name in FACTS else _QUOTED.format(label=labels.question(name))


def titled(words: Words) -> Words:
    """At the beginning of a sentence, without its article: Registration date."""
    return both(lambda language: _title(words[language], language))


def _title(text: str, language: str) -> str:
    for article in ("the ",) if language == "en" else ("le ", "la ", "les ", "l’"):
        text = text.removeprefix(article) if text.startswith(article) else text
    return text[:1].upper() + text[1:]


def missing_words(names: tuple[str, ...], labels: Labels) -> Words:
    """What would settle it: the fact, and the question that asks for it."""
    said = []
    for name in names:
        asked = labels.asking(name) if name in FACTS else None
        said.append(
            _ASKED.format(name=fact_words(name, labels), label=asked) if asked else fact_words(name, labels)
        )
    return _NOT_KNOWN.format(names=both(lambda language: ", ".join(one[language] for one in said)))


def age_words(length: Length) -> Words:
    """24 months are 2 years when one speaks of age."""
    if length.months % 12 or length.days:
        return length.words
    return counted(length.months // 12, Words("year", "an"), Words("years", "ans"))
