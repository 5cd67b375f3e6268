"""A date among the facts, measured against the day the rule is judged on: ages, windows, what is secured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from incubator.words import Words, day_words
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.bounds import THEN
from incubator.workflows.eligibility.dating import SAID, DateLimits
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.reckoning import event, judged, limits_of, reckoned, the_day
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.remedies import for_date
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import (
    age_words,
    fact_words,
    in_a_row,
    missing_words,
    settled_by,
    titled,
    unset_words,
)

WITHOUT_A_COMPANY = ("natural_person", "project_of_company_in_formation")
OF_THE_COMPANY = ("registered_on", "activity_started_on", "statutes_signed_on")
WITH_A_COMPANY = ("registered_on", "statutes_signed_on")  # it may be active later
USUAL: dict[tuple[str, ...], Words] = {  # what is asked of companies most often, in the words one uses
    ("under",): Words("Company under {age} old", "Entreprise de moins de {age}"),
    ("at_least",): Words("Company at least {age} old", "Entreprise d’au moins {age}"),
    ("by",): Words(
        "Company registered no later than that day", "Entreprise immatriculée au plus tard ce jour-là"
    ),
    ("before",): Words("Company registered before that day", "Entreprise immatriculée avant ce jour-là"),
}
EXISTING = (("by",), ("before",))  # the only limit given: the company exists


class DateRule(Single, DateLimits):
    """A date is so long ago, so far ahead, before or after a day; `fact` says which date."""

    kind: ClassVar[str] = "date"

    rule: Literal["date"]
    fact: str = Field(description="A date among the facts, or a question answered by one.")

    def needs(self) -> tuple[str, ...]:
        besides = (self.extended.per,) if self.extended else ()
        kind = ("applicant_kind",) if self.fact in OF_THE_COMPANY else ()
        return (self.fact, *besides, *kind)

    def decide(self, ground: Ground, on: date) -> Result:
        value = self._value(ground)
        if value is None:
            return self._without(ground, on)
        return self.holds(value, ground, on)

    def changes(self, ground: Ground) -> Iterator[date]:
        value = self._value(ground)
        return self.turning_days(value, ground) if value else iter(())

    def missing(self, ground: Ground) -> tuple[str, ...]:
        if self._value(ground) is None:
            return (self.fact,)
        return tuple(dict.fromkeys(self.unset(ground)))

    def may_still_come(self, ground: Ground) -> bool:
        return self._value(ground) is None

    def found(self, ground: Ground) -> Words | None:
        value = self._value(ground)
        if value is not None:
            return day_words(value)
        return NO_COMPANY if self._has_no_company(ground) else None

    def required(self, labels: Labels) -> Words:
        usual = USUAL.get(self.limits()) if self.fact == "registered_on" and not self.extended else None
        if usual is not None and (length := self.under or self.at_least):
            return usual.format(age=age_words(length))
        if usual is not None and str(self.by or self.before) == THEN:
            return usual
        words = Words("{fact}: {limits}", typeset("{fact} : {limits}"))
        return words.format(
            fact=titled(fact_words(self.fact, labels)),
            limits=self.said(labels),
        )

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        value = self._value(ground)
        if value is None:
            return self._why_without(ground, result)
        missing = self.missing(ground) if result == "unknown" else ()
        if missing:
            return missing_words(missing, ground.labels)
        if at.on is None:
            unset = unset_words(at.reference, result)
            return in_a_row([event(self.fact, value, ground.labels), unset])
        lead = event(self.fact, value, ground.labels)
        return in_a_row(reckoned(lead, self, value, ground, at.on, said_on=judged(at, at.on)))

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        value = self._value(ground)
        if result == "met":
            return None
        if value is None:
            return self._mend_without(ground, at, result)
        missing = self.missing(ground) if result == "unknown" else ()
        return settled_by(missing, ground.labels) if missing else for_date(self, value, ground, at)

    def _value(self, ground: Ground) -> date | None:
        value = ground.facts.value(self.fact)
        return date.fromisoformat(value) if isinstance(value, str) else value

    def limits(self) -> tuple[str, ...]:
        return limits_of(self)

    def _has_no_company(self, ground: Ground) -> bool:
        return self.fact in OF_THE_COMPANY and ground.facts.applicant_kind in WITHOUT_A_COMPANY

    def _is_about_existing(self) -> bool:
        """By the day judged on: a fixed day may come before the company, or after it."""
        bound = self.by or self.before
        is_moving = bound is not None and bound.is_moving
        return self.fact in OF_THE_COMPANY and self.limits() in EXISTING and is_moving

    def _without(self, ground: Ground, on: date) -> Result:
        """A company that does not exist yet has no age; one that applies as a company exists by then."""
        if not self._is_about_existing():
            return "unknown"
        if self._has_no_company(ground):
            return "unmet"
        applied_on = ground.day_of("submission")
        is_one = ground.facts.applicant_kind == "legal_person" and self.fact in WITH_A_COMPANY
        exists = applied_on is not None and (applied_on < on or (applied_on == on and self.by is not None))
        return "met" if is_one and exists else "unknown"

    def _why_without(self, ground: Ground, result: Result) -> Words:
        if result == "met":
            return _A_COMPANY
        if not self._has_no_company(ground):
            return missing_words((self.fact,), ground.labels)
        return _NOT_YET if self._is_about_existing() else _NO_AGE

    def _mend_without(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        if not self._has_no_company(ground):
            return settled_by((self.fact,), ground.labels)
        if result == "unknown" and not self._is_about_existing():
            return _ONCE_REGISTERED
        bound = self.by or self.before
        day = bound.day(at.on, ground.day_of) if bound and at.on else None
        if at.moves or day is None:
            return _REGISTERED_SOON
        limit = SAID["by" if self.by else "before"].format(limit=the_day(day))
        return _REGISTERED_BY.format(limit=limit)


NO_COMPANY = Words("no company yet", "pas encore d’entreprise")
_NOT_YET = Words("There is no company yet.", "L’entreprise n’existe pas encore.")
_NO_AGE = Words(
    "There is no company yet, so its age is not known.",
    typeset("L’entreprise n’existe pas encore : son âge n’est pas connu."),
)
_A_COMPANY = Words("The applicant is a company.", "La candidature est portée par une entreprise.")
_ONCE_REGISTERED = Words(
    "It will be known once the company is registered.",
    "La réponse sera connue une fois l’entreprise immatriculée.",
)
_REGISTERED_SOON = Words(
    "It will be met once the company is registered.",
    "Cette condition sera remplie une fois l’entreprise immatriculée.",
)
_REGISTERED_BY = Words(
    "It would be met with a company registered {limit}.", "Il faudrait une entreprise immatriculée {limit}."
)
