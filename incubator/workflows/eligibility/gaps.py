"""How far an amount is from its limits, in words, and how much it would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from incubator.words import Words, both
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.amounts import PER, PERCENT, Amount, decimal
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.measuring import SAID, WHOLE, AmountLimits, Limit, result_of
from incubator.workflows.eligibility.wording import in_a_row

UPPER = ("at_most", "under")
CENT = Decimal("0.01")
Bounds = Iterator[tuple[str, Limit, Amount]]


def compared(lead: Words, limits: AmountLimits, value: Amount, ground: Ground, on: date | None) -> Words:
    """Private money raised: €250,000; €50,000 above the limit of €200,000."""
    return in_a_row([lead, *each_gap(limits, value, ground, on)])


def each_gap(
    limits: AmountLimits, value: Amount, ground: Ground, on: date | None, whole: Amount | None = None
) -> Iterator[Words]:
    for name, limit, bound in _bounds(limits, ground, on, whole):
        yield _gap(name, value, bound, _with_share(limit, bound, ground, whole))


def changed_by(
    limits: AmountLimits, value: Amount, ground: Ground, on: date | None, whole: Amount | None = None,
    *, is_open: bool = False,
) -> Words | None:  # fmt: skip
    """It would be met with at most €200,000: €50,000 less. `is_open`: there may be more to come."""
    failing = [
        (name, bound, limit.of == WHOLE) for name, limit, bound in _bounds(limits, ground, on, whole)
        if result_of(name, value, value, bound) == "unmet"
    ]  # fmt: skip
    if not failing:
        return None
    name, bound, of_whole = min(failing, key=lambda one: one[1].pace if one[0] in UPPER else -one[1].pace)
    if not _would_do(limits, name, bound, ground, on, whole):
        return None
    change = None if is_open and name in UPPER else _difference(name, value, bound)
    words = _OF_WHOLE[bool(change)] if of_whole else _WOULD_BY if change else _WOULD
    return words.format(limit=SAID[name].format(limit=bound.words), change=change)


def _would_do(
    limits: AmountLimits, name: str, bound: Amount, ground: Ground, on: date | None, whole: Amount | None
) -> bool:
    """Whether every other limit holds there too: none of them open, none the other way."""
    apart = {"under": -CENT, "over": CENT}.get(name, Decimal(0))
    wanted = Amount(bound.number + apart, bound.unit, bound.per)
    return limits.result(wanted, wanted, ground, on, whole) == "met"


def other_unit(
    limits: AmountLimits, value: Amount, ground: Ground, whole: Amount | None = None
) -> Words | None:
    """To settle this, state the amount in euros; to settle this, state the amount per month."""
    bounds = (limit.amount(ground, whole) for limit in limits.every_limit())
    for bound in (one for one in bounds if one is not None):
        if bound.unit != value.unit and bound.unit in MONIES:
            return _IN_MONEY.format(money=MONIES[bound.unit])
        if bool(bound.per) != bool(value.per):
            return _IN_MONEY_PER[bool(bound.per)].format(amount=PER[bound.per or value.per])
    return None


def _bounds(limits: AmountLimits, ground: Ground, on: date | None, whole: Amount | None) -> Bounds:
    for name, limit in limits.each(on):
        bound = limit.amount(ground, whole)
        if bound is not None:
            yield name, limit, bound


def _with_share(limit: Limit, bound: Amount, ground: Ground, whole: Amount | None) -> Words:
    """€600,000 (60% of €1,000,000)."""
    base = whole if limit.of == WHOLE else ground.facts.value(limit.of or "")
    if limit.share is None or not isinstance(base, Amount):
        return bound.words
    return _OF.format(amount=bound.words, share=limit.share.words, whole=base.words)


def _gap(name: str, value: Amount, limit: Amount, said: Words) -> Words:
    if not value.compares_with(limit):
        other = _OTHER_MONEY if limit.unit in MONIES else _OTHER_UNIT
        return (_OTHER_PERIOD if limit.unit == value.unit else other).format(limit=said)
    side = 0 if value.pace == limit.pace else -1 if value.pace < limit.pace else 1
    if value.per != limit.per and side:
        return _PACES[side].format(limit=said)
    words = _BESIDE[name, side] if side else _EXACTLY[name]
    return words.format(difference=_apart(value, limit), limit=said)


def _apart(value: Amount, limit: Amount) -> Words:
    """Of shares: percentage points, for 10% of 50% would be 5%."""
    difference = Amount(abs(value.number - limit.number), value.unit, value.per)
    if difference.unit != PERCENT:
        return difference.words
    number = both(lambda language: decimal(difference.number, language))
    one = {"en": difference.number == 1, "fr": difference.number < 2}
    return both(
        lambda language: (_POINT if one[language] else _POINTS)[language].format(number=number[language])
    )


def _difference(name: str, value: Amount, bound: Amount) -> Words | None:
    """Where the limit itself will not do, how much is enough cannot be said to the cent."""
    if name in ("under", "over") or value.per != bound.per:
        return None
    words = _LESS if value.pace > bound.pace else _MORE
    return words.format(amount=_apart(value, bound))


MONIES = {
    "EUR": Words("euros", "euros"),
    "USD": Words("US dollars", "dollars américains"),
    "GBP": Words("pounds sterling", "livres sterling"),
    "CHF": Words("Swiss francs", "francs suisses"),
}
_ABOVE = {
    "at_most": Words(
        "{difference} above the limit of {limit}", "{difference} au-dessus de la limite de {limit}"
    ),
    "under": Words(
        "{difference} above the limit of {limit}", "{difference} au-dessus de la limite de {limit}"
    ),
    "at_least": Words(
        "{difference} above the minimum of {limit}", "{difference} au-dessus du minimum de {limit}"
    ),
    "over": Words("{difference} above {limit}", "{difference} au-dessus de {limit}"),
    "equal": Words(
        "exactly {limit} is asked for: {difference} too much",
        typeset("il faut exactement {limit} : {difference} de trop"),
    ),
}
_BELOW = {
    "at_most": Words(
        "{difference} below the limit of {limit}", "{difference} en dessous de la limite de {limit}"
    ),
    "under": Words(
        "{difference} below the limit of {limit}", "{difference} en dessous de la limite de {limit}"
    ),
    "at_least": Words(
        "{difference} below the minimum of {limit}", "{difference} en dessous du minimum de {limit}"
    ),
    "over": Words("{difference} below {limit}", "{difference} en dessous de {limit}"),
    "equal": Words(
        "exactly {limit} is asked for: {difference} too little",
        typeset("il faut exactement {limit} : il manque {difference}"),
    ),
}
_BESIDE = {(name, 1): words for name, words in _ABOVE.items()} | {
    (name, -1): words for name, words in _BELOW.items()
}
_EXACTLY = {
    "at_most": Words(
        "exactly the limit of {limit}, which is allowed", "exactement la limite de {limit}, ce qui est admis"
    ),
    "under": Words("exactly {limit}, and less is asked for", "exactement {limit}, et il faut moins"),
    "at_least": Words(
        "exactly the minimum of {limit}, which is enough", "exactement le minimum de {limit}, ce qui suffit"
    ),
    "over": Words("exactly {limit}, and more is asked for", "exactement {limit}, et il faut plus"),
    "equal": Words("exactly what is asked for", "exactement ce qui est demandé"),
}
_POINT = Words("{number} percentage point", "{number} point")
_POINTS = Words("{number} percentage points", "{number} points")
_PACES = {
    -1: Words("below the limit of {limit}", "en dessous de la limite de {limit}"),
    1: Words("above the limit of {limit}", "au-dessus de la limite de {limit}"),
}
_OF = Words("{amount} ({share} of {whole})", "{amount} ({share} de {whole})")
_OTHER_MONEY = Words(
    "it cannot be compared with {limit}, which is in another currency",
    "la comparaison avec {limit} n’est pas possible, car la monnaie est différente",
)
_OTHER_UNIT = Words(
    "it cannot be compared with {limit}, which is in another unit",
    "la comparaison avec {limit} n’est pas possible, car l’unité est différente",
)
_OTHER_PERIOD = Words(
    "it cannot be compared with {limit}, because only one of them is counted over a period",
    "la comparaison avec {limit} n’est pas possible, car un seul des deux porte sur une période",
)
_IN_MONEY_PER = {
    True: Words("To settle this, state the amount {amount}.", typeset("À préciser : le montant {amount}.")),
    False: Words("To settle this, state the amount in all, not {amount}.",
                 typeset("À préciser : le montant total, et non {amount}.")),
}  # fmt: skip
_IN_MONEY = Words(
    "To settle this, state the amount in {money}.", typeset("À préciser : le montant en {money}.")
)
_WOULD = Words("It would be met with {limit}.", "Il faudrait {limit} pour remplir cette condition.")
_WOULD_BY = Words(
    "It would be met with {limit}: {change}.",
    typeset("Il faudrait {limit} pour remplir cette condition : {change}."),
)
_OF_WHOLE = {
    False: Words("With the same total, it would be met with {limit}.",
                 "À total égal, il faudrait {limit} pour remplir cette condition."),
    True: Words("With the same total, it would be met with {limit}: {change}.",
                typeset("À total égal, il faudrait {limit} pour remplir cette condition : {change}.")),
}  # fmt: skip
_LESS = Words("{amount} less", "{amount} de moins")
_MORE = Words("{amount} more", "{amount} de plus")
