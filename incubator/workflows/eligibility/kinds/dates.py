"""A date among the facts, measured against the day the rule is judged on: ages, windows, what is secured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from incubator.words import Words, day_words, days
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.bounds import THEN
from incubator.workflows.eligibility.dating import AGES, AHEAD, SIDES, DateLimits
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import in_a_row
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.rule import Single
from incubator.workflows.eligibility.wording import age_words, fact_words, missing_words, titled
from incubator.workflows.terms import Length

WITHOUT_A_COMPANY = ("natural_person", "project_of_company_in_formation")
OF_THE_COMPANY = ("registered_on", "activity_started_on", "statutes_signed_on")
USUAL: dict[tuple[str, ...], Words] = {  # what is asked of companies most often, in the words one uses
    ("under",): Words("Company under {age} old", "Entreprise de moins de {age}"),
    ("at_least",): Words("Company at least {age} old", "Entreprise d’au moins {age}"),
    ("by",): Words("Company registered by that day", "Entreprise immatriculée au plus tard ce jour"),
    ("before",): Words("Company registered before that day", "Entreprise immatriculée avant ce jour"),
}
EXISTING = (("by",), ("before",))  # the only limit given: the company exists


class DateRule(Single, DateLimits):
    """`fact` is a date of the catalogue, or a question answered by a date."""

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
            return self._without(ground)
        return self.holds(value, ground, on)

    def changes(self, ground: Ground) -> Iterator[date]:
        value = self._value(ground)
        span = self.span(value, ground) if value else None
        return span.changes() if span else iter(())

    def missing(self, ground: Ground) -> tuple[str, ...]:
        if self._value(ground) is None:
            return (self.fact,)
        return tuple(self.unset(ground))

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
            limits=self.said(lambda name: fact_words(name, labels)),
        )

    def why(self, ground: Ground, at: Moment, result: Result) -> Words:
        value = self._value(ground)
        if value is None:
            return self._why_without(ground, result)
        missing = self.missing(ground) if result == "unknown" else ()
        if missing:
            return missing_words(missing, ground.labels)
        if at.on is None:
            return _known_so_far(self.fact, value, ground, at)
        return _sentence(self, value, ground, at, at.on)

    def _value(self, ground: Ground) -> date | None:
        value = ground.facts.value(self.fact)
        return date.fromisoformat(value) if isinstance(value, str) else value

    def limits(self) -> tuple[str, ...]:
        return tuple(name for name in (*AGES, *AHEAD, *SIDES) if getattr(self, name) is not None)

    def _has_no_company(self, ground: Ground) -> bool:
        return self.fact in OF_THE_COMPANY and ground.facts.applicant_kind in WITHOUT_A_COMPANY

    def _is_about_existing(self) -> bool:
        return self.fact in OF_THE_COMPANY and self.limits() in EXISTING

    def _without(self, ground: Ground) -> Result:
        """A company that does not exist yet has no age; one that applies as a company exists."""
        if not self._is_about_existing():
            return "unknown"
        if self._has_no_company(ground):
            return "unmet"
        return "met" if ground.facts.applicant_kind == "legal_person" else "unknown"

    def _why_without(self, ground: Ground, result: Result) -> Words:
        if result == "met":
            return _A_COMPANY
        if not self._has_no_company(ground):
            return missing_words((self.fact,), ground.labels)
        return _NOT_YET if self._is_about_existing() else _NO_AGE


def _sentence(rule: DateRule, value: date, ground: Ground, at: Moment, on: date) -> Words:
    """Registration date: 3 February 2025; + 2 years = 3 February 2027; sent on 30 March 2027: 55 days."""
    lead = _LEAD.format(fact=titled(fact_words(rule.fact, ground.labels)), day=day_words(value))
    return in_a_row([lead, *(_part(rule, name, value, ground, at, on) for name in rule.limits())])


def _part(rule: DateRule, name: str, value: date, ground: Ground, at: Moment, on: date) -> Words:
    if name in SIDES:
        bound = getattr(rule, name)
        limit = bound.day(on, ground.day_of)
        return (
            gap(value, limit or on)
            if limit != on
            else _BESIDE.format(judged=judged(at, on), gap=_away(value, on))
        )
    if name in AHEAD:
        end = getattr(rule, name).after(on)
        words = _AHEAD.format(
            judged=judged(at, on), length=age_words(getattr(rule, name)), end=day_words(end)
        )
        return _WITH.format(words=words, gap=_short(name, value, end))
    length: Length = getattr(rule, name)
    events = rule.events(ground) or 0
    whole = rule.longer(length, events) if name in LONGER else length
    end = whole.after(value)
    gap_words = _away(value, on) if name == "within" and value > on else _left(name, end, on)
    return _AGE.format(length=age_words(whole), end=day_words(end), judged=judged(at, on), gap=gap_words)


def judged(at: Moment, on: date) -> Words:
    """sent on 30 March 2027; first day of the programme: 1 September 2027."""
    return JUDGED.get(at.reference, JUDGED_ON).format(day=day_words(on))


def _left(name: str, end: date, on: date) -> Words:
    """An upper limit: so many days left or over. A lower one: reached, or so many days too early."""
    between = (end - on).days
    if name in ("at_least", "over"):
        first = end if name == "at_least" else end + timedelta(days=1)
        early = (first - on).days
        return _EARLY.format(days=days(early)) if early > 0 else _REACHED
    if name == "under":
        return (
            _OVER.format(days=days(-between))
            if between < 0
            else _LEFT.format(days=days(between))
            if between
            else _THAT_DAY
        )
    return (
        _OVER.format(days=days(-between))
        if between < 0
        else _LEFT.format(days=days(between))
        if between
        else _LAST
    )


def _short(name: str, value: date, end: date) -> Words:
    missing = (end - value).days
    if name == "ahead_at_most":
        return _OVER.format(days=days(-missing)) if missing < 0 else _ENOUGH
    return _SHORT.format(days=days(missing)) if missing > 0 else _ENOUGH


def _away(value: date, on: date) -> Words:
    if value == on:
        return _SAME
    words = _EARLIER if value < on else _LATER
    return words.format(days=days(abs((value - on).days)))


def gap(first: date, second: date) -> Words:
    """55 days before 30 March 2027; on that very day."""
    if first == second:
        return _SAME
    order = Words("before", "avant") if first < second else Words("after", "après")
    words = Words("{days} {order} {day}", "{days} {order} le {day}")
    return words.format(days=days(abs((second - first).days)), order=order, day=day_words(second))


def _known_so_far(fact: str, value: date, ground: Ground, at: Moment) -> Words:
    """The date is known, the day to judge on is not set yet."""
    lead = _LEAD.format(fact=titled(fact_words(fact, ground.labels)), day=day_words(value))
    return in_a_row([lead, _NOT_SET.format(day=REFERENCE_WORDS[at.reference])])


LONGER = ("under", "at_most", "within")
JUDGED_ON = Words("judged on {day}", "date retenue : {day}")
JUDGED = {
    "submission": Words("sent on {day}", "envoi le {day}"),
    "call_closing": Words("the call closes on {day}", "clôture de l’appel le {day}"),
    "committee": Words("committee on {day}", "comité le {day}"),
    "notification": Words("results sent on {day}", "résultats le {day}"),
    "entry": Words("entry on {day}", "entrée le {day}"),
    "signature": Words("signed on {day}", "signature le {day}"),
    "mid_programme": Words("middle of the programme on {day}", "milieu du programme le {day}"),
    "now": Words("today, {day}", "aujourd’hui, {day}"),
}
_LEAD = Words("{fact}: {day}", typeset("{fact} : {day}"))
_AGE = Words("+ {length} = {end}; {judged}: {gap}", typeset("+ {length} = {end} ; {judged} : {gap}"))
_AHEAD = Words("{judged} + {length} = {end}", "{judged} + {length} = {end}")
_WITH = Words("{words}: {gap}", typeset("{words} : {gap}"))
_BESIDE = Words("{judged}: {gap}", typeset("{judged} : {gap}"))
_NOT_SET = Words("still to be set: {day}", typeset("encore à fixer : {day}"))
_OVER = Words("{days} over", "dépassement de {days}")
_LEFT = Words("{days} left", "il reste {days}")
_THAT_DAY = Words("over since that very day", "dépassement le jour même")
_LAST = Words("the last day", "dernier jour")
_EARLY = Words("{days} too early", "{days} trop tôt")
_REACHED = Words("reached", "atteint")
_SHORT = Words("{days} short", "il manque {days}")
_ENOUGH = Words("enough", "suffisant")
_SAME = Words("that very day", "le jour même")
_EARLIER = Words("{days} earlier", "{days} plus tôt")
_LATER = Words("{days} later", "{days} plus tard")
NO_COMPANY = Words("no company yet", "pas encore d’entreprise")
_NOT_YET = Words("There is no company yet.", "L’entreprise n’existe pas encore.")
_NO_AGE = Words(
    "There is no company yet. Its age cannot be told.",
    "L’entreprise n’existe pas encore. Son âge ne peut pas être calculé.",
)
_A_COMPANY = Words("The applicant is a company.", "La candidature est portée par une entreprise.")
