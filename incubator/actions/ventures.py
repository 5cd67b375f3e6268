"""A venture's facts: name, registration, money; a project becomes a company."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as french_number

from incubator.actions import journal, locks
from incubator.actions.days import local_day
from incubator.actions.people import authority
from incubator.errors import Refused
from incubator.store import search
from incubator.store.applications import Application
from incubator.store.folding import search_text
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Membership, Venture
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class VentureFacts:
    """The facts as the form holds them; all are written, None empties."""

    name: str
    legal_name: str = ""
    siren: str | None = None
    country: str = "FR"
    registered_on: date | None = None  # in the future: the registration is planned
    sector: str | None = None
    private_funds_eur: int | None = None


def facts_of(venture: Venture) -> VentureFacts:
    return VentureFacts(
        name=venture.name, legal_name=venture.legal_name, siren=venture.siren, country=venture.country,
        registered_on=venture.registered_on, sector=venture.sector,
        private_funds_eur=venture.private_funds_eur,
    )  # fmt: skip


def create(session: Session, facts: VentureFacts, *, lead: Person, at: datetime) -> Venture:
    """A new venture with its first member."""
    values = _checked(facts, on=local_day(at))
    venture = add(session, Venture(**values, search=search_text(values["name"])[:300], created_at=at))
    session.flush()
    join(session, venture, lead, is_lead=True, at=at)
    journal.record(session, venture, action="create", actor=lead, at=at, to_state=venture.kind)
    return venture


def join(
    session: Session, venture: Venture, person: Person, *, at: datetime, is_lead: bool = False
) -> Membership:
    """One more member; joining twice changes nothing."""
    for member in venture.members:
        if member.person_id == person.id:
            return member
    row = Membership(venture_id=venture.id, person_id=person.id, is_lead=is_lead, since_at=at)
    add(session, row)
    session.flush()
    session.refresh(venture, ["members"])
    return row


def edit(
    session: Session, venture: Venture, facts: VentureFacts, *, actor: Person, at: datetime,
    seen_version: int | None = None,
) -> Venture:  # fmt: skip
    """Members and staff; a registration date makes a project a company. Stale when someone was first."""
    locks.lock_seen(session, venture, seen_version)
    roles = authority.roles_on_venture(session, venture, actor=actor)
    authority.needs(roles, "founder", "manager", "director", "admin")
    values = _checked(facts, on=local_day(at))
    if venture.kind == "company" and values["kind"] == "project":
        raise Refused(_STAYS_A_COMPANY, field="registered_on")
    before = {key: getattr(venture, key) for key in values}
    changed = {key: value for key, value in values.items() if value != before[key]}
    for key, value in changed.items():
        setattr(venture, key, value)
    if "name" in changed:
        _search_again(session, venture)
    session.flush()
    _write_down(session, venture, before, changed, actor=actor, at=at)
    return venture


def become_company(
    session: Session, venture: Venture, *, registered_on: date, actor: Person, at: datetime,
    legal_name: str = "", siren: str | None = None, seen_version: int | None = None,
) -> Venture:  # fmt: skip
    """The project is registered: the same record goes on as a company."""
    held = facts_of(venture)
    facts = replace(
        held, registered_on=registered_on, legal_name=legal_name or held.legal_name, siren=siren or held.siren
    )
    if registered_on > local_day(at):
        raise Refused(_NOT_YET, field="registered_on")
    return edit(session, venture, facts, actor=actor, at=at, seen_version=seen_version)


def _checked(facts: VentureFacts, *, on: date) -> dict[str, Any]:
    """The columns, cleaned; a company is what was registered today or before."""
    name = " ".join(facts.name.split())
    if not name:
        raise Refused(Words("Give a name.", "Indiquez un nom."), field="name")
    if facts.private_funds_eur is not None and facts.private_funds_eur < 0:
        raise Refused(
            Words("Money raised cannot be negative.", "Le montant levé ne peut pas être négatif."),
            field="private_funds_eur",
        )
    is_company = facts.registered_on is not None and facts.registered_on <= on
    cleaned = {"name": name[:200], "siren": _siren(facts), "kind": "company" if is_company else "project"}
    return {**asdict(facts), **cleaned, "legal_name": facts.legal_name.strip()[:200]}


def _siren(facts: VentureFacts) -> str | None:
    """Nine digits whose last one checks the others; foreign companies have none."""
    if not facts.siren or not facts.siren.strip():
        return None
    try:
        return str(french_number.validate(facts.siren.replace("\u202f", "").replace("\u00a0", "")))
    except ValidationError:
        raise Refused(
            Words(
                "This SIREN does not add up: check its nine digits on the registration document.",
                "Ce SIREN n’est pas cohérent : vérifiez ses neuf chiffres sur l’extrait Kbis.",
            ),
            field="siren",
        ) from None


def _search_again(session: Session, venture: Venture) -> None:
    """Lists find the venture and its applications under the new name."""
    venture.search = search_text(venture.name)[:300]
    search.rename(session, Application.venture_id == venture.id)


def _write_down(
    session: Session, venture: Venture, before: dict[str, Any], changed: dict[str, Any], *,
    actor: Person, at: datetime,
) -> None:  # fmt: skip
    if not changed:
        return
    is_new = changed.get("kind") == "company"
    journal.record(
        session, venture, action="become_company" if is_new else "edit", actor=actor, at=at,
        from_state=before["kind"], to_state=venture.kind, data=journal.changes(before, changed),
    )  # fmt: skip


_STAYS_A_COMPANY = Words(
    "A company stays a company: correct the registration date instead of removing it.",
    "Une entreprise le reste : corrigez la date d’immatriculation au lieu de la retirer.",
)
_NOT_YET = Words(
    "This day is still to come: record the registration once it is done.",
    "Cette date est à venir : enregistrez l’immatriculation une fois faite.",
)
