"""Rules about the company itself: that it exists, and how old it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import field_validator

from incubator.words import Words, both, counted, day, days
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.labels import APPLICANTS, Labels
from incubator.workflows.eligibility.rule import Case, Reading, Rule, not_dated, not_known
from incubator.workflows.terms import Length

NONE_YET = Words("no company yet", "pas encore d’entreprise")
NO_COMPANY = Words("There is no company yet.", "L’entreprise n’existe pas encore.")


class CompanyAge(Rule):
    """Strictly younger than a length: holds until the day before the anniversary."""

    kind: ClassVar[str] = "company_age"
    facts: ClassVar[tuple[str, ...]] = ("registered_on",)

    rule: Literal["company_age"]
    under: Length

    @field_validator("under")
    @classmethod
    def _within_a_lifetime(cls, value: Length) -> Length:
        if value.months > 1200 or value.days > 36_500:
            raise ValueError("is more than a hundred years")
        return value

    def required(self, labels: Labels) -> Words:
        return Words("Company under {age} old", "Entreprise de moins de {age}").format(age=_age(self.under))

    def read(self, case: Case) -> Reading:
        created, on = case.facts.registered_on, case.moment.on
        if created is None:
            return _nameless(case)
        if on is None:
            return not_dated(case.moment)
        anniversary = self.under.after(created)
        is_young = on < anniversary
        return Reading(
            result="met" if is_young else "unmet",
            words=both(lambda language: self._arithmetic(created, anniversary, on)[language]),
            found=_created(created),
            source=case.facts.source_of("registered_on"),
            flips_on=anniversary if is_young else None,
        )

    def _arithmetic(self, created: date, anniversary: date, on: date) -> Words:
        reached = Words(
            "Created on {created}, so {age} {is_reached} on {anniversary}: {gap}.",
            typeset("Entreprise créée le {created}, qui atteint donc {age} le {anniversary} : {gap}."),
        )
        words = reached.format(
            created=_day(created), age=_age(self.under), is_reached=_is_reached(self.under),
            anniversary=_day(anniversary), gap=gap(anniversary, on),
        )  # fmt: skip
        return _and_lapses(words, anniversary) if on < anniversary else words


class CompanyExists(Rule):
    """Registered at the latest on the day, or strictly before it."""

    kind: ClassVar[str] = "company_exists"
    facts: ClassVar[tuple[str, ...]] = ("registered_on", "applicant_kind")

    rule: Literal["company_exists"]
    before: bool = False  # the day itself is too late

    def required(self, labels: Labels) -> Words:
        if self.before:
            return Words("Company registered before that day", "Entreprise immatriculée avant ce jour")
        return Words("Company registered by that day", "Entreprise immatriculée au plus tard ce jour")

    def read(self, case: Case) -> Reading:
        created, on = case.facts.registered_on, case.moment.on
        if created is None:
            return self._unregistered(case)
        if on is None:
            return not_dated(case.moment)
        first_good_day = created + timedelta(days=1) if self.before else created
        exists = on >= first_good_day
        return Reading(
            result="met" if exists else "unmet",
            words=both(lambda language: _registered(created, on, exists=exists)[language]),
            found=_created(created),
            source=case.facts.source_of("registered_on"),
            flips_on=None if exists else first_good_day,
        )

    def _unregistered(self, case: Case) -> Reading:
        source = case.facts.source_of("applicant_kind")
        if case.facts.applicant_kind is None:
            return not_known("registered_on")
        if case.facts.applicant_kind == "legal_person":
            words = Words("The applicant is a company.", "La candidature est portée par une entreprise.")
            return Reading("met", words, found=APPLICANTS["legal_person"], source=source)
        result: Literal["unknown", "unmet"] = "unknown" if case.moment.is_later else "unmet"
        return Reading(result, NO_COMPANY, found=NONE_YET, source=source)


def _nameless(case: Case) -> Reading:
    """A company that does not exist yet has no age: that is unknown, not old."""
    kind = case.facts.applicant_kind
    if kind is None or kind == "legal_person":
        return not_known("registered_on")
    words = Words("{no} Its age cannot be told.", "{no} Son âge ne peut pas être calculé.").format(
        no=NO_COMPANY
    )
    return Reading("unknown", words, found=NONE_YET, source=case.facts.source_of("applicant_kind"))


def _registered(created: date, on: date, *, exists: bool) -> Words:
    words = Words("Registered on {created}: {gap}.", typeset("Immatriculée le {created} : {gap}."))
    if exists and created < on:
        words = Words("Registered on {created}.", "Immatriculée le {created}.")
    return words.format(created=_day(created), gap=gap(created, on))


def gap(first: date, second: date) -> Words:
    """55 days before 30 March 2027; on that very day."""
    if first == second:
        return Words("that very day", "le jour même")
    order = Words("before", "avant") if first < second else Words("after", "après")
    words = Words("{days} {order} {day}", "{days} {order} le {day}")
    return words.format(days=days(abs((second - first).days)), order=order, day=_day(second))


def _and_lapses(words: Words, on: date) -> Words:
    lapse = Words("{words} Lapses on {day}.", "{words} Ne sera plus vrai à partir du {day}.")
    return lapse.format(words=words, day=_day(on))


def _created(on: date) -> Words:
    return Words("created on {day}", "créée le {day}").format(day=_day(on))


def _day(value: date) -> Words:
    return both(lambda language: day(value, language))


def _age(length: Length) -> Words:
    """24 months are 2 years when one speaks of age."""
    if length.months % 12 or length.days:
        return length.words
    return counted(length.months // 12, Words("year", "an"), Words("years", "ans"))


def _is_reached(length: Length) -> str:
    """1 year is reached, 18 months are reached."""
    return "is reached" if length in (Length(months=12), Length(months=1), Length(days=1)) else "are reached"
