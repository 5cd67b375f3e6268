"""A restored store sends nothing by itself that may have left since the backup."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from incubator.actions import rounds
from incubator.actions.post import restored, send_again
from incubator.actions.post.delivery import deliver_due
from incubator.actions.post.restored import Held
from incubator.actions.reminders import queue_due
from incubator.backups.creating import create
from incubator.backups.restoring import restore
from incubator.backups.verifying import differences, verify
from incubator.notices.mailers import FolderMailer
from incubator.store import Application, BatchRow, LetterRow, ReminderRow
from incubator.store.queries import heartbeats
from tests import scenes
from tests.actions import stories
from tests.backups.conftest import NewPlace, Place
from tests.backups.forging import members_of
from tests.cast import founder, manager, manager_of_all
from tests.conftest import NOW

HOUR = timedelta(hours=1)
LATER = NOW + 24 * HOUR  # when it is restored
LETTERS: dict[str, dict[str, Any]] = {
    "queued": {"state": "queued", "send_after": NOW - HOUR},
    "later": {"state": "queued", "send_after": LATER + HOUR},
    "claimed": {"state": "claimed", "claimed_by": "w", "claim_token": "t", "lease_until": LATER + HOUR},
    "handed": {"state": "handed", "claimed_by": "w", "claim_token": "t", "lease_until": LATER + HOUR},
    "doubted": {"state": "uncertain", "doubts": 1, "send_after": NOW},
    "link": {"state": "queued", "is_secret": True, "send_after": NOW, "useless_after": LATER + HOUR},
    "sent": {"state": "sent", "done_at": NOW},
    "cancelled": {"state": "cancelled", "done_at": NOW, "why": "undone"},
    "asked": {"state": "uncertain", "doubts": 2, "done_at": NOW, "why": "worker_stopped"},
}
REMINDERS = {"due": NOW + HOUR, "was_due": NOW - HOUR, "to_come": LATER + HOUR}


@pytest.fixture
def backup(new_place: NewPlace, tmp_path: Path) -> Path:
    place, path = new_place(), tmp_path / "backup.zip"
    place.running.database.upgrade()
    with place.running.database.writing() as session:
        application = scenes.application(session, scenes.call(session), scenes.venture(session))
        for name, values in LETTERS.items():
            scenes.letter(session, founder(session), application, title=name, **values)
        for name, due_at in REMINDERS.items():
            scenes.reminder(session, founder(session), application, occurrence=name, due_at=due_at)
    create(place.source, path, at=NOW)
    return path


def letters(place: Place) -> dict[str, tuple[str, str]]:
    with place.running.database.reading() as session:
        return {row.title: (row.state, row.why) for row in session.scalars(select(LetterRow))}


def reminders(place: Place) -> dict[str, tuple[str, str]]:
    with place.running.database.reading() as session:
        return {row.occurrence: (row.state, row.why) for row in session.scalars(select(ReminderRow))}


def left(place: Place, folder: Path) -> int:
    """How many letters a worker sends until nothing is due any more."""
    database, mailer, count = place.running.database, FolderMailer(folder), 0
    while done := deliver_due(
        database, mailer=mailer, clock=place.running.clock, worker="new", is_dead=lambda _: False
    ).outcomes.get("sent", 0):
        count += done
    return count


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_waited_is_held_for_a_person(
    kind: str, backup: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    place = new_place(kind)
    place.running.clock.set(LATER)  # type: ignore[attr-defined]  # a fixed clock in tests

    held = restore(place.source, backup, at=LATER).held

    assert held == Held(letters=5, reminders=2)
    on_hold, over = ("uncertain", "restored"), {"sent": ("sent", ""), "cancelled": ("cancelled", "undone")}
    assert letters(place) == {
        **dict.fromkeys(("queued", "later", "claimed", "handed", "doubted"), on_hold),
        "link": ("cancelled", "restored"), "asked": ("uncertain", "worker_stopped"), **over,
    }  # fmt: skip
    assert reminders(place) == {
        "due": ("suppressed", "restored"), "was_due": ("suppressed", "restored"), "to_come": ("planned", ""),
    }  # fmt: skip
    assert left(place, tmp_path / "outbox") == 0
    with place.running.database.writing() as session:
        assert queue_due(session, at=LATER).settled == 0


def test_what_is_let_go_leaves(backup: Path, new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    place.running.clock.set(LATER)  # type: ignore[attr-defined]  # a fixed clock in tests
    restore(place.source, backup, at=LATER)

    with place.running.database.writing() as session:
        done = restored.let_go(session, at=LATER)

    assert done == Held(letters=5, reminders=2)
    assert set(reminders(place).values()) == {("planned", "")}
    assert left(place, tmp_path / "outbox") == 4  # and the one whose hour has not come
    assert letters(place)["later"] == ("queued", "")


def test_what_is_dropped_never_leaves(backup: Path, new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    place.running.clock.set(LATER)  # type: ignore[attr-defined]  # a fixed clock in tests
    restore(place.source, backup, at=LATER)

    with place.running.database.writing() as session:
        done, after = restored.drop(session, at=LATER), restored.held(session)

    assert (done, after) == (Held(letters=5, reminders=2), Held(0, 0))
    assert left(place, tmp_path / "outbox") == 0
    assert letters(place)["handed"] == ("cancelled", "no_longer_needed")
    assert reminders(place)["due"] == ("suppressed", "no_longer_needed")


def test_a_person_sends_one_of_them_again(backup: Path, new_place: NewPlace, tmp_path: Path) -> None:
    """The outbox page's own button."""
    place = new_place()
    place.running.clock.set(LATER)  # type: ignore[attr-defined]  # a fixed clock in tests
    restore(place.source, backup, at=LATER)

    with place.running.database.writing() as session:
        row = session.scalars(select(LetterRow).where(LetterRow.title == "claimed")).one()
        send_again(session, row, actor=manager_of_all(session), at=LATER)

    assert left(place, tmp_path / "outbox") == 1


def test_after_a_move_to_another_server_nothing_has_left_and_all_of_it_goes(
    backup: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    """--send-letters: what a dead worker had claimed is taken back as after any other death."""
    place = new_place()

    held = restore(place.source, backup, at=NOW, send_letters=True).held

    assert held == Held(0, 0)
    assert letters(place) | {"asked": ("", "")} == {
        **dict.fromkeys(("queued", "later", "claimed"), ("queued", "")), "doubted": ("uncertain", ""),
        "handed": ("uncertain", "worker_stopped"), "link": ("cancelled", "restored"), "asked": ("", ""),
        "sent": ("sent", ""), "cancelled": ("cancelled", "undone"),
    }  # fmt: skip
    assert set(reminders(place).values()) == {("planned", "")}


def lapsing(new_place: NewPlace, path: Path) -> Place:
    """A place nobody confirmed in time, sent about after the backup; a move cut short; and nothing waits."""
    place = new_place()
    place.running.database.upgrade()
    with place.running.database.writing() as session:
        call = stories.call(session)
        scenes.application(
            session, call, scenes.venture(session), state="accepted", notified_at=NOW,
            confirm_by=NOW + HOUR,
        )  # fmt: skip
        interrupted = scenes.application(session, call, scenes.venture(session, "Halobiote"))
        scenes.batch(session, manager(session), call, interrupted)
    create(place.source, path, at=NOW)
    rounds.expire_places(place.running.database, NOW + 2 * HOUR)
    return place


def back_from(new_place: NewPlace, path: Path, *, send: bool = False) -> Place:
    place = new_place()
    place.running.clock.set(LATER)  # type: ignore[attr-defined]  # a fixed clock in tests
    restore(place.source, path, at=LATER, send_letters=send)
    return place


def written(place: Place) -> list[tuple[str, str, str]]:
    with place.running.database.reading() as session:
        rows = session.scalars(select(LetterRow).order_by(LetterRow.key))
        return [(row.message_id, row.state, row.why) for row in rows]


def test_what_the_lost_hours_sent_waits_for_a_person_with_the_same_message_id(
    new_place: NewPlace, tmp_path: Path
) -> None:
    lost = lapsing(new_place, tmp_path / "b.zip")
    place = back_from(new_place, tmp_path / "b.zip")
    database = place.running.database

    for act in rounds.ROUNDS.values():
        act(database, LATER)

    assert [one for one, _, _ in written(lost)] == [one for one, _, _ in written(place)] != []
    assert {(state, why) for _, state, why in written(place)} == {("uncertain", "restored")}
    assert left(place, tmp_path / "outbox") == 0
    with database.reading() as session:
        assert restored.is_undecided(session)
        assert heartbeats.latest(session) == {}  # the mark is no sign of life
        assert session.scalars(select(Application.state).order_by(Application.ref)).first() == "expired"


@pytest.mark.parametrize(("decide", "leave"), [(restored.let_go, 2), (restored.drop, 0)])
def test_a_decision_before_the_worker_starts_is_about_what_has_become_due(
    decide: Any, leave: int, new_place: NewPlace, tmp_path: Path
) -> None:
    lapsing(new_place, tmp_path / "b.zip")
    place = back_from(new_place, tmp_path / "b.zip")
    database = place.running.database

    rounds.catch_up(database, LATER)
    with database.writing() as session:
        decide(session, at=LATER)
        assert not restored.is_undecided(session)
    for act in rounds.ROUNDS.values():
        act(database, LATER)

    assert left(place, tmp_path / "outbox") == leave


def test_an_interrupted_move_is_not_finished_by_the_worker(new_place: NewPlace, tmp_path: Path) -> None:
    lapsing(new_place, tmp_path / "b.zip")
    place, moved = back_from(new_place, tmp_path / "b.zip"), new_place()
    restore(moved.source, tmp_path / "b.zip", at=LATER, send_letters=True)

    with place.running.database.reading() as session:
        row = session.scalars(select(BatchRow)).one()
    with moved.running.database.reading() as session:
        other = session.scalars(select(BatchRow)).one()

    assert (row.result, row.reason) == ("skipped", {"en": restored.AGAIN.en, "fr": restored.AGAIN.fr})
    assert other.result == "waiting"
    assert rounds.finish_batches(place.running.database, LATER) == 0


def test_no_archive_holds_a_link_that_opens_a_door(new_place: NewPlace, tmp_path: Path) -> None:
    place, again = new_place(), tmp_path / "again.zip"
    place.running.database.upgrade()
    with place.running.database.writing() as session:
        application = scenes.application(session, scenes.call(session), scenes.venture(session))
        secret = {"is_secret": True, "body_text": "/in/SESAME", "body_html": "<a>SESAME</a>"}
        scenes.letter(session, founder(session), application, state="queued", **secret)

    made = create(place.source, again, at=NOW)

    assert b"SESAME" not in members_of(again)["tables/letter.jsonl"]
    assert verify(again)[1] == []
    assert differences(made, place.source) == []
    assert restore(new_place().source, again, at=LATER).held == Held(0, 0)
