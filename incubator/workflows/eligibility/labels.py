"""How facts, answers and programmes are called in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from incubator.words import Words, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.vocabulary import PROGRAMMES, free_words, programme_words, value_words
from incubator.workflows.questions import Question

Value = str | bool | int
OR = Words("or", "ou")
YES, NO, NONE = Words("yes", "oui"), Words("no", "non"), Words("none", "aucun")
_QUOTED = Words("“{label}”", typeset("« {label} »"))

APPLICANTS = {
    "natural_person": Words("a person without a company", "une personne physique sans entreprise"),
    "legal_person": Words("a company", "une entreprise"),
    "project_of_company_in_formation": Words(
        "a person whose company is being formed", "une personne physique dont l’entreprise est en création"
    ),
}


class Labels:
    """The form's own words for its questions and choices, else the catalogue's for its known values."""

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        self._words: dict[tuple[str, str], Words] = {
            ("applicant_kind", key): words for key, words in APPLICANTS.items()
        }
        self._asking: dict[str, Words] = {}
        for question in questions:
            self._words[question.key, ""] = question.label
            if question.fact:
                self._asking.setdefault(question.fact, question.label)
            for choice in question.choices:
                self._words[question.key, choice.key] = choice.label
                if question.fact:
                    self._words[question.fact, choice.key] = choice.label

    def question(self, key: str) -> Words:
        return self._words.get((key, "")) or Words(key, key)

    def quoted(self, key: str) -> Words:
        """In quotation marks: “Do you have a prototype?”"""
        asked = self._words.get((key, ""))
        return _QUOTED.format(label=asked) if asked else free_words(key)

    def document(self, kind: str) -> Words:
        """By the question that asks for it, else by its kind: letter of interest."""
        return self.quoted(kind) if (kind, "") in self._words else value_words("documents", kind)

    def asking(self, fact: str) -> Words | None:
        """The question whose answer gives the fact."""
        return self._asking.get(fact)

    def choice(self, name: str, key: str) -> Words:
        """Of a question or of the fact its answer gives."""
        own = None if name in PROGRAMMES else self._words.get((name, key))
        return own or value_words(name, key)

    def value(self, name: str, value: Value | tuple[str, ...]) -> Words:
        """yes; health and environment; none, for a list that holds nothing."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, tuple):
            return joined(self.choice(name, one) for one in value) if value else NONE
        return self.choice(name, str(value))

    def choices(self, name: str, keys: Iterable[str], *, last: Words = OR) -> Words:
        return joined((self.choice(name, key) for key in keys), last=last)


def programmes(keys: Iterable[str], *, last: Words | None = None) -> Words:
    """Growth Hub and Booster."""
    return joined((programme_words(key) for key in keys), last=last)


def lowered(text: str) -> str:
    """A phrase that no longer begins the sentence; an acronym keeps its capitals."""
    return text if text[1:2].isupper() or text[1:2].isdigit() else text[:1].lower() + text[1:]
