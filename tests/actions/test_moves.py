"""A move is shown, then done; taken back within the hold; and never done twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.actions.people import profiles
from incubator.errors import Refused
from incubator.store import Application, BatchRow, Enrolment, Person
from incubator.store.database import Database
from incubator.store.replay import disagreements
from incubator.workflows.consequences import Consequences
from tests import cast, scenes
from tests.actions import cohorts, stories
from tests.conftest import NOW

HOLD = timedelta(minutes=15)
LATER = NOW + timedelta(hours=1)


def previewed(session: Session, refs: list[str], move: str, actor: Person, **asked: object) -> Consequences:
    applications = [_by_ref(session, ref) for ref in refs]
    request = MoveRequest(move, **asked)  # type: ignore[arg-type]  # the test says what it asks
    return moves.preview(session, applications, request=request, actor=actor, at=NOW, hold=HOLD)


def applied(
    database: Database, refs: list[str], move: str, actor: str, *, at: datetime = NOW, **asked: object
) -> str:
    with database.writing() as session:
        applications = [_by_ref(session, ref) for ref in refs]
        batch = moves.open_batch(
            session,
            applications,
            request=MoveRequest(move, **asked),  # type: ignore[arg-type]  # any keyword of a request
            versions={a.id: a.version for a in applications},
            actor=session.get_one(Person, actor),
            at=at,
            hold=HOLD,
        )
        batch_id = batch.id
    moves.apply_batch(database, batch_id, at=at)
    return batch_id


def _by_ref(session: Session, ref: str) -> Application:
    return session.scalars(select(Application).where(Application.ref == ref)).one()


def results(database: Database, batch_id: str) -> list[str]:
    with database.reading() as session:
        return [
            row.result for row in session.query(BatchRow).filter_by(batch_id=batch_id).order_by(BatchRow.id)
        ]


@pytest.fixture
def sent(database: Database) -> tuple[str, str]:
    """A sent Shaker application, and the manager's id."""
    with database.writing() as session:
        application = stories.sent(session, cast.founder(session))
        return application.ref, cast.manager(session).id


def test_a_preview_says_everything_and_changes_nothing(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    with database.reading() as session:
        found = previewed(session, [ref], "find_ineligible", session.get_one(Person, manager))
        row = found.rows[0]

    assert (row.group, row.from_state, row.to_state) == ("needs", "submitted", None)
    assert row.rules_total == row.rules_met


def test_what_was_shown_is_what_happens(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    applied(database, [ref], "find_eligible", manager)
    with database.reading() as session:
        shown = previewed(session, [ref], "start_review", session.get_one(Person, manager)).rows[0]

    applied(database, [ref], "start_review", manager)

    with database.reading() as session:
        application = _by_ref(session, ref)
        assert application.state == shown.to_state == "in_review"
        assert stories.letters(session, "in_review") == [letter.to_email for letter in shown.letters]
        assert disagreements(session) == []


def test_undo_gives_back_state_and_letters(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    applied(database, [ref], "find_eligible", manager)
    batch = applied(database, [ref], "start_review", manager)

    moves.undo(database, batch, actor_id=manager, at=NOW + timedelta(minutes=5))

    with database.reading() as session:
        assert _by_ref(session, ref).state == "eligible"
        assert stories.letters(session, "in_review") == []
        assert results(database, batch) == ["undone"]
        assert disagreements(session) == []


@pytest.mark.parametrize("move", ["start_review", "notify", "enter"])
def test_a_name_that_changes_takes_nothing_from_an_undo(
    database: Database, sent: tuple[str, str], move: str
) -> None:
    ref, manager = sent
    at = _ready_for(database, ref, move, manager)
    with database.reading() as session:
        before = _by_ref(session, ref).state
    batch = applied(database, [ref], move, manager, at=at)

    renamed(database, at=at)
    moves.undo(database, batch, actor_id=manager, at=at + timedelta(minutes=5))

    with database.reading() as session:
        assert (results(database, batch), _by_ref(session, ref).state) == (["undone"], before)
        assert "vasseur" in _by_ref(session, ref).search
        assert disagreements(session) == []


def _ready_for(database: Database, ref: str, move: str, manager: str) -> datetime:
    """When the move may be made."""
    if move == "start_review":
        applied(database, [ref], "find_eligible", manager)
        return NOW
    decided(database, ref, manager)
    if move == "notify":
        return NOW
    applied(database, [ref], "notify", manager)
    with database.writing() as session:
        stories.confirmed(session, _by_ref(session, ref), at=NOW + HOLD)
    return NOW + HOLD


def renamed(database: Database, *, at: datetime) -> None:
    with database.writing() as session:
        founder = cast.founder(session)
        profiles.edit(session, founder, actor=founder, at=at, name="Inès Vasseur")


def test_a_name_that_changes_stops_nothing_that_waits(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    batch = cohorts.opened(database, manager, [ref], MoveRequest("find_eligible"))

    renamed(database, at=NOW)
    moves.apply_batch(database, batch, at=NOW)

    assert results(database, batch) == ["moved"]


def test_after_the_hold_nothing_is_taken_back(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    batch = applied(database, [ref], "find_eligible", manager)

    with pytest.raises(Refused):
        moves.undo(database, batch, actor_id=manager, at=NOW + HOLD)


def test_a_row_moved_again_since_is_kept(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    first = applied(database, [ref], "find_eligible", manager)
    applied(database, [ref], "start_review", manager)

    moves.undo(database, first, actor_id=manager, at=NOW + timedelta(minutes=1))

    assert results(database, first) == ["kept"]


def test_two_managers_make_the_same_move_and_one_is_told(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    with database.writing() as session:
        application = _by_ref(session, ref)
        seen = {application.id: application.version}
        batches = [
            moves.open_batch(
                session,
                [application],
                request=MoveRequest("find_eligible"),
                versions=seen,
                actor=session.get_one(Person, manager),
                at=NOW,
                hold=HOLD,
            ).id
            for _ in range(2)
        ]
    for batch in batches:
        moves.apply_batch(database, batch, at=NOW)

    assert [results(database, batch) for batch in batches] == [["moved"], ["skipped"]]


def test_a_blocked_row_never_blocks_the_others(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    with database.writing() as session:
        other = stories.sent(session, cast.stranger(session), code="SHK-27Z", slug="other")
        refs = [ref, other.ref]
    applied(database, [ref], "find_eligible", manager)

    batch = applied(database, refs, "start_review", manager)

    assert sorted(results(database, batch)) == ["moved", "skipped"]


def test_a_move_that_needs_a_reason_asks_for_it(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    with database.reading() as session:
        actor = session.get_one(Person, manager)
        without = previewed(session, [ref], "cancel", actor).rows[0]
        given = previewed(session, [ref], "cancel", actor, reason="The call is withdrawn.").rows[0]

    assert (without.group, given.group) == ("needs", "will")


def test_another_programmes_manager_cannot_move_it(database: Database, sent: tuple[str, str]) -> None:
    ref, _ = sent
    with database.writing() as session:
        row = previewed(session, [ref], "find_eligible", cast.other_manager(session)).rows[0]

    assert row.group == "cannot"


def decided(database: Database, ref: str, manager: str) -> None:
    """From sent to accepted, not yet told."""
    for move in ("find_eligible", "start_review", "accept"):
        applied(database, [ref], move, manager)


def test_a_decision_stays_inside_until_notified(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    decided(database, ref, manager)
    with database.reading() as session:
        application = _by_ref(session, ref)
        before = (application.state, application.outcome, stories.letters(session, "accepted"))

    applied(database, [ref], "notify", manager)

    with database.reading() as session:
        told = _by_ref(session, ref)
        assert before == ("decided", "accepted", [])
        assert (told.state, told.notified_at, len(stories.letters(session, "accepted"))) == (
            "accepted",
            NOW + HOLD,
            1,
        )
        assert told.confirm_by is not None
        assert told.confirm_by > NOW + timedelta(days=13)


def test_entering_begins_an_enrolment_that_undo_removes(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    decided(database, ref, manager)
    applied(database, [ref], "notify", manager)
    with database.writing() as session:
        stories.confirmed(session, _by_ref(session, ref), at=NOW + HOLD)
    batch = applied(database, [ref], "enter", manager, at=NOW + HOLD)
    with database.reading() as session:
        entered = list(session.scalars(select(Enrolment.state)))

    moves.undo(database, batch, actor_id=manager, at=NOW + HOLD + timedelta(minutes=1))

    with database.reading() as session:
        assert entered == ["planned"]
        assert list(session.scalars(select(Enrolment.state))) == []
        assert _by_ref(session, ref).state == "confirmed"
        assert disagreements(session) == []


def test_an_interrupted_batch_is_resumed(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    with database.writing() as session:
        application = _by_ref(session, ref)
        moves.open_batch(
            session,
            [application],
            request=MoveRequest("find_eligible"),
            at=NOW,
            hold=HOLD,
            versions={application.id: application.version},
            actor=session.get_one(Person, manager),
        )

    resumed = moves.resume_batches(database, at=LATER)

    with database.reading() as session:
        assert (resumed, _by_ref(session, ref).state) == (1, "eligible")


def test_a_place_cannot_be_taken_while_its_offer_may_be_undone(
    database: Database, sent: tuple[str, str]
) -> None:
    ref, manager = sent
    decided(database, ref, manager)
    applied(database, [ref], "notify", manager)

    with database.writing() as session, pytest.raises(Refused):
        stories.confirmed(session, _by_ref(session, ref), at=NOW + HOLD - timedelta(seconds=1))


def test_letters_sent_at_once_are_told_at_once(database: Database, sent: tuple[str, str]) -> None:
    ref, manager = sent
    decided(database, ref, manager)

    applied(database, [ref], "notify", manager, sending="now")

    with database.writing() as session:
        stories.confirmed(session, _by_ref(session, ref), at=NOW)
        assert _by_ref(session, ref).state == "confirmed"


def test_places_promised_do_not_betray_the_decision_about_ones_own(session: Session) -> None:
    manager, call = cast.manager(session), stories.call(session, places=8)
    others, own = scenes.venture(session, "Lumen Bio"), scenes.venture(session, "Zorbi", members=(manager,))
    scenes.application(session, call, others, state="decided")
    hidden = scenes.application(session, call, own, state="decided")
    ready = scenes.application(session, call, scenes.venture(session, "Halobiote"), state="in_review")

    def taken() -> int:
        places = previewed(session, [ready.ref], "accept", manager).places
        assert places is not None
        return places.before

    undecided = taken()
    hidden.state, hidden.notified_at, hidden.confirm_by = "accepted", LATER, LATER + timedelta(days=14)
    session.flush()
    held = taken()
    hidden.notified_at = NOW
    session.flush()

    assert (undecided, held, taken()) == (1, 1, 2)
