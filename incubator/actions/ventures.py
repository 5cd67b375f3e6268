"""A venture's facts: name, registration, money; a project becomes a company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incubator.store.people import Person
from incubator.store.ventures import Venture


@dataclass(frozen=True, slots=True)
class VentureFacts:
    """The facts as the form holds them; all are written, None empties."""

    name: str
    legal_name: str = ""
    siren: str | None = None
    country: str = "FR"
    registered_on: date | None = None
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
    raise NotImplementedError


def edit(
    session: Session, venture: Venture, facts: VentureFacts, *, actor: Person, at: datetime,
    seen_version: int | None = None,
) -> Venture:  # fmt: skip
    """Members and staff; a registration date makes a project a company. Stale when someone was first."""
    raise NotImplementedError


def become_company(
    session: Session, venture: Venture, *, registered_on: date, actor: Person, at: datetime,
    legal_name: str = "", siren: str | None = None, seen_version: int | None = None,
) -> Venture:  # fmt: skip
    raise NotImplementedError
