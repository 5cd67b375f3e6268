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
        return {"unknown": _WHO[self.owner or "manager"], "unmet": _AGAIN}.get(result)


_HOLDS = Words("judged to hold", "jugé rempli")
_DOES_NOT = Words("judged not to hold", "jugé non rempli")
_WHY: dict[Result, Words] = {
    "unknown": Words(
        "Nobody has given an opinion on this yet.", "Personne n’a encore donné d’avis sur ce point."
    ),
    "met": Words("A person looked at this: it holds.", "Une personne a examiné ce point : il est rempli."),
    "unmet": Words(
        "A person looked at this: it does not hold.", "Une personne a examiné ce point : il n’est pas rempli."
    ),
}
_WHO = {
    "founders": Words(
        "The founders are asked about this.", "L’équipe fondatrice est interrogée sur ce point."
    ),
    "manager": Words(
        "The programme manager gives this opinion.",
        "C’est à la personne responsable du programme de donner cet avis.",
    ),
    "director": Words("The director gives this opinion.", "C’est à la direction de donner cet avis."),
}
_AGAIN = Words("The same team may look at it again.", "La même équipe peut réexaminer ce point.")
