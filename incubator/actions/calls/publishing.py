"""Check that a call is ready and open it to the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal, locks
from incubator.actions.calls.fields import fields_of, warnings
from incubator.actions.people import authority
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the readiness list; one that blocks and does not hold stops the publication."""

    holds: bool
    blocks: bool
    words: Words


def readiness(session: Session, call: Call, *, at: datetime) -> tuple[Check, ...]:
    """What must hold, then what would be better."""
    _programme, edition = edition_of(session, call.edition_id)
    must = (
        (bool(call.name_fr and call.name_en), _NAMES),
        (call.closes_at > max(at, call.opens_at), _CLOSING),
        (bool(call.contact_email), _CONTACT),
        (call.entry_on is not None or edition.term is None, _ENTRY),  # without an end one enters any day
    )
    better = (
        (call.results_on is not None, _RESULTS),
        (call.places is not None, _PLACES),
        (not edition.is_draft, _DRAFT_RULES),
    )
    return (
        *(Check(holds, True, words) for holds, words in must),
        *(Check(holds, False, words) for holds, words in better),
        *(Check(False, False, words) for words in warnings(fields_of(call))),
    )


def publish(session: Session, call: Call, *, actor: Person, at: datetime) -> Call:
    """Refused with every blocking line that does not hold; publishing twice changes nothing."""
    locks.lock(session, call)
    authority.needs(authority.staff_roles(actor, call.programme), "manager", "admin")
    if call.state == "published":
        return call
    failed = [check.words for check in readiness(session, call, at=at) if check.blocks and not check.holds]
    if failed:
        raise Refused(_NOT_READY, reasons=failed)
    call.state, call.published_at = "published", at
    session.flush()
    journal.record(
        session, call, action="publish", actor=actor, at=at, from_state="draft", to_state="published"
    )
    replan(session, call, at=at)
    return call


_NAMES = Words("The name is given in both languages.", "Le nom est donné dans les deux langues.")
_CLOSING = Words(
    "The closing is still to come, after the opening.", "La clôture est à venir, après l’ouverture."
)
_CONTACT = Words(
    "A contact address is given for questions.", "Une adresse de contact est indiquée pour les questions."
)
_ENTRY = Words("The first day of the programme is given.", "Le premier jour du programme est indiqué.")
_RESULTS = Words(
    "The day of the results.", "La date des résultats."
)  # these read well whether they hold or not
_PLACES = Words(
    "The number of places, or none for no limit.", "Le nombre de places, ou rien s’il n’y a pas de limite."
)
_DRAFT_RULES = Words(
    "The approval of the rules of this edition.",
    "L’approbation des règles de cette édition.",
)
_NOT_READY = Words(
    "This call is not ready yet: complete what is missing, then publish.",
    "Cet appel n’est pas encore prêt : complétez ce qui manque, puis publiez.",
)
