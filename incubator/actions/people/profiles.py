"""A person's own name, language and zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.errors import NotAllowed, Refused
from incubator.store import search
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import LANGUAGES, Words


def edit(
    session: Session, person: Person, *, actor: Person, at: datetime,
    name: str | None = None, language: str | None = None, zone: str | None = None,
) -> Person:  # fmt: skip
    """Change what is given; None leaves it as it is."""
    if actor.id != person.id:
        raise NotAllowed(_OWN)
    if language is not None and language not in LANGUAGES:
        raise Refused(_LANGUAGE, field="language")
    if zone is not None and zone not in available_timezones():
        raise Refused(_ZONE, field="zone")
    given = {"name": name and " ".join(name.split())[:200], "language": language, "zone": zone}
    changed = {
        key: value for key, value in given.items() if value is not None and value != getattr(person, key)
    }
    for key, value in changed.items():
        setattr(person, key, value)
    if "name" in changed:
        search.rename(session, Application.lead_id == person.id)
    session.flush()
    if changed:
        journal.record(session, person, action="edit", actor=actor, at=at, data={"changed": sorted(changed)})
    return person


_OWN = Words(
    "A profile is only changed by the person it belongs to.",
    "Un profil ne peut être modifié que par la personne concernée.",
)
_LANGUAGE = Words("Choose French or English.", "Choisissez le français ou l’anglais.")
_ZONE = Words("Choose a time zone from the list.", "Choisissez un fuseau horaire dans la liste.")
