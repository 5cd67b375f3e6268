"""Who is written to: the people of a venture, those who run a programme, those who decide."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, lazyload

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person, Role
from incubator.store.ventures import Membership
from incubator.words import Words


def founders_of(session: Session, venture_id: str) -> tuple[Person, ...]:
    """The members of a venture, the lead first; disabled accounts get no mail."""
    return founders_of_all(session, [venture_id])[venture_id]


def founders_of_all(session: Session, venture_ids: Collection[str]) -> dict[str, tuple[Person, ...]]:
    """The same for many ventures, by id."""
    query = (
        select(Membership.venture_id, Person)
        .join(Person, Membership.person_id == Person.id)
        .where(Membership.venture_id.in_(venture_ids), Person.disabled_at.is_(None))
        .order_by(Membership.is_lead.desc(), Membership.since_at, Person.id)
        .options(lazyload(Person.roles))  # being written to needs none
    )
    found: dict[str, list[Person]] = {venture_id: [] for venture_id in venture_ids}
    for venture_id, person in session.execute(query):
        found[venture_id].append(person)
    return {venture_id: tuple(people) for venture_id, people in found.items()}


def holders_of(session: Session, role: str, *, programme: str | None = None) -> tuple[Person, ...]:
    """Everyone with a role; a role tied to another programme does not count."""
    query = (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.role == role, Person.disabled_at.is_(None))
        .order_by(Person.id)
        .distinct()
    )
    if programme is not None:
        query = query.where(or_(Role.programme.is_(None), Role.programme == programme))
    return tuple(session.scalars(query))


def about_application(application: Application) -> dict[str, Any]:
    """What every letter about an application names."""
    call = application.call
    return {
        "zone": call.zone, "contact_name": call.contact_name, "contact_email": call.contact_email,
        "ref": application.ref, "call": Words(call.name_en, call.name_fr),
        "venture": application.venture.name,
    }  # fmt: skip


def about_enrolment(session: Session, enrolment: Enrolment, programme: Words) -> dict[str, Any]:
    """What every letter about an enrolment names; the contact is the call's it came from."""
    call: Call | None = None
    if enrolment.application_id is not None:
        call = session.get_one(Application, enrolment.application_id).call
    about: dict[str, Any] = {
        "enrolment": enrolment.id,
        "programme": programme,
        "venture": enrolment.venture.name,
    }
    if call is not None:
        about |= {"contact_name": call.contact_name, "contact_email": call.contact_email, "zone": call.zone}
    return about
