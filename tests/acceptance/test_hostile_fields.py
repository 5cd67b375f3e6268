"""Whatever is put into a field: a page answers, nobody meets a bug, and a refusal writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from incubator.store import Person
from incubator.store.database import Database
from tests import cast, scenes
from tests.acceptance.hostile import ALONE, SHORT, VALUES
from tests.actions.test_extensions import enrolled
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import FACTS, SCIENCE, draft, open_call

CALL = {
    "code": "SHK-28A", "name_fr": "Appel", "name_en": "Call", "opens_at": "2/3/2026 10:00",
    "closes_at": "1/4/2026 14:00", "grace_minutes": "10", "committee_on": "", "results_on": "",
    "entry_on": "", "places": "", "contact_name": "Nadia", "contact_email": "nadia@example.org",
}  # fmt: skip
FORMS: dict[str, tuple[Callable[[Session], Person] | None, dict[str, str]]] = {
    "science": (cast.founder, {**SCIENCE, "seen": ""}),
    "facts": (cast.founder, {**FACTS, "q_tools": "cells", "seen": ""}),
    "call": (cast.manager, {**CALL, "edition": "EDITION"}),
    "edit": (cast.manager, {**CALL, "version": "1"}),
    "extend": (
        cast.manager,
        {"closes_at": "15/4/2026 14:00", "reason": "Une panne.", "version": "1", "confirm": "yes"},
    ),
    "coaching": (
        cast.mentor,
        {"on": "2026-02-20", "half_days": "1", "topic": "Brevets", "mode": "on_site", "note": ""},
    ),
    "extension": (cast.founder, {"why": "Il manque une preuve."}),
    "invite": (cast.admin, {"email": "new@example.org", "name": "N", "role": "mentor", "language": "fr"}),
    "profile": (cast.founder, {"name": "Inès", "language": "fr", "zone": "Europe/Paris"}),
    "company": (
        cast.founder, {"name": "Lumen", "registered_on": "1/10/2025", "siren": "", "private_funds_eur": ""},
    ),
    "sign in": (None, {"email": "ines@example.org", "next": "/home"}),
}  # fmt: skip
Filled = dict[str, str | list[str]]
KEPT_WHEN_REFUSED = ("science", "facts", "sign in")  # what was understood is kept; tries are counted


def addresses(session: Session) -> dict[str, str]:
    """One of everything that has a form."""
    made, enrolment = draft(session), enrolled(session)
    scenes.mentorship(session, cast.mentor(session), enrolment.venture)
    call = open_call(session)
    task = f"/applications/{made.ref}/tasks"
    return {
        "science": f"{task}/science", "facts": f"{task}/facts", "call": "/calls/new",
        "edit": f"/calls/{call.slug}/edit", "extend": f"/calls/{call.slug}/extend",
        "coaching": f"/mentor/{enrolment.id}", "extension": f"/programme/{enrolment.id}/extension",
        "invite": "/people/invite", "profile": "/account/profile", "company": f"/company/{made.venture_id}",
        "sign in": "/sign-in", "EDITION": call.edition_id,
    }  # fmt: skip


@pytest.fixture
def written(app: Flask) -> list[str]:
    """Every statement that changed something and was committed."""
    writer = database_of(app).engines.writer
    kept: list[str] = []
    begun: list[str] = []

    @event.listens_for(writer, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            begun.append(statement)

    @event.listens_for(writer, "commit")
    def keep(_connection: object) -> None:
        kept.extend(begun)
        begun.clear()

    event.listen(writer, "rollback", lambda _connection: begun.clear())
    return kept


def database_of(app: Flask) -> Database:
    found = app.extensions["incubator.running"].database
    assert isinstance(found, Database)
    return found


def posted(client: FlaskClient, url: str, data: Filled, written: list[str], *, may_keep: bool) -> str:
    """What is wrong with the answer; nothing when it is as it should be."""
    written.clear()
    try:
        answer = client.post(url, data=data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the value that made it
        return f"{type(error).__name__}: {error}"[:300]
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if answer.status_code >= 400 and written and not may_keep:
        return f"answered {answer.status_code} and wrote {written[0][:60]}"
    return ""


def forged(good: Filled) -> Iterator[tuple[str, Filled]]:
    """Every value in all fields at once, then the odd ones, nothing and two of them in each field alone."""
    for name, value in VALUES.items():
        yield f"{name} everywhere", dict.fromkeys(good, value)
    for field in good:
        for name in ALONE:
            yield f"{name} in {field}", {**good, field: VALUES[name]}
        yield f"two of {field}", {**good, field: ["another", str(good[field])]}
        yield f"no {field}", {name: value for name, value in good.items() if name != field}


@pytest.mark.parametrize("form", FORMS)
def test_a_field_takes_anything_without_a_bug(
    form: str, sign_in: SignInAs, client: FlaskClient, writing: Writing, written: list[str]
) -> None:
    with writing() as session:
        urls = addresses(session)
    who, fields = FORMS[form]
    browser = sign_in(who) if who else client
    good: Filled = {name: urls.get(value, value) for name, value in fields.items()}
    may_keep = form in KEPT_WHEN_REFUSED

    found = {
        what: posted(browser, urls[form], data, written, may_keep=may_keep) for what, data in forged(good)
    }

    assert {what: wrong for what, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "where", ["/applications/{}", "/calls/{}", "/a/{}/summary", "/en/calls/{}", "/auth/{}"]
)
def test_an_address_takes_anything_without_a_bug(where: str, sign_in: SignInAs) -> None:
    client = sign_in(cast.manager_of_all)
    odd = ["%00", "%ff", "x" * 3000, "%E2%80%AE", "..%2f..%2fetc", "'%22%3E"]

    statuses = {one: client.get(where.format(one)).status_code for one in odd}

    assert [one for one, status in statuses.items() if status >= 500] == []


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("/calls/{slug}/applications", ["search", "state", "key"]),
        ("/outbox", ["tab", "key"]),
        ("/reminders/log", ["key"]),
        ("/enrolments", ["programme", "state", "key"]),
        ("/people", ["role", "key"]),
    ],
)
def test_a_list_is_filtered_by_anything_without_a_bug(
    url: str, names: list[str], sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        slug = open_call(session).slug
    client = sign_in(cast.manager_of_all)
    typed = {kind: value for kind, value in VALUES.items() if len(value) < SHORT}

    statuses = {
        (name, kind): client.get(url.format(slug=slug), query_string={name: value}).status_code
        for name in names
        for kind, value in typed.items()
    }

    assert {case for case, status in statuses.items() if status not in (200, 303, 400, 403, 404)} == set()
