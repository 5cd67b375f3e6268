"""Rules about our own records, such as other programmes, and about what only a person can judge."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from incubator.words import Words
from incubator.workflows.definitions import Text, typeset
from incubator.workflows.eligibility.labels import OR, Labels, programmes
from incubator.workflows.eligibility.rule import Case, Reading, Rule, not_known

NOWHERE = Words("in no programme", "dans aucun programme")


class NotEnrolled(Rule):
    """No open enrolment in these programmes; in none at all when none is named."""

    kind: ClassVar[str] = "not_enrolled"
    facts: ClassVar[tuple[str, ...]] = ("open_enrolments",)

    rule: Literal["not_enrolled"]
    programmes: tuple[str, ...] = ()

    def required(self, labels: Labels) -> Words:
        if not self.programmes:
            return Words("Not in a programme already", "Aucun programme en cours")
        words = Words("Not in {names} already", typeset("Pas déjà dans : {names}"))
        return words.format(names=programmes(self.programmes, last=OR))

    def read(self, case: Case) -> Reading:
        current = case.facts.open_enrolments
        if current is None:
            return not_known("open_enrolments")
        source = case.facts.source_of("open_enrolments")
        in_the_way = [key for key in current if not self.programmes or key in self.programmes]
        found = programmes(current) if current else NOWHERE
        if in_the_way:
            words = Words("Already in {names}.", typeset("Déjà dans : {names}."))
            return Reading("unmet", words.format(names=programmes(in_the_way)), found, source)
        words = Words("No enrolment stands in the way.", "Aucun programme en cours ne s’y oppose.")
        return Reading("met", words, found, source)


class CompletedProgramme(Rule):
    """Has completed one of these programmes, or is in one now where that counts too."""

    kind: ClassVar[str] = "completed_programme"
    facts: ClassVar[tuple[str, ...]] = ("completed_programmes", "open_enrolments")

    rule: Literal["completed_programme"]
    programmes: tuple[str, ...] = Field(min_length=1)
    or_enrolled: bool = False

    def required(self, labels: Labels) -> Words:
        words = Words("Completed: {names}", typeset("Programme terminé : {names}"))
        if self.or_enrolled:
            words = Words(
                "Completed or under way: {names}", typeset("Programme terminé ou en cours : {names}")
            )
        return words.format(names=programmes(self.programmes, last=OR))

    def read(self, case: Case) -> Reading:
        facts = case.facts
        done = facts.completed_programmes
        current = facts.open_enrolments if self.or_enrolled else ()
        known = (*(done or ()), *(current or ()))
        fitting = [key for key in known if key in self.programmes]
        if fitting:
            return Reading("met", *_been_through(fitting), source=facts.source_of("completed_programmes"))
        if done is None or current is None:
            return not_known("completed_programmes" if done is None else "open_enrolments")
        words = Words("Has been through none of them.", "Aucun de ces programmes n’a été suivi.")
        found = programmes(known) if known else NOWHERE
        return Reading("unmet", words, found, facts.source_of("completed_programmes"))


def _been_through(keys: list[str]) -> tuple[Words, Words]:
    names = programmes(keys)
    return Words("Has been through {names}.", typeset("Programme suivi : {names}.")).format(
        names=names
    ), names


class Judgement(Rule):
    """Only a person can tell; unknown until somebody has."""

    kind: ClassVar[str] = "judgement"

    rule: Literal["judgement"]
    words: Text  # what is judged

    def required(self, labels: Labels) -> Words:
        return self.words

    def read(self, case: Case) -> Reading:
        holds = case.facts.judgements.get(self.id)
        if holds is None:
            return Reading("unknown", Words("Nobody has judged this yet.", "Ce point attend encore un avis."))
        found = (
            Words("judged to hold", "jugé rempli")
            if holds
            else Words("judged not to hold", "jugé non rempli")
        )
        said = Words("A member of the team judged that it holds.", "L’équipe a jugé ce point rempli.")
        denied = Words(
            "A member of the team judged that it does not hold.", "L’équipe a jugé ce point non rempli."
        )
        return Reading("met" if holds else "unmet", said if holds else denied, found, "judged")
