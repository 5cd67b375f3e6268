"""What must hold before an application moves, and what to tell the person when it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from incubator.words import Words, joined
from incubator.workflows.deadlines import Closing
from incubator.workflows.machine import ROLES, Guard

Check = Callable[["ApplicationSituation"], Words | None]


@dataclass(frozen=True, slots=True)
class ApplicationSituation:
    """What is known when an application is to move; what a move does not look at may be left out."""

    at: datetime | None = None
    closing: Closing | None = None  # None: the call has no closing date
    missing: tuple[Words, ...] = ()  # labels of required questions without an answer
    verdict: str | None = None  # met, unmet, unknown (waived rules left out); None: not judged
    unmet: tuple[Words, ...] = ()  # sentences of the rules behind an unmet or unknown verdict
    outcome: str | None = None
    decided_from: str | None = None  # the state the decision was taken in; None: the last stage
    is_signed: bool = False
    signs_required: bool = True  # only looked at where the programme names who signs
    places_left: int | None = None  # None: not counted
    confirm_by: datetime | None = None
    entry_findings: tuple[Words, ...] = ()  # sentences of entry conditions that do not hold yet
    starts_on: date | None = None  # the first day of the programme for this venture


def _at(situation: ApplicationSituation) -> datetime:
    if situation.at is None:
        raise ValueError("this move looks at the time: the situation needs `at`")
    return situation.at.astimezone(UTC)


def _call_open(situation: ApplicationSituation) -> Words | None:
    if situation.closing is None or situation.closing.receives(_at(situation)) != "closed":
        return None
    return _spaced(situation.closing.words, _CLOSED)


def _call_closed(situation: ApplicationSituation) -> Words | None:
    closing = situation.closing
    return None if closing is not None and closing.receives(_at(situation)) == "closed" else _STILL_OPEN


def _nothing_missing(situation: ApplicationSituation) -> Words | None:
    return _MISSING.format(missing=joined(situation.missing)) if situation.missing else None


def _rules_met(situation: ApplicationSituation) -> Words | None:
    if situation.verdict == "met":
        return None
    return _spaced(_RULES[situation.verdict or "none"], *situation.unmet)


def _rules_not_met(situation: ApplicationSituation) -> Words | None:
    return _ALL_MET if situation.verdict == "met" else None


def _place_left(situation: ApplicationSituation) -> Words | None:
    return _NO_PLACE if situation.places_left is not None and situation.places_left < 1 else None


def _place_kept(situation: ApplicationSituation) -> Words | None:
    by = situation.confirm_by
    return _CONFIRM_LATE if by is not None and _at(situation) >= by.astimezone(UTC) else None


def _place_lapsed(situation: ApplicationSituation) -> Words | None:
    by = situation.confirm_by
    return None if by is not None and _at(situation) >= by.astimezone(UTC) else _MAY_CONFIRM


def _no_lapsed_place(situation: ApplicationSituation) -> Words | None:
    return _LAPSED if situation.outcome == "accepted" else None


def _entry_conditions(situation: ApplicationSituation) -> Words | None:
    return _spaced(_NOT_YET, *situation.entry_findings) if situation.entry_findings else None


def _start_day(situation: ApplicationSituation) -> Words | None:
    return _NO_START if situation.starts_on is None else None


def _outcome(outcome: str) -> Guard:
    def check(situation: ApplicationSituation) -> Words | None:
        return None if situation.outcome == outcome else _OTHER_DECISION

    return Guard("outcome", check)


def decided_from(*states: str | None) -> Guard:
    """The decision was taken in one of these states; None stands for a state not said."""

    def check(situation: ApplicationSituation) -> Words | None:
        return None if situation.decided_from in states else _DECIDED_ELSEWHERE

    return Guard("decided_from", check)


def signed(role: str) -> Guard:
    """The person who signs for the programme has signed this decision."""

    def check(situation: ApplicationSituation) -> Words | None:
        holds = situation.is_signed or not situation.signs_required
        return None if holds else _UNSIGNED.format(who=ROLES[role])

    return Guard("signed", check)


def _spaced(*parts: Words) -> Words:
    return Words(" ".join(part.en for part in parts), " ".join(part.fr for part in parts))


_CLOSED = Words(
    "It is now too late to send; what you wrote is kept. "
    "Write to the contact of the call if something went wrong.",
    "Il est maintenant trop tard pour envoyer ; ce que vous avez écrit est conservé. "
    "Écrivez au contact de l’appel si un problème est survenu.",
)
_STILL_OPEN = Words(
    "The call is still open: the draft can still be sent.",
    "L’appel est encore ouvert : le brouillon peut encore être envoyé.",
)
_MISSING = Words(
    "Still to do before sending: {missing}.",
    "Reste à faire avant l’envoi : {missing}.",
)
_RULES = {
    "none": Words("The rules have not been judged yet: assess the application first.",
                  "Les règles n’ont pas encore été appréciées : évaluez d’abord la candidature."),
    "unmet": Words("A rule is not met: ask for a waiver, or find the application outside the call.",
                   "Une règle n’est pas respectée : demandez une dérogation, "
                   "ou classez la candidature hors du champ de l’appel."),
    "unknown": Words("A rule cannot be judged yet: ask the founders for what is missing.",
                     "Une règle ne peut pas encore être appréciée : "
                     "demandez à l’équipe fondatrice ce qui manque."),
}  # fmt: skip
_ALL_MET = Words(
    "Every rule is met: continue with the application; what is not a rule is for the decision.",
    "Toutes les règles sont respectées : poursuivez l’examen ; "
    "ce qui n’est pas une règle relève de la décision.",
)
_NO_PLACE = Words(
    "No place is left in this call: use the waiting list, or add a place on the call’s page.",
    "Il ne reste aucune place dans cet appel : utilisez la liste d’attente, "
    "ou ajoutez une place sur la page de l’appel.",
)
_CONFIRM_LATE = Words(
    "The date to confirm this place has passed. "
    "Write to your contact: they can tell you what is still possible.",
    "La date de confirmation de cette place est passée. Écrivez à votre contact, "
    "qui vous dira ce qui reste possible.",
)
_MAY_CONFIRM = Words(
    "The founders may still confirm: wait for the date they were given.",
    "L’équipe fondatrice peut encore confirmer : attendez la date qui lui a été donnée.",
)
_LAPSED = Words(
    "This place was not confirmed in time. Write to your contact: they can tell you what is still possible.",
    "Cette place n’a pas été confirmée à temps. "
    "Écrivez à votre contact, qui vous dira ce qui reste possible.",
)
_NOT_YET = Words(
    "Not everything needed at entry is there:", "Tout ce qui est nécessaire à l’entrée n’est pas réuni :"
)
_NO_START = Words(
    "Choose the first day of the programme first.",
    "Choisissez d’abord le premier jour du programme.",
)
_OTHER_DECISION = Words(
    "The decision taken is another one: reload the page to see it.",
    "La décision prise est une autre : rechargez la page pour la voir.",
)
_DECIDED_ELSEWHERE = Words(
    "The decision was taken at another stage: go back to that stage.",
    "La décision a été prise à une autre étape : revenez à cette étape.",
)
_UNSIGNED = Words(
    "This decision needs a signature by {who} before anyone is told: ask for it.",
    "Cette décision doit être signée par {who} avant toute notification : demandez la signature.",
)

CALL_OPEN = Guard("call_open", _call_open)
CALL_CLOSED = Guard("call_closed", _call_closed)
NOTHING_MISSING = Guard("nothing_missing", _nothing_missing)
RULES_MET = Guard("rules_met", _rules_met)
RULES_NOT_MET = Guard("rules_not_met", _rules_not_met)
PLACE_LEFT = Guard("place_left", _place_left)
PLACE_KEPT = Guard("place_kept", _place_kept)
PLACE_LAPSED = Guard("place_lapsed", _place_lapsed)
NO_LAPSED_PLACE = Guard("no_lapsed_place", _no_lapsed_place)
ENTRY_CONDITIONS = Guard("entry_conditions", _entry_conditions)
START_DAY = Guard("start_day", _start_day)
OUTCOME = {outcome: _outcome(outcome) for outcome in ("accepted", "waitlisted", "rejected", "redirected")}
