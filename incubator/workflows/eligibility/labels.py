"""How facts, answers and programmes are called in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from incubator.words import Words, joined
from incubator.workflows.questions import Question

OR = Words("or", "ou")
PROGRAMMES = ("open_enrolments", "completed_programmes", "programme")  # their values are programmes

APPLICANTS = {
    "natural_person": Words("a person without a company", "une personne physique sans entreprise"),
    "legal_person": Words("a company", "une entreprise"),
    "project_of_company_in_formation": Words(
        "a person whose company is being formed", "une personne physique dont l’entreprise est en création"
    ),
}


class Labels:
    """The form's own words for its questions and choices; a key without words stands for itself."""

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

    def asking(self, fact: str) -> Words | None:
        """The question whose answer gives the fact."""
        return self._asking.get(fact)

    def choice(self, name: str, key: str) -> Words:
        """Of a question or of the fact its answer gives."""
        if name in PROGRAMMES:
            return programmes([key])
        return self._words.get((name, key)) or Words(key, key)

    def choices(self, name: str, keys: Iterable[str], *, last: Words = OR) -> Words:
        return joined((self.choice(name, key) for key in keys), last=last)


def programmes(keys: Iterable[str], *, last: Words | None = None) -> Words:
    """growth-hub -> Growth Hub."""
    names = (key.replace("-", " ").title() for key in keys)
    return joined((Words(name, name) for name in names), last=last)


def lowered(text: str) -> str:
    """A phrase that no longer begins the sentence; an acronym keeps its capital."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
