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
    """A person must judge it; `words` says what."""

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


_HOLDS = Words("judged to hold", "jugé rempli")
_DOES_NOT = Words("judged not to hold", "jugé non rempli")
_WHY: dict[Result, Words] = {
    "unknown": Words("Nobody has judged this yet.", "Ce point attend encore un avis."),
    "met": Words("A member of the team judged that it holds.", "L’équipe a jugé ce point rempli."),
    "unmet": Words(
        "A member of the team judged that it does not hold.", "L’équipe a jugé ce point non rempli."
    ),
}
