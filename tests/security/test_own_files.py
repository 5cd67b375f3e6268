"""Staff who founded something: of their own file they see what every founder sees, and decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.errors import NotAllowed
from incubator.store import Application, Batch, BatchRow, Person
from incubator.store.database import Database
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing

HOLD = timedelta(minutes=15)
STAFF: tuple[Callable[[Session], Person], ...] = (
    cast.manager, cast.manager_of_all, cast.director, cast.admin,
)  # fmt: skip


@dataclass(frozen=True)
class Own:
    """What belongs to the venture that a member of the staff founded."""

    application: Application
    letter: str
    reminder: str
    enrolment: str
    extension: str
    waiver: str
    day: str
    batch: str


@pytest.fixture(params=STAFF, ids=lambda who: who.__name__)
def who(request: pytest.FixtureRequest) -> Callable[[Session], Person]:
    chosen: Callable[[Session], Person] = request.param
    return chosen


def own(session: Session, person: Person) -> Own:
    """Rejected and not told yet: the letter waits, a batch of a colleague says it all."""
    venture = scenes.venture(session, "Double Bio", members=(person,))
    call = scenes.call(session)
    made = scenes.application(session, call, venture, state="decided", outcome="rejected", lead_id=person.id)
    enrolment = scenes.enrolment(session, venture)
    batch = scenes.batch(session, cast.person(session, "Collègue Zélée", "manager"), call, made)
    return Own(
        made,
        letter=scenes.letter(session, person, made, title="Not selected").id,
        reminder=scenes.reminder(session, person, made, state="queued").id,
        enrolment=enrolment.id,
        extension=scenes.extension(session, enrolment).id,
        waiver=scenes.waiver(session, made).id,
        day=scenes.coaching_day(session, enrolment, cast.mentor(session)).id,
        batch=batch.id,
    )


def test_no_staff_page_knows_of_it(
    sign_in: SignInAs, writing: Writing, who: Callable[[Session], Person]
) -> None:
    with writing() as session:
        mine = own(session, who(session))
        slug = mine.application.call.slug
    client, ref = sign_in(who), mine.application.ref
    tabs = ("summary", "answers", "eligibility", "history", "more-time")
    addresses = [
        *(f"/a/{ref}/{tab}" for tab in tabs), f"/enrolments/{mine.enrolment}",
        f"/enrolments/{mine.enrolment}/move", f"/enrolments/{mine.enrolment}/pause",
        f"/enrolments/{mine.enrolment}/mentors", f"/coaching/{mine.day}/reverse",
        f"/extensions/{mine.extension}", f"/outbox/{mine.letter}",
    ]  # fmt: skip
    lists = (
        "/today", f"/calls/{slug}", f"/calls/{slug}/applications", "/enrolments", "/extensions", "/outbox",
        "/reminders/log", "/decisions", f"/batches/{mine.batch}", "/calls",
    )  # fmt: skip

    opened = [path for path in addresses if client.get(path).status_code not in (403, 404)]
    pages = {path: client.get(path) for path in lists}

    assert opened == []
    assert [path for path, page in pages.items() if ref in page.text or "Double Bio" in page.text] == []
    assert {page.status_code for page in pages.values()} <= {200, 403}


def test_no_staff_form_touches_it(
    sign_in: SignInAs, writing: Writing, who: Callable[[Session], Person]
) -> None:
    with writing() as session:
        mine = own(session, who(session))
        before = (mine.application.version, mine.application.state)
        slug = mine.application.call.slug
    client, ref = sign_in(who), mine.application.ref
    reason = {"reason": "Because.", "rule": "age", "decision": "grant", "confirm": "yes"}
    chosen = {"ref": ref, f"version-{ref}": "1", "move": "revise", "reason": "Because."}

    answers = [
        client.post(path, data=data).status_code
        for path, data in (
            (f"/a/{ref}/waivers", reason), (f"/waivers/{mine.waiver}", reason),
            (f"/decisions/waivers/{mine.waiver}", reason), (f"/a/{ref}/judgements", reason),
            (f"/a/{ref}/more-time", reason), (f"/extensions/{mine.extension}", reason),
            (f"/enrolments/{mine.enrolment}/move?move=leave", reason),
            (f"/coaching/{mine.day}/reverse", reason), (f"/outbox/{mine.letter}/send", {}),
            (f"/outbox/{mine.letter}/cancel", reason), (f"/calls/{slug}/move/apply", chosen),
        )
    ]  # fmt: skip
    client.post("/decisions/sign", data=chosen)

    assert set(answers) <= {403, 404, 409}
    with writing() as session:
        row = session.get_one(Application, mine.application.id)
        assert (row.version, row.state, row.signed_at) == (*before, None)


def test_a_move_that_reaches_the_action_says_who_may(app: Flask, writing: Writing) -> None:
    with writing() as session:
        manager = cast.manager(session)
        venture = scenes.venture(session, "Double Bio", members=(manager,))
        made = scenes.application(session, scenes.call(session), venture)
        request = MoveRequest("find_eligible")

        row = moves.act(session, made, request=request, actor=manager, at=NOW, hold=HOLD)

        assert (row.result, made.state) == ("skipped", "submitted")
        assert row.reason is not None


def test_undoing_an_act_leaves_ones_own_row(app: Flask, writing: Writing) -> None:
    with writing() as session:
        manager, colleague = cast.manager(session), cast.manager_of_all(session)
        call = scenes.call(session)
        mine = scenes.application(
            session, call, scenes.venture(session, "Double Bio", members=(manager,)), lead_id=manager.id
        )
        request = MoveRequest("find_eligible")
        batch = moves.open_batch(
            session, [mine], request=request, versions={mine.id: mine.version}, actor=colleague, at=NOW,
            hold=HOLD,
        )  # fmt: skip
    database: Database = app.extensions["incubator.running"].database
    moves.apply_batch(database, batch.id, at=NOW)

    moves.undo(database, batch.id, actor_id=manager.id, at=NOW)

    with writing() as session:
        (row,) = session.get_one(Batch, batch.id).rows
        assert (row.result, session.get_one(Application, mine.id).state) == ("kept", "eligible")


def test_somebody_of_another_programme_undoes_nothing(app: Flask, writing: Writing) -> None:
    with writing() as session:
        made = scenes.application(session, scenes.call(session), scenes.venture(session))
        batch = scenes.batch(session, cast.manager(session), made.call, made)
        batch.hold_until = NOW + HOLD
        session.get_one(BatchRow, batch.rows[0].id).result = "moved"
        stranger = cast.other_manager(session)

    with pytest.raises(NotAllowed):
        moves.undo(app.extensions["incubator.running"].database, batch.id, actor_id=stranger.id, at=NOW)
