"""What would change an answer about a date, and when what is due later has to be settled."""

from __future__ import annotations

from datetime import date, timedelta

from incubator.words import Words, both, day_words, days, weekday
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.dating import (
    AHEAD,
    DAY,
    EVER,
    NEVER_ENDING,
    SAID,
    SIDES,
    DateLimits,
    Span,
)
from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.reckoning import limits_of, the_day
from incubator.workflows.eligibility.references import WORDS as REFERENCE_WORDS
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.wording import capital

Owners = dict[str, Words]
NO_DAY = timedelta(0)
OWNERS: Owners = {
    "founders": Words("the founders see to it", "l’équipe fondatrice s’en charge"),
    "manager": Words("the programme manager sees to it", "la personne responsable du programme s’en charge"),
    "director": Words("the director sees to it", "la direction s’en charge"),
}


def for_date(limits: DateLimits, value: date, ground: Ground, at: Moment) -> Words | None:
    """Of a date that is known: the day that would do, or the last one that would have done."""
    if at.on is None:
        return _depends(limits.span(value, ground), at, ground.today)
    on = at.on
    failing = [name for name in limits_of(limits) if not _holds(limits, name, value, ground, on)]
    for name in failing:
        if name in AHEAD:
            return _ahead(name, limits, value, ground, on)
        if name in SIDES and not (at.moves and getattr(limits, name).is_moving):
            return _another(name, limits, value, ground, on)
    span = limits.span(value, ground)
    if span is None:
        return None
    if span.first > span.last:
        return _NEVER
    if on < span.first:
        tense = _WILL if at.moves or at.is_later or span.first > ground.today else _WOULD_HAVE
        return tense.format(day=day_words(span.first))
    return _LAST_DAY.format(day=day_words(span.last))


def due(mend: Words | None, at: Moment, owner: str | None, result: Result) -> Words:
    """When a condition put off is looked at, and who sees to it."""
    lead = _LOOKED_AT if result == "met" else _SETTLED
    when = _day_of(at)
    words = (_OWNED if owner else _UNOWNED).format(lead=lead.format(when=when), owner=OWNERS.get(owner or ""))
    return words if mend is None else _BOTH.format(first=mend, second=words)


def _day_of(at: Moment) -> Words:
    """Wednesday 1 September 2027, the first day of the programme."""
    name = REFERENCE_WORDS.get(at.reference)
    if at.on is None:
        return _UNSET.format(name=name)
    on = at.on
    dated = both(lambda language: f"le {weekday(on, 'fr')}" if language == "fr" else weekday(on, "en"))
    return dated if name is None else _NAMED.format(day=dated, name=name)


def _holds(limits: DateLimits, name: str, value: date, ground: Ground, on: date) -> bool:
    others = {other: None for other in limits_of(limits) if other != name}
    span = limits.model_copy(update=others).span(value, ground)
    return span is None or span.holds(on)


def _depends(span: Span | None, at: Moment, today: date) -> Words | None:
    """The day to judge on is not set: which days would do, of those that are still to come."""
    if span is None or span.first > span.last or span.last < today:
        return _NEVER
    lead = capital(REFERENCE_WORDS[at.reference])
    if span.last == NEVER_ENDING:
        return None if span.first == EVER else _FROM.format(name=lead, first=day_words(span.first))
    if span.first == EVER:
        return _UNTIL.format(name=lead, last=day_words(span.last))
    return _BETWEEN.format(name=lead, first=day_words(span.first), last=day_words(span.last))


def _ahead(name: str, limits: DateLimits, value: date, ground: Ground, on: date) -> Words | None:
    end = getattr(limits, name).after(on)
    if limits.holds(end, ground, on) != "met":
        return None
    words = _LATER_DATE if name == "ahead_at_least" else _EARLIER_DATE
    return words.format(day=day_words(end), days=days(abs((end - value).days)))


def _another(name: str, limits: DateLimits, value: date, ground: Ground, on: date) -> Words | None:
    """It would be met with a date no later than 1 September 2027: 1 day earlier; where nothing else fails."""
    bound = getattr(limits, name)
    limit = bound.day(on, ground.day_of) or on
    wanted = limit + {"before": -DAY, "after": DAY}.get(name, NO_DAY)
    if limits.holds(wanted, ground, on) != "met":
        return None
    apart = abs((limit - value).days) + (name in ("before", "after"))
    change = (_EARLIER if name in ("before", "by") else _LATER).format(days=days(apart))
    return _WITH.format(limit=SAID[name].format(limit=the_day(limit)), change=change)


_WILL = Words("It will be met from {day} on.", "Cette condition sera remplie à partir du {day}.")
_WOULD_HAVE = Words(
    "The first day that would have done was {day}.", "Le premier jour possible était le {day}."
)
_LAST_DAY = Words("The last day that would have done was {day}.", "Le dernier jour possible était le {day}.")
_NEVER = Words("With this date, no day will do.", "Avec cette date, aucun jour ne convient.")
_FROM = Words("{name} must be no earlier than {first}.", "{name} doit tomber au plus tôt le {first}.")
_UNTIL = Words("{name} must be no later than {last}.", "{name} doit tomber au plus tard le {last}.")
_BETWEEN = Words(
    "{name} must be between {first} and {last}.", "{name} doit tomber entre le {first} et le {last}."
)
_LATER_DATE = Words("It would be met with {day} or later: {days} more.",
                    typeset("Il faudrait le {day} ou plus tard : {days} de plus."))  # fmt: skip
_EARLIER_DATE = Words("It would be met with {day} or earlier: {days} less.",
                      typeset("Il faudrait le {day} ou plus tôt : {days} de moins."))  # fmt: skip
_WITH = Words("It would be met with a date {limit}: {change}.",
              typeset("Il faudrait une date {limit} : {change}."))  # fmt: skip
_EARLIER = Words("{days} earlier", "{days} plus tôt")
_LATER = Words("{days} later", "{days} plus tard")
_SETTLED = Words("To be settled by {when}", "À régler au plus tard {when}")
_LOOKED_AT = Words("To be looked at again on {when}", "À vérifier de nouveau {when}")
_OWNED = Words("{lead}; {owner}.", typeset("{lead} ; {owner}."))
_UNOWNED = Words("{lead}.", "{lead}.")
_BOTH = Words("{first} {second}", "{first} {second}")
_NAMED = Words("{day}, {name}", "{day}, {name}")
_UNSET = Words("{name}, which is not set yet", "{name}, qui n’est pas encore fixé")
