"""The same few entries in the same order on every page of a role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from incubator.web.access import predicate_of
from incubator.web.language import current_language, other_language, same_page_in
from incubator.web.predicates import roles_of
from incubator.web.site import site
from incubator.web.work import actor


@dataclass(frozen=True, slots=True)
class Entry:
    """`label` is a message id of shell.po."""

    label: str
    endpoint: str

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_current(self) -> bool:
        return is_under(request.endpoint or "", self.endpoint)


ENTRIES: dict[str, tuple[Entry, ...]] = {
    "public": (
        Entry("Programmes", "public.programmes.index"),
        Entry("Calls", "public.calls.index"),
    ),
    "founder": (
        Entry("Home", "founder.home.show"),
        Entry("Programme", "founder.programmes.index"),
        Entry("My dates", "account.dates.index"),
        Entry("Open calls", "public.calls.index"),
    ),
    "manager": (
        Entry("Today", "staff.today.show"),
        Entry("Calls", "staff.calls.index"),
        Entry("Companies", "staff.enrolments.index"),
        Entry("Extensions", "staff.extensions.index"),
        Entry("Outbox", "staff.outbox.index"),
        Entry("Reminders", "staff.reminders.index"),
        Entry("Programmes", "staff.programmes.index"),
    ),
    "director": (
        Entry("Today", "staff.today.show"),
        Entry("Decisions", "staff.decisions.index"),
        Entry("Calls", "staff.calls.index"),
        Entry("Companies", "staff.enrolments.index"),
        Entry("Outbox", "staff.outbox.index"),
        Entry("Programmes", "staff.programmes.index"),
    ),
    "admin": (
        Entry("Today", "staff.today.show"),
        Entry("People", "staff.people.index"),
        Entry("Calls", "staff.calls.index"),
        Entry("Outbox", "staff.outbox.index"),
        Entry("Reminders", "staff.reminders.index"),
        Entry("Programmes", "staff.programmes.index"),
    ),
    "mentor": (Entry("My companies", "mentor.companies.index"), Entry("My dates", "account.dates.index")),
    "juror": (Entry("My reviews", "juror.reviews.index"), Entry("My dates", "account.dates.index")),
}
BELONGS = {  # pages reached from another noun's page stay under its entry
    "founder.applications": "founder.home",
    "founder.coaching": "founder.programmes",
    "founder.companies": "founder.home",
    "founder.extensions": "founder.programmes",
    "founder.tasks": "founder.home",
    "staff.applications": "staff.calls",
    "staff.batches": "staff.calls",
    "staff.closings": "staff.calls",
    "staff.coaching": "staff.enrolments",
    "staff.judgements": "staff.calls",
    "staff.mentors": "staff.enrolments",
    "staff.moves": "staff.calls",
    "staff.waivers": "staff.calls",
}
HOMES = {
    "manager": "staff.today.show",
    "director": "staff.today.show",
    "admin": "staff.today.show",
    "mentor": "mentor.companies.index",
    "juror": "juror.reviews.index",
    "founder": "founder.home.show",
}
PERSONAS = {
    "founder": ("founder",),
    "juror": ("juror",),
    "mentor": ("mentor",),
    "staff": ("manager", "director", "admin"),
}


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        navigation=navigation,
        may_open=may_open,
        current_role=current_role,
        other_roles=other_roles,
        home_url=home_url,
        current_language=current_language,
        other_language=other_language,
        same_page_in=same_page_in,
        actor=actor,
        site=site,
    )


def is_under(here: str, entry: str) -> bool:
    noun = here.rpartition(".")[0]
    return BELONGS.get(noun, noun) == entry.rpartition(".")[0]


def roles() -> tuple[str, ...]:
    """The person's roles in the order of HOMES; someone without any is a founder to be."""
    held = roles_of(actor())
    return tuple(role for role in HOMES if role in held) or ("founder",)


def current_role() -> str:
    """The role this page belongs to, when the person holds it; else her first."""
    if actor() is None:
        return "public"
    persona = (request.endpoint or "").partition(".")[0]
    fitting = [role for role in roles() if role in PERSONAS.get(persona, ())]
    return (fitting or list(roles()))[0]


def other_roles() -> list[Entry]:
    """One door per other home: manager, director and admin share theirs."""
    here = HOMES.get(current_role(), "")
    doors = {HOMES[role]: role for role in reversed(roles()) if HOMES[role] != here}
    return [Entry(f"role.{role}", endpoint) for endpoint, role in doors.items() if _is_known(endpoint)]


def navigation() -> list[Entry]:
    return [entry for entry in _entries() if _is_known(entry.endpoint) and may_open(entry.endpoint)]


def home_url() -> str:
    endpoint = HOMES[roles()[0]] if actor() else "public.home.show"
    return url_for(endpoint) if _is_known(endpoint) else "/"


def _entries() -> tuple[Entry, ...]:
    """Somebody with two staff roles sees both lists as one, at most seven entries."""
    role = current_role()
    merged = list(ENTRIES[role])
    if role in PERSONAS["staff"]:
        for other in roles():
            if other in PERSONAS["staff"]:
                merged += [entry for entry in ENTRIES[other] if entry not in merged]
    return tuple(merged[:7])


def may_open(endpoint: str) -> bool:
    """A link that would answer 403 is not offered."""
    predicate = predicate_of(endpoint)
    return predicate is not None and predicate.allows(actor())


def _is_known(endpoint: str) -> bool:
    return endpoint in current_app.view_functions
