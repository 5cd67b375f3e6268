"""Coaching days against their budget, in whole half-days: never a fraction to round.

A day counts when it is logged and is locked when it is confirmed. One that is disputed still
counts until it is reversed. No budget stated means no limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from incubator.errors import Refused
from incubator.words import Words, both, day, half_days


class GivenDay(Protocol):
    """A coaching day, as far as the budget is concerned."""

    @property
    def half_days(self) -> int: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """All in half-days; a budget of None, and then `left` of None, is no limit."""

    budget: int | None
    confirmed: int
    logged: int  # counted, not confirmed yet
    left: int | None

    @property
    def used(self) -> int:
        return self.confirmed + self.logged


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the term is and how far the budget is, in whole per cent, with a forecast in words."""

    kind: Literal["no_limit", "ahead", "steady", "behind"]
    elapsed: int
    used: int | None
    words: Words


def balance(budget: int | None, days: Iterable[GivenDay]) -> Balance:
    """The balance of these days; `budget` in half-days."""
    counts = {"confirmed": 0, "logged": 0, "disputed": 0, "reversed": 0}
    for given in days:
        counts[given.state] += given.half_days
    logged = counts["logged"] + counts["disputed"]
    left = None if budget is None else budget - counts["confirmed"] - logged
    return Balance(budget=budget, confirmed=counts["confirmed"], logged=logged, left=left)


def check_log(
    balance: Balance, *, half_days: int, on: date, today: date, starts_on: date, last_day: date | None
) -> None:
    """Refused, with every reason, when a coaching day cannot be logged; `today` is the local day."""
    found: list[tuple[str, Words]] = []
    if half_days < 1:
        found.append(("half_days", _NOTHING))
    if balance.left is not None and half_days > max(0, balance.left):
        found.append(("half_days", _over(balance.left, half_days)))
    if on > today:
        found.append(("on", _FUTURE))
    if on < starts_on:
        found.append(("on", _BEFORE.format(first=_day(starts_on))))
    if last_day is not None and on > last_day:
        found.append(("on", _AFTER.format(last=_day(last_day))))
    if found:
        reasons = [words for _, words in found]
        text = both(lambda language: " ".join(words[language] for words in reasons))
        raise Refused(text, field=found[0][0], reasons=reasons)


def pace(balance: Balance, *, starts_on: date, last_day: date | None, on: date) -> Pace:
    """The share of the term that is over beside the share of the budget that is used."""
    elapsed = _elapsed(starts_on, last_day, on)
    if balance.budget is None or last_day is None:
        return Pace("no_limit", elapsed, None, _NO_LIMIT.format(used=_days(balance.used)))
    used = _percent(balance.used, balance.budget)
    kind: Literal["ahead", "steady", "behind"] = "steady"
    if abs(used - elapsed) > MARGIN:
        kind = "ahead" if used > elapsed else "behind"
    share = _SHARES.format(elapsed=elapsed, used=used, left=_days(max(0, balance.left or 0)))
    words = both(lambda language: f"{share[language]} {_FORECASTS[kind][language]}")
    return Pace(kind, elapsed, used, words)


MARGIN = 15  # per cent between the two shares before anything is said
LOW = 6  # half-days left: time to plan the rest


def is_low(balance: Balance) -> bool:
    """Three days or fewer are left of a budget."""
    return balance.left is not None and balance.left <= LOW


def unused_from(*, starts_on: date, last_day: date) -> date:
    """The day 70 per cent of the term is over: little used by then may be lost."""
    return date.fromordinal(starts_on.toordinal() + -(-(last_day - starts_on).days * 7 // 10))


def is_unused(balance: Balance) -> bool:
    """Less than 40 per cent of the budget is used."""
    return balance.budget is not None and balance.used * 10 < balance.budget * 4


def _elapsed(starts_on: date, last_day: date | None, on: date) -> int:
    if last_day is None or last_day < starts_on:
        return 0
    done = min(max(0, (on - starts_on).days + 1), (last_day - starts_on).days + 1)
    return _percent(done, (last_day - starts_on).days + 1)


def _percent(part: int, whole: int) -> int:
    return 100 if whole <= 0 else part * 100 // whole


def _day(value: date) -> Words:
    return both(lambda language: day(value, language))


def _days(number: int) -> Words:
    """Half-days as days: "1.5 days", « 1,5 jour »."""
    return Words(
        f"{half_days(number, 'en')} {'day' if number == 2 else 'days'}",
        f"{half_days(number, 'fr')} {'jour' if number < 4 else 'jours'}",
    )


def _over(left: int, asked: int) -> Words:
    words = _LEFT if left > 0 else _NONE_LEFT
    return words.format(left=_days(max(0, left)), asked=_days(asked))


_NOTHING = Words("Log at least half a day.", "Saisissez au moins une demi-journée.")
_LEFT = Words(
    "Only {left} of coaching can still be logged, and this is {asked}: "
    "log less, or ask the programme manager for more.",
    "Il ne reste que {left} de coaching à saisir, et ceci en fait {asked} : "
    "saisissez moins, ou demandez un complément aux responsables du programme.",
)
_NONE_LEFT = Words(
    "No coaching days are left in the budget: ask the programme manager for more before logging {asked}.",
    "Le budget de coaching est épuisé : demandez un complément aux responsables du programme "
    "avant de saisir {asked}.",
)
_FUTURE = Words(
    "This day is still to come: log it once it has taken place.",
    "Cette journée n’a pas encore eu lieu : saisissez-la une fois passée.",
)
_BEFORE = Words(
    "The programme begins on {first}: choose a day from then on.",
    "Le programme commence le {first} : choisissez un jour à partir de cette date.",
)
_AFTER = Words(
    "The last day of the programme is {last}: choose a day up to it.",
    "Le dernier jour du programme est le {last} : choisissez un jour jusqu’à cette date.",
)
_NO_LIMIT = Words("{used} used; there is no limit.", "{used} de coaching ; il n’y a pas de limite.")
_SHARES = Words(
    "{elapsed}% of the term is over and {used}% of the coaching is used: {left} left.",
    "{elapsed} % du parcours est écoulé et {used} % du coaching est utilisé : il reste {left}.",
)
_FORECASTS = {
    "ahead": Words(
        "At this pace it will be used up before the last day: plan the rest with care.",
        "À ce rythme, il sera épuisé avant le dernier jour : planifiez bien la suite.",
    ),
    "steady": Words("The pace is right.", "Le rythme est bon."),
    "behind": Words(
        "At this pace some of it will be left over: now is a good time to plan sessions.",
        "À ce rythme, il en restera : c’est le bon moment pour prévoir des séances.",
    ),
}
