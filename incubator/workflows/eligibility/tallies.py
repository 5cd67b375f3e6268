"""How many entries of a list there are, how many count and how many are needed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from incubator.words import Words, both, counted, joined, whole
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.measuring import AmountLimits

Nouns = tuple[Words, Words]
NOTHING = Words("", "")
FEMININE = ("aide", "publication", "ligne", "participation")  # the first word of the French noun


def none_of(nouns: Nouns, *, begins: bool = False) -> Words:
    """no document, aucun document, aucune aide."""
    words = _NONE_F if is_feminine(nouns) else _NONE_M
    found = words.format(noun=nouns[0])
    return both(lambda language: found[language][:1].upper() + found[language][1:]) if begins else found


def is_feminine(nouns: Nouns) -> bool:
    return nouns[0].fr.split()[0] in FEMININE


def there_are(total: int, sure: int, perhaps: int, nouns: Nouns, why_not: Words = NOTHING) -> Words:
    """2 documents, of which 1 counts; no document; 1 document, which does not count (date of issue: …)."""
    if not total:
        return none_of(nouns)
    listed = counted(total, *nouns)
    which = "who" if "member" in nouns[0].en else "which"
    if sure == total:
        return (_COUNTS if total == 1 else _COUNT).format(listed=listed, which=which)
    if total == 1:
        return (_MAY if perhaps else _DOES_NOT).format(listed=listed, which=which, why=why_not)
    if not sure and not perhaps:
        return (_NONE_COUNT_F if is_feminine(nouns) else _NONE_COUNT_M).format(
            listed=listed, which="whom" if which == "who" else which
        )
    may = "may" if sure else "only may"
    parts = [
        _WHICH[kind, number == 1].format(number=number)
        for kind, number in (("sure", sure), (may, perhaps)) if number
    ]  # fmt: skip
    return _OF_WHICH.format(listed=listed, counts=joined(parts), which="whom" if which == "who" else which)


def needed(limits: AmountLimits, ground: Ground, on: date | None, nouns: Nouns) -> Words:
    """at least 2 are needed; none is allowed."""
    return joined(_needed(limits, ground, on, nouns))


def _needed(limits: AmountLimits, ground: Ground, on: date | None, nouns: Nouns) -> Iterator[Words]:
    for name, limit in limits.each(on):
        bound = limit.amount(ground, None)
        if bound is None:
            continue
        if name in ("at_most", "equal") and not bound.number:
            yield _NONE_ALLOWED_F if is_feminine(nouns) else _NONE_ALLOWED_M
        else:
            yield (_NEEDED_ONE if bound.number == 1 else _NEEDED)[name].format(number=bound.words)


def asked_for(limits: AmountLimits, nouns: Nouns) -> Words:
    """At least 2 documents; no earlier participation; exactly 1 team member."""
    bounds = [(name, one) for name in _ASKED for one in getattr(limits, name) or ()]
    if [(name in ("at_most", "equal"), str(one.value)) for name, one in bounds] == [(True, "0")]:
        return none_of(nouns, begins=True)
    said = [
        _ASKED[name].format(limit=one.value.words if one.value else one.share.words) for name, one in bounds
    ]
    last = bounds[-1][1].value
    noun = nouns[0 if last and last.number == 1 else 1]
    phrase = _NOUN.format(limits=joined(said), noun=noun)
    return both(lambda language: phrase[language][:1].upper() + phrase[language][1:])


def changed_by(
    limits: AmountLimits, low: int, high: int, ground: Ground, on: date | None, nouns: Nouns
) -> Words | None:
    """2 documents more; 1 document fewer: so that it holds whatever those do that perhaps count."""
    for name, limit in limits.each(on):
        bound = limit.amount(ground, None)
        if bound is None:
            continue
        apart = _apart(name, high if name in ("at_most", "under") else low, bound)
        if name == "equal" and low != high:
            return None
        if apart:
            if apart < 0 and not bound.number:
                return none_of(nouns)
            words = _MORE if apart > 0 else _FEWER
            return counted(abs(apart), words.format(noun=nouns[0]), words.format(noun=nouns[1]))
    return None


def _apart(name: str, number: int, bound: Amount) -> int:
    """How many are missing; fewer than nought: too many."""
    limit = int(bound.number)
    if name in ("at_least", "over"):
        return max(0, limit + (name == "over") - number)
    if name in ("at_most", "under"):
        return min(0, limit - (name == "under") - number)
    return limit - number


def added(amounts: Sequence[Amount], sum_of_all: Amount) -> Words:
    """€1,500 + €500 = €2,000; many of them are only counted."""
    if len(amounts) < 2:
        return sum_of_all.words
    if len(amounts) > MOST_SHOWN:
        return _MANY.format(
            number=both(lambda language: whole(len(amounts), language)), total=sum_of_all.words
        )
    terms = _plus(amount.words for amount in amounts)
    return _EQUALS.format(terms=terms, total=sum_of_all.words)


def _plus(terms: Iterable[Words]) -> Words:
    listed = list(terms)
    return both(lambda language: " + ".join(term[language] for term in listed))


MOST_SHOWN = 4
_NONE_M = Words("no {noun}", "aucun {noun}")
_NONE_F = Words("no {noun}", "aucune {noun}")
_NOUN = Words("{limits} {noun}", "{limits} {noun}")
_COUNTS = Words("{listed}, {which} counts", "{listed} à prendre en compte")
_COUNT = Words("{listed}, {which} all count", "{listed} à prendre en compte")
_MAY = Words("{listed}, {which} may count", "{listed} à prendre en compte, peut-être")
_DOES_NOT = Words("{listed}, {which} does not count{why}", "{listed}, mais qui ne compte pas{why}")
_NONE_COUNT_M = Words("{listed}, none of {which} counts", "{listed}, mais aucun ne compte")
_NONE_COUNT_F = Words("{listed}, none of {which} counts", "{listed}, mais aucune ne compte")
_OF_WHICH = Words("{listed}, of {which} {counts}", "{listed}, dont {counts}")
_WHICH = {
    ("sure", True): Words("1 counts", "1 à prendre en compte"),
    ("sure", False): Words("{number} count", "{number} à prendre en compte"),
    ("may", True): Words("1 may count", "1 peut-être"),
    ("may", False): Words("{number} may count", "{number} peut-être"),
    ("only may", True): Words("1 may count", "1 peut-être à prendre en compte"),
    ("only may", False): Words("{number} may count", "{number} peut-être à prendre en compte"),
}
_NONE_ALLOWED_M = Words("none is allowed", "il n’en faut aucun")
_NONE_ALLOWED_F = Words("none is allowed", "il n’en faut aucune")
_NEEDED = {
    "equal": Words("exactly {number} are needed", "il en faut exactement {number}"),
    "at_least": Words("at least {number} are needed", "il en faut au moins {number}"),
    "at_most": Words("at most {number} are allowed", "il en faut au plus {number}"),
    "over": Words("more than {number} are needed", "il en faut plus de {number}"),
    "under": Words("fewer than {number} are allowed", "il en faut moins de {number}"),
}
_NEEDED_ONE = {
    **_NEEDED,
    "equal": Words("exactly {number} is needed", "il en faut exactement {number}"),
    "at_least": Words("at least {number} is needed", "il en faut au moins {number}"),
    "at_most": Words("at most {number} is allowed", "il en faut au plus {number}"),
}
_ASKED = {
    "equal": Words("exactly {limit}", "exactement {limit}"),
    "at_least": Words("at least {limit}", "au moins {limit}"),
    "at_most": Words("at most {limit}", "au plus {limit}"),
    "over": Words("more than {limit}", "plus de {limit}"),
    "under": Words("fewer than {limit}", "moins de {limit}"),
}
_MORE = Words("more {noun}", "{noun} de plus")
_FEWER = Words("fewer {noun}", "{noun} de moins")
_EQUALS = Words("{terms} = {total}", "{terms} = {total}")
_MANY = Words("{number} amounts = {total}", typeset("{number} montants = {total}"))
