"""Rules about what the application itself says or holds: an answer, a declaration, a file."""

from __future__ import annotations

from typing import ClassVar, Literal

from incubator.words import Words, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.labels import OR, Labels
from incubator.workflows.eligibility.rule import Case, Reading, Rule
from incubator.workflows.questions import Question

YES, NO = Words("yes", "oui"), Words("no", "non")


class QuestionRule(Rule):
    """Looks at one question of the form."""

    question: str

    def looks_at(self, question: Question) -> bool:
        return question.key == self.question or super().looks_at(question)

    def unanswered(self, case: Case) -> Reading:
        words = Words("Not answered yet: “{label}”", typeset("Encore sans réponse : « {label} »"))
        return Reading("unknown", words.format(label=case.labels.question(self.question)))

    def source(self) -> str:
        return f"answer:{self.question}"


class AnswerIs(QuestionRule):
    """A yes/no or choice question has this answer, or one of these."""

    kind: ClassVar[str] = "answer"

    rule: Literal["answer"]
    equal: bool | str | tuple[str, ...]

    def required(self, labels: Labels) -> Words:
        words = Words("“{label}”: {wanted}", typeset("« {label} » : {wanted}"))
        return words.format(label=labels.question(self.question), wanted=self._wanted(labels))

    def _wanted(self, labels: Labels) -> Words:
        keys = self.equal if isinstance(self.equal, tuple) else (self.equal,)
        return joined((self._say(labels, key) for key in keys), last=OR)

    def _say(self, labels: Labels, value: object) -> Words:
        if isinstance(value, bool):
            return YES if value else NO
        return labels.choice(self.question, str(value))

    def read(self, case: Case) -> Reading:
        value = case.facts.answers.get(self.question)
        if value is None or value == "" or value == ():
            return self.unanswered(case)
        given = value if isinstance(value, tuple) else (value,)
        wanted = self.equal if isinstance(self.equal, tuple) else (self.equal,)
        found = joined(self._say(case.labels, one) for one in given)
        fits = any(type(one) is type(other) and one == other for one in given for other in wanted)
        words = Words("The answer is: {found}.", typeset("La réponse est : {found}.")).format(found=found)
        return Reading("met" if fits else "unmet", words, found, self.source())


class Declaration(QuestionRule):
    """A yes/no question the applicant must have said yes to."""

    kind: ClassVar[str] = "declaration"

    rule: Literal["declaration"]

    def required(self, labels: Labels) -> Words:
        words = Words("Declared: “{label}”", typeset("Déclaration : « {label} »"))
        return words.format(label=labels.question(self.question))

    def read(self, case: Case) -> Reading:
        value = case.facts.answers.get(self.question)
        if not isinstance(value, bool):
            return self.unanswered(case)
        found = Words("declared", "déclaré") if value else Words("not declared", "non déclaré")
        said = Words("The applicant declares it.", "La candidature le déclare.")
        denied = Words("The applicant does not declare it.", "La candidature ne le déclare pas.")
        return Reading("met" if value else "unmet", said if value else denied, found, self.source())


class Document(QuestionRule):
    """The file of that question was given."""

    kind: ClassVar[str] = "document"
    facts: ClassVar[tuple[str, ...]] = ("documents",)

    rule: Literal["document"]

    def required(self, labels: Labels) -> Words:
        words = Words("File given: “{label}”", typeset("Fichier fourni : « {label} »"))
        return words.format(label=labels.question(self.question))

    def read(self, case: Case) -> Reading:
        if case.facts.documents is None:
            return self.unanswered(case)
        if self.question in case.facts.documents:
            found = Words("given", "fourni")
            words = Words("The file was given.", "Le fichier a été fourni.")
            return Reading("met", words, found, self.source())
        words = Words("The file has not been given.", "Le fichier n’a pas été fourni.")
        return Reading("unmet", words, Words("no file", "aucun fichier"), self.source())
