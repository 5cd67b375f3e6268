"""Rules about who applies, in which field, and with how much money raised."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from incubator.words import Words, both, euros, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.facts import ApplicantKind
from incubator.workflows.eligibility.labels import APPLICANTS, OR, Labels
from incubator.workflows.eligibility.rule import Case, Reading, Rule, not_known


class ApplicantKindIs(Rule):
    """A person, a company, or a person for a company being formed."""

    kind: ClassVar[str] = "applicant_kind"
    facts: ClassVar[tuple[str, ...]] = ("applicant_kind",)

    rule: Literal["applicant_kind"]
    one_of: tuple[ApplicantKind, ...] = Field(min_length=1)

    def required(self, labels: Labels) -> Words:
        kinds = joined((APPLICANTS[kind] for kind in self.one_of), last=OR)
        return Words("Applicant: {kinds}", typeset("Candidature portée par : {kinds}")).format(kinds=kinds)

    def read(self, case: Case) -> Reading:
        kind, source = _applicant(case)
        if kind is None:
            return not_known("applicant_kind")
        fits = kind in self.one_of
        words = Words("The applicant is {kind}.", "La candidature est portée par {kind}.")
        return Reading(
            "met" if fits else "unmet", words.format(kind=APPLICANTS[kind]), APPLICANTS[kind], source
        )


def _applicant(case: Case) -> tuple[ApplicantKind | None, str | None]:
    """A registered company is a legal person even where nobody said so."""
    facts, on = case.facts, case.moment.on
    if facts.applicant_kind is None and facts.registered_on and on and facts.registered_on <= on:
        return "legal_person", facts.source_of("registered_on")
    return facts.applicant_kind, facts.source_of("applicant_kind")


class PrivateFunds(Rule):
    """At most so much private money raised; the amount itself is allowed."""

    kind: ClassVar[str] = "private_funds"
    facts: ClassVar[tuple[str, ...]] = ("private_funds_eur",)

    rule: Literal["private_funds"]
    at_most: int = Field(ge=0)  # whole euros

    def required(self, labels: Labels) -> Words:
        words = Words("At most {sum} of private money raised", "Au plus {sum} de fonds privés levés")
        return words.format(sum=_euros(self.at_most))

    def read(self, case: Case) -> Reading:
        raised = case.facts.private_funds_eur
        if raised is None:
            return not_known("private_funds_eur")
        return Reading(
            result="met" if raised <= self.at_most else "unmet",
            words=both(lambda language: self._comparison(raised)[language]),
            found=_euros(raised),
            source=case.facts.source_of("private_funds_eur"),
        )

    def _comparison(self, raised: int) -> Words:
        words = Words(
            "{raised} of private money raised: {gap}.", typeset("{raised} de fonds privés levés : {gap}.")
        )
        return words.format(raised=_euros(raised), gap=self._gap(raised))

    def _gap(self, raised: int) -> Words:
        limit = _euros(self.at_most)
        if raised == self.at_most:
            return Words("exactly the limit", "exactement le plafond")
        side = Words("below", "en dessous") if raised < self.at_most else Words("above", "au-dessus")
        words = Words("{sum} {side} the limit of {limit}", "{sum} {side} du plafond de {limit}")
        return words.format(sum=_euros(abs(raised - self.at_most)), side=side, limit=limit)


def _euros(value: int) -> Words:
    return both(lambda language: euros(value, language))


class Sector(Rule):
    """The main field is one of these, or none of those."""

    kind: ClassVar[str] = "sector"
    facts: ClassVar[tuple[str, ...]] = ("sector",)

    rule: Literal["sector"]
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if bool(self.one_of) == bool(self.none_of):
            raise ValueError("needs either one_of or none_of")
        return self

    def required(self, labels: Labels) -> Words:
        if self.one_of:
            words = Words("Field: {fields}", typeset("Domaine : {fields}"))
            return words.format(fields=labels.choices("sector", self.one_of))
        words = Words("Any field but {fields}", typeset("Tout domaine hors : {fields}"))
        return words.format(fields=labels.choices("sector", self.none_of))

    def read(self, case: Case) -> Reading:
        sector = case.facts.sector
        if sector is None:
            return not_known("sector")
        fits = sector in self.one_of if self.one_of else sector not in self.none_of
        found = case.labels.choice("sector", sector)
        words = Words("The main field is: {sector}.", typeset("Le domaine principal est : {sector}."))
        source = case.facts.source_of("sector")
        return Reading("met" if fits else "unmet", words.format(sector=found), found, source)
