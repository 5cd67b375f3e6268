"""What an edition allows: how long, how often, from when; said in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from incubator.actions.days import local_day
from incubator.actions.enrolments.terms import term_of
from incubator.store.enrolments import Enrolment, Extension
from incubator.words import Words, both, counted, day
from incubator.workflows.programme import Edition, ExtensionPolicy, Programme


def against_rules(enrolment: Enrolment, programme: Programme, edition: Edition) -> Words | None:
    """The rule's sentence when the edition allows no further extension; asked and checked again later."""
    if edition.extension is None:
        return _NONE.format(programme=programme.name)
    used = sum(extension.state == "granted" for extension in enrolment.extensions)
    if used < edition.extension.max_count:
        return None
    return _USED_UP.format(
        programme=programme.name, times=_times(edition.extension.max_count),
        length=edition.extension.length.words, used=_granted(enrolment.extensions),
    )  # fmt: skip


def not_now(enrolment: Enrolment, policy: ExtensionPolicy, edition: Edition, *, on: date) -> Words | None:
    """Why not today: not yet, too late, or one is waiting."""
    if enrolment.state not in ("active", "paused"):
        return _NOT_RUNNING
    if any(extension.state == "asked" for extension in enrolment.extensions):
        return _WAITING
    last_day = term_of(enrolment, edition).last_day
    if last_day is None:
        return _NO_END
    first = policy.asks_before.before(last_day)
    if on < first:
        return _FROM.format(first=_day(first))
    return _ENDED.format(last=_day(last_day)) if on > last_day else None


def _granted(extensions: Iterable[Extension]) -> Words:
    """On which days they were granted: the reader sees why there is none left."""
    granted = [one for one in extensions if one.state == "granted"]
    days = sorted(local_day(one.decided_at or one.asked_at) for one in granted)
    return both(lambda language: ", ".join(day(one, language) for one in days))


def _times(number: int) -> Words:
    return (
        Words("once", "une fois")
        if number == 1
        else counted(number, Words("time", "fois"), Words("times", "fois"))
    )


def _day(value: date) -> Words:
    return both(lambda language: day(value, language))


_NONE = Words(
    "The rules of {programme} know no extension.",
    "Le règlement de {programme} ne prévoit pas de prolongation.",
)
_USED_UP = Words(
    "{programme} can be extended {times}, by {length} each: this was granted on {used}. "
    "A further extension is not possible; talk to your contact about what comes next.",
    "{programme} peut être prolongé {times}, de {length} à chaque fois : c’est accordé depuis le {used}. "
    "Une prolongation supplémentaire n’est pas possible ; parlez de la suite avec votre contact.",
)
_NOT_RUNNING = Words(
    "An extension is asked for while the programme is running.",
    "Une prolongation se demande pendant le programme.",
)
_WAITING = Words("A request is already waiting for its decision.", "Une demande attend déjà sa décision.")
_NO_END = Words(
    "This programme has no end date, so there is nothing to extend.",
    "Ce programme n’a pas de date de fin : il n’y a rien à prolonger.",
)
_FROM = Words(
    "An extension can be asked for from {first} on.",
    "La prolongation pourra être demandée à partir du {first}.",
)
_ENDED = Words(
    "The programme ended on {last}: write to your contact.",
    "Le programme s’est terminé le {last} : écrivez à votre contact.",
)
