"""How facts, ages and what is still to be known are called in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incubator.words import NARROW, Words, both, counted, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import REFERENCES
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.eligibility.sorts import called
from incubator.workflows.eligibility.vocabulary import free_words
from incubator.workflows.terms import Length


def fact_words(name: str, labels: Labels) -> Words:
    """the private money raised so far; “Do you have a prototype?”"""
    return called(Facts, name) if name in FACTS else labels.quoted(name)


def titled(words: Words) -> Words:
    """At the beginning of a sentence, without its article: Registration date."""
    return both(lambda language: _title(words[language], language))


def quoted(words: Words) -> Words:
    """In quotation marks; those inside become single ones in English, and English ones in French."""
    return _QUOTED.format(label=both(lambda language: _inside(words[language], language)))


def _inside(text: str, language: str) -> str:
    pairs = {"“": "‘", "”": "’"} if language == "en" else {f"«{NARROW}": "“", f"{NARROW}»": "”"}
    for outer, inner in pairs.items():
        text = text.replace(outer, inner)
    return text


def capital(words: Words) -> Words:
    """The first letter alone: a sentence begins."""
    return both(lambda language: words[language][:1].upper() + words[language][1:])


def of_words(words: Words) -> Words:
    """of the eligible costs; in French: des dépenses éligibles, de l’aide demandée."""
    return both(lambda language: _of(words.fr) if language == "fr" else f"of {words.en}")


def _of(french: str) -> str:
    for article, drawn in (("le ", "du "), ("les ", "des ")):
        if french.startswith(article):
            return drawn + french.removeprefix(article)
    return f"d’{french}" if french[:1] in "aeiouyéèêàâîïôû" else f"de {french}"


def to_words(words: Words) -> Words:
    """the site, and in French with its preposition: au site, à l’aide demandée."""
    return both(lambda language: _to(words.fr) if language == "fr" else words.en)


def _to(french: str) -> str:
    for article, drawn in (("le ", "au "), ("les ", "aux ")):
        if french.startswith(article):
            return drawn + french.removeprefix(article)
    return f"à {french}"


def _title(text: str, language: str) -> str:
    for article in ("the ",) if language == "en" else ("le ", "la ", "les ", "l’"):
        text = text.removeprefix(article) if text.startswith(article) else text
    return text[:1].upper() + text[1:]


def missing_words(names: Iterable[str], labels: Labels) -> Words:
    """Not known yet: the company’s registration date."""
    return _NOT_KNOWN.format(names=joined(_name(name, labels) for name in names))


def settled_by(
    names: Iterable[str], labels: Labels, *, fields: Iterable[Words] = (), nouns: Words | None = None,
    registers: Iterable[str] = (),
) -> Words | None:  # fmt: skip
    """What to do next: the question to answer, the record to complete, the date to set."""
    steps = [*_steps(names, labels)]
    if listed := list(fields):
        steps.append(_COMPLETE.format(nouns=nouns, fields=joined(listed)))
    if named := list(registers):
        steps.append(_REGISTER.format(names=joined(free_words(name) for name in named)))
    return in_a_row(steps) if steps else None


def _steps(names: Iterable[str], labels: Labels) -> Iterator[Words]:
    asked, recorded, dates = [], [], []
    for name in names:
        question = labels.asking(name) if name in FACTS else None
        if question is not None:
            asked.append(_QUOTED.format(label=question))
        elif name in FACTS:
            recorded.append(called(Facts, name))
        elif name in REFERENCES:
            dates.append(REFERENCE_WORDS[name])
        else:
            asked.append(labels.quoted(name))
    for lead, named in ((_ANSWER, asked), (_RECORD, recorded), (_SET, dates)):
        if named:
            yield lead.format(names=joined(named))


def unset_words(reference: str, result: Result) -> Words:
    """The first day of the programme is not set yet: it depends on that day."""
    return _UNSET.format(day=REFERENCE_WORDS[reference], outcome=_OUTCOMES[result])


def _name(name: str, labels: Labels) -> Words:
    return REFERENCE_WORDS[name] if name in REFERENCES else fact_words(name, labels)


def age_words(length: Length) -> Words:
    """24 months are 2 years when one speaks of age."""
    if length.months % 12 or length.days:
        return length.words
    return counted(length.months // 12, Words("year", "an"), Words("years", "ans"))


def in_a_row(parts: Iterable[Words]) -> Words:
    """One after the other between semicolons, with a full stop."""
    listed = list(parts)
    return both(lambda language: f"{MARKS[language].join(part[language] for part in listed)}.")


MARKS = {"en": "; ", "fr": f"{NARROW}; "}
_QUOTED = Words("“{label}”", typeset("« {label} »"))
_COMPLETE = Words(
    "To settle this, add to the {nouns}: {fields}", typeset("À indiquer pour les {nouns} : {fields}")
)
_REGISTER = Words("To settle this, add the register {names}", typeset("Registre à ajouter : {names}"))
_NOT_KNOWN = Words("Not known yet: {names}.", typeset("Information manquante : {names}."))
_ANSWER = Words(
    "To settle this, answer the question {names}", typeset("Pour le savoir : répondre à la question {names}")
)
_RECORD = Words("To settle this, add to the application: {names}", typeset("À ajouter au dossier : {names}"))
_SET = Words("To settle this, set {names}", typeset("Date à fixer : {names}"))
_UNSET = Words("{day} is not set yet: {outcome}", typeset("{day} n’est pas encore fixé : {outcome}"))
_OUTCOMES: dict[Result, Words] = {
    "met": Words("any day from today on will do", "toute date à venir convient"),
    "unmet": Words("no day from today on will do", "aucune date à venir ne convient"),
    "unknown": Words("it depends on that day", "tout dépend de cette date"),
}
