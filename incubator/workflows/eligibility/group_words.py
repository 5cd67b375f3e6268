"""What a group says of itself: how many of its conditions are met, how many must be, never which."""

from __future__ import annotations

from collections.abc import Sequence

from incubator.words import Words
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.findings import Finding, Result


def count_words(parts: Sequence[Finding], least: int) -> Words:
    """1 of 3 conditions is met and 1 is not known yet; one is enough."""
    results = [part.result for part in parts]
    met, unknown, total = results.count("met"), results.count("unknown"), len(results)
    if total == 1:
        return _SINGLE[results[0]]
    if met == total:
        return (_BOTH_MET if total == 2 else _ALL_MET).format(total=total)
    if unknown == total:
        return _NONE_KNOWN.format(total=total)
    lead = _NONE if not met else _ONE if met == 1 else _SOME
    open_ = _NOTHING if not unknown else _ONE_OPEN if unknown == 1 else _OPEN
    need = (
        (_BOTH_NEEDED if total == 2 else _ALL_NEEDED)
        if least == total
        else _ONE_NEEDED
        if least == 1
        else _NEEDED
    )
    return _SENTENCE.format(
        lead=lead.format(met=met, total=total),
        open=open_.format(unknown=unknown),
        need=need.format(least=least),
    )


def more_needed(parts: Sequence[Finding], least: int, result: Result) -> Words | None:
    """1 more of the 3 conditions must be met."""
    results = [part.result for part in parts]
    if result == "met" or len(parts) == 1:
        return parts[0].mend if result != "met" else None
    if result == "unknown":
        unknown = results.count("unknown")
        return (_ONE_DECIDES if unknown == 1 else _DECIDE).format(unknown=unknown)
    more = least - results.count("met")
    if more == len(parts):
        return (_BOTH_MUST if more == 2 else _ALL_MUST).format(total=more)
    if least == 1:
        return _ONE_MUST.format(total=len(parts))
    return (_ONE_MORE if more == 1 else _MORE).format(more=more, total=len(parts))


_NOTHING = Words("", "")
_SENTENCE = Words("{lead}{open}; {need}.", typeset("{lead}{open} ; {need}."))
_SINGLE: dict[Result, Words] = {
    "met": Words("The condition is met.", "La condition est remplie."),
    "unmet": Words("The condition is not met.", "La condition n’est pas remplie."),
    "unknown": Words("It is not known yet whether the condition is met.",
                     "On ne sait pas encore si la condition est remplie."),
}  # fmt: skip
_ALL_MET = Words("All {total} conditions are met.", "Les {total} conditions sont remplies.")
_NONE = Words("Not one of the {total} conditions is met", "Aucune des {total} conditions n’est remplie")
_ONE = Words("One of the {total} conditions is met", "Une des {total} conditions est remplie")
_SOME = Words("{met} of the {total} conditions are met", "{met} des {total} conditions sont remplies")
_ONE_OPEN = Words(" and 1 is not known yet", " et 1 n’est pas encore connue")
_OPEN = Words(" and {unknown} are not known yet", " et {unknown} ne sont pas encore connues")
_ALL_NEEDED = Words("all of them are needed", "il les faut toutes")
_ONE_NEEDED = Words("one is enough", "une seule suffit")
_NEEDED = Words("{least} are needed", "il en faut {least}")
_NONE_KNOWN = Words(
    "Not one of the {total} conditions is known yet.", "Aucune des {total} conditions n’est encore connue."
)
_ONE_DECIDES = Words(
    "It depends on the condition that is not known yet.",
    "Tout dépend de la condition qui n’est pas encore connue.",
)
_DECIDE = Words(
    "It depends on the {unknown} conditions that are not known yet.",
    "Tout dépend des {unknown} conditions qui ne sont pas encore connues.",
)
_ONE_MORE = Words(
    "One more of the {total} conditions must be met.",
    "Il faut une condition remplie de plus sur les {total}.",
)
_MORE = Words(
    "{more} more of the {total} conditions must be met.",
    "Il faut {more} conditions remplies de plus sur les {total}.",
)
_ALL_MUST = Words(
    "All {total} conditions must be met.", "Il faut que les {total} conditions soient remplies."
)
_ONE_MUST = Words(
    "One of the {total} conditions must be met.", "Il faut qu’une des {total} conditions soit remplie."
)
_BOTH_MUST = Words("Both conditions must be met.", "Il faut que les 2 conditions soient remplies.")
_BOTH_MET = Words("Both conditions are met.", "Les 2 conditions sont remplies.")
_BOTH_NEEDED = Words("both are needed", "il les faut toutes les deux")
