"""The arithmetic of a date in words: what is added, the day it comes to, how far off the day judged on is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from incubator.words import Words, both, day, day_words, days
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.dating import AGES, AHEAD, DAY, LONGER, SAID, SIDES, DateLimits, Extended
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.wording import age_words, fact_words, titled
from incubator.workflows.terms import Length

UPPER = ("under", "at_most", "within")


def limits_of(limits: DateLimits) -> tuple[str, ...]:
    return tuple(name for name in (*AGES, *AHEAD, *SIDES) if getattr(limits, name) is not None)


def event(fact: str, value: date, labels: Labels) -> Words:
    """Registration on 3 February 2025."""
    words = EVENTS.get(fact)
    if words is not None:
        return words.format(day=day_words(value))
    return _EVENT.format(fact=titled(fact_words(fact, labels)), day=day_words(value))


def reckoned(
    lead: Words, limits: DateLimits, value: date, ground: Ground, on: date, *, said_on: Words
) -> Iterator[Words]:
    """Registration on 3 February 2025 + 2 years = 3 February 2027; sent on 30 March 2027: 55 days over."""
    names = limits_of(limits)
    if names[0] not in AGES:
        yield lead
    for number, name in enumerate(names):
        part = _part(limits, name, value, ground, on, said_on)
        if name in AGES:
            start = lead if number == 0 else day_words(value)
            yield _IN_A_ROW.format(start=start, part=part)
        else:
            yield part


def judged(at: Moment, on: date) -> Words:
    """sent on 30 March 2027; first day of the programme: 1 September 2027."""
    if at.moves and at.reference == "submission":
        return _IF_SENT.format(day=day_words(on))
    return JUDGED.get(at.reference, _JUDGED_ON).format(day=day_words(on))


def gap(first: date, second: date) -> Words:
    """55 days before 30 March 2027; on that very day."""
    if first == second:
        return _SAME
    words = _BEFORE if first < second else _AFTER
    return words.format(days=days(abs((second - first).days)), day=day_words(second))


def _part(limits: DateLimits, name: str, value: date, ground: Ground, on: date, said_on: Words) -> Words:
    limit = getattr(limits, name)
    if name in SIDES:
        return _beside(name, limit, value, ground, on, said_on)
    if name in AHEAD:
        end = limit.after(on)
        return _AHEAD.format(
            judged=said_on, length=age_words(limit), end=day_words(end), gap=_ahead(name, value, end)
        )
    events = limits.events(ground) or 0 if name in LONGER else 0
    end = limits.longer(limit, events).after(value)
    return _AGE.format(
        length=_length(limit, limits.extended, events), end=day_words(end), judged=said_on,
        gap=_left(name, value, end, on),
    )  # fmt: skip


def _length(length: Length, extended: Extended | None, events: int) -> Words:
    """4 years + 2 × 1 year."""
    if extended is None or not events:
        return age_words(length)
    return _LONGER.format(length=age_words(length), events=events, more=age_words(extended.by))


def _left(name: str, value: date, end: date, on: date) -> Words:
    """An upper limit: so many days left or over. A lower one: reached, or so many days too early."""
    if name in UPPER:
        if name == "within" and value > on:
            return _COMES_LATER.format(days=days((value - on).days))
        left = (end - on).days
        if left:
            return (_LEFT if left > 0 else _OVER).format(days=days(abs(left)))
        return _THAT_DAY if name == "under" else _LAST
    early = ((end if name == "at_least" else end + DAY) - on).days
    return _EARLY.format(days=days(early)) if early > 0 else _REACHED


def _ahead(name: str, value: date, end: date) -> Words:
    short = (end - value).days
    if name == "ahead_at_most":
        return _OVER.format(days=days(-short)) if short < 0 else _FITS
    return _SHORT.format(days=days(short)) if short > 0 else _ENOUGH


def _beside(name: str, bound: Bound, value: date, ground: Ground, on: date, said_on: Words) -> Words:
    """entry on 1 September 2027: 1 day too late; no later than 1 February 2024: 3 days too late."""
    limit = bound.day(on, ground.day_of)
    if limit is None:
        return _UNSET.format(limit=SAID[name].format(limit=bound.words))
    if bound.is_moving:
        return _BESIDE.format(lead=said_on, gap=_distance(name, value, limit))
    words = bound.words if bound.on else _DATED.format(name=bound.words, day=day_words(limit))
    return _BESIDE.format(lead=SAID[name].format(limit=words), gap=_distance(name, value, limit))


def _distance(name: str, value: date, limit: date) -> Words:
    apart = (value - limit).days
    if not apart:
        return _SAME_DAY[name]
    too = _TOO_LATE if apart > 0 else _TOO_EARLY
    fits = _DAYS_BEFORE if apart < 0 else _DAYS_AFTER
    is_wrong = (apart > 0) is (name in ("before", "by"))
    return (too if is_wrong else fits).format(days=days(abs(apart)))


def the_day(value: date) -> Words:
    """1 March 2027, and with its article in French: le 1er mars 2027."""
    return both(lambda language: f"le {day(value, language)}" if language == "fr" else day(value, language))


EVENTS = {
    "registered_on": Words("Registration on {day}", "Immatriculation le {day}"),
    "activity_started_on": Words("Start of activity on {day}", "Début d’activité le {day}"),
    "statutes_signed_on": Words("Signature of the statutes on {day}", "Signature des statuts le {day}"),
    "doctorate_on": Words("Doctorate on {day}", "Doctorat le {day}"),
    "returned_on": Words("Return on {day}", "Retour le {day}"),
    "salary_secured_until": Words("Salary secured until {day}", "Salaire garanti jusqu’au {day}"),
    "starts_on": Words("Planned start on {day}", "Démarrage prévu le {day}"),
}
JUDGED = {
    "submission": Words("sent on {day}", "envoi le {day}"),
    "call_closing": Words("closing of the call on {day}", "clôture de l’appel le {day}"),
    "committee": Words("committee on {day}", "comité le {day}"),
    "notification": Words("results sent on {day}", "envoi des résultats le {day}"),
    "entry": Words("entry on {day}", "entrée dans le programme le {day}"),
    "signature": Words("signature on {day}", "signature le {day}"),
    "mid_programme": Words("middle of the programme on {day}", "milieu du programme le {day}"),
    "now": Words("today, {day}", "aujourd’hui, le {day}"),
}
_JUDGED_ON = Words("on {day}", "au {day}")
_IF_SENT = Words("if sent on {day}", "pour un envoi le {day}")
_EVENT = Words("{fact}: {day}", typeset("{fact} : {day}"))
_IN_A_ROW = Words("{start} {part}", "{start} {part}")
_AGE = Words("+ {length} = {end}; {judged}: {gap}", typeset("+ {length} = {end} ; {judged} : {gap}"))
_LONGER = Words("{length} + {events} × {more}", "{length} + {events} × {more}")
_AHEAD = Words("{judged} + {length} = {end}: {gap}", typeset("{judged} + {length} = {end} : {gap}"))
_BESIDE = Words("{lead}: {gap}", typeset("{lead} : {gap}"))
_UNSET = Words("{limit}, which is not set yet", "{limit}, date qui n’est pas encore fixée")
_DATED = Words("{name} ({day})", "{name} ({day})")
_OVER = Words("{days} over", "{days} de trop")
_LEFT = Words("{days} left", "il reste {days}")
_THAT_DAY = Words("the limit is reached on that very day", "la limite est atteinte ce jour-là")
_LAST = Words("this is the last day that counts", "c’est le dernier jour possible")
_COMES_LATER = Words("the date comes {days} later", "la date vient {days} plus tard")
_EARLY = Words("{days} too early", "{days} trop tôt")
_REACHED = Words("reached", "durée atteinte")
_SHORT = Words("{days} short", "il manque {days}")
_ENOUGH = Words("long enough", "durée suffisante")
_FITS = Words("not too far ahead", "durée respectée")
_TOO_LATE = Words("{days} too late", "{days} trop tard")
_TOO_EARLY = Words("{days} too early", "{days} trop tôt")
_DAYS_BEFORE = Words("{days} before, in time", "{days} avant, dans les délais")
_DAYS_AFTER = Words("{days} after, as asked", "{days} après, comme demandé")
_SAME_DAY = {
    "before": Words("the same day, which is too late", "le même jour, ce qui est trop tard"),
    "by": Words("the same day, which still counts", "le même jour, ce qui convient encore"),
    "since": Words("the same day, which already counts", "le même jour, ce qui convient déjà"),
    "after": Words("the same day, which is too early", "le même jour, ce qui est trop tôt"),
}
_SAME = Words("the very day of the limit", "le jour même de la limite")
_BEFORE = Words("{days} before {day}", "{days} avant le {day}")
_AFTER = Words("{days} after {day}", "{days} après le {day}")
