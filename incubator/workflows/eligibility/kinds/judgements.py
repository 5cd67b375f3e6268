"""What only a person can judge: unknown until somebody has."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from incubator.words import Words
from incubator.workflows.definitions import Text
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single


class Judgement(Single):
    """A person judges that it holds; `words` says what is judged."""

    kind: ClassVar[str] = "judgement"

    rule: Literal["judgement"]
    words: Text = Field(description="What is judged, as it is shown to whoever judges.")

    def required(self, labels: Labels) -> Words:
        return self.words

    def needs(self) -> tuple[str, ...]:
        return ()

    def decide(self, ground: Ground, on: date) -> Result:
        holds = ground.facts.judgements.get(self.id)
        return "unknown" if holds is None else "met" if holds else "unmet"

    def found(self, ground: Ground) -> Words | None:
        holds = ground.facts.judgements.get(self.id)
        return None if holds is None else _HOLDS if holds else _DOES_NOT

    def sources(self, ground: Ground) -> str | None:
        return "judged" if self.id in ground.facts.judgements else None

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        return _WHY[result]

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        """Who answers."""
        return _WHO.get(result)


_HOLDS = Words("judged to hold", "jugé rempli")
_DOES_NOT = Words("judged not to hold", "jugé non rempli")
_WHY: dict[Result, Words] = {
    "unknown": Words(
        "The programme team has not given its opinion on this yet.",
        "L’équipe du programme n’a pas encore donné son avis sur ce point.",
    ),
    "met": Words(
        "In the opinion of the programme team, this is met.",
        "De l’avis de l’équipe du programme, ce point est rempli.",
    ),
    "unmet": Words(
        "In the opinion of the programme team, this is not met.",
        "De l’avis de l’équipe du programme, ce point n’est pas rempli.",
    ),
}
_WHO: dict[Result, Words] = {
    "unknown": Words(
        "The programme team settles this by giving its opinion.",
        "L’équipe du programme règle ce point en donnant son avis.",
    ),
    "unmet": Words(
        "Only the programme team can change this opinion.",
        "Seule l’équipe du programme peut revoir cet avis.",
    ),
}
