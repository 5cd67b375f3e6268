"""What is due for one person: closings, places to confirm, answers, first and last days, committees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from incubator.actions.closings import closing_of_call, closings_of
from incubator.actions.enrolments.terms import term_of
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.store.queries import applications as application_queries
from incubator.store.queries import calls as call_queries
from incubator.store.queries import enrolments as enrolment_queries
from incubator.words import Words
from incubator.workflows.deadlines import Closing

PARIS = "Europe/Paris"
STAFF = frozenset({"manager", "director", "admin"})


@dataclass(frozen=True, slots=True)
class PersonalDate:
    """`what` is a label of the catalogues; a whole day has no `at`."""

    what: str
    about: Words
    on: date
    at: datetime | None = None
    zone: str = PARIS
    endpoint: str = ""  # where to read more: an application's reference, an enrolment's id, a call's slug
    key: str = ""

    @property
    def order(self) -> datetime:
        zone = ZoneInfo(self.zone)
        return self.at or datetime.combine(self.on, time(23, 59), tzinfo=zone)


def dates_of(session: Session, person: Person, *, at: datetime) -> list[PersonalDate]:
    """Everything still to come, the next first."""
    found = [*_as_founder(session, person, at), *_as_mentor(session, person), *_as_staff(session, person, at)]
    return sorted((one for one in found if one.order > at), key=lambda one: one.order)


def _as_founder(session: Session, person: Person, at: datetime) -> Iterator[PersonalDate]:
    mine = application_queries.mine(session, person)
    closings = closings_of(session, mine)
    for application in mine:
        yield from _of_application(application, closings[application.id], at)
    for enrolment in enrolment_queries.mine(session, person):
        yield from _of_enrolment(session, enrolment, endpoint="founder.programmes.show")


def _as_mentor(session: Session, person: Person) -> Iterator[PersonalDate]:
    if any(role.role == "mentor" for role in person.roles):
        for enrolment in enrolment_queries.for_mentor(session, person):
            yield from _of_enrolment(session, enrolment, endpoint="mentor.companies.show")


def _as_staff(session: Session, person: Person, at: datetime) -> Iterator[PersonalDate]:
    if not STAFF & {role.role for role in person.roles}:
        return
    for call in call_queries.all_for_staff(session, person):
        if call.state == "published":
            yield _instant("call_closing", call, closing_of_call(call).at, "staff.calls.show", call.slug)
            for what, on in (("committee", call.committee_on), ("results", call.results_on)):
                if on is not None:
                    yield PersonalDate(what, call.name, on, None, call.zone, "staff.calls.show", call.slug)


def _of_application(application: Application, closing: Closing, at: datetime) -> Iterator[PersonalDate]:
    call, to = application.call, ("founder.applications.show", application.ref)
    if application.state == "draft":
        yield _instant("call_closing", call, closing.at, *to)
    is_told = application.notified_at is not None and application.notified_at <= at
    if application.state == "accepted" and is_told and application.confirm_by is not None:
        yield _instant("confirm_by", call, application.confirm_by, *to)
    if application.submitted_at and application.state not in ("entered", "withdrawn") and call.results_on:
        yield PersonalDate("results", call.name, call.results_on, None, call.zone, *to)


def _of_enrolment(session: Session, enrolment: Enrolment, *, endpoint: str) -> Iterator[PersonalDate]:
    if enrolment.state in ("completed", "left"):
        return
    programme, edition = edition_of(session, enrolment.edition_id)
    name, last_day = enrolment.venture.name, term_of(enrolment, edition).last_day
    about = Words(f"{name}, {programme.name.en}", f"{name}, {programme.name.fr}")
    yield PersonalDate("enrolment_start", about, enrolment.starts_on, endpoint=endpoint, key=enrolment.id)
    if last_day is not None:
        yield PersonalDate("enrolment_end", about, last_day, endpoint=endpoint, key=enrolment.id)


def _instant(what: str, call: Call, at: datetime, endpoint: str, key: str) -> PersonalDate:
    local = at.astimezone(ZoneInfo(call.zone)).date()
    return PersonalDate(what, call.name, local, at, call.zone, endpoint, key)
