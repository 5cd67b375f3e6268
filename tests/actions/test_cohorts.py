"""A cohort moves together, and each application still stands for itself."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.actions.moves.undo import NOT_BEGUN
from incubator.store import Application, Batch, BatchRow, Enrolment, Entry, LetterRow
from incubator.store.database import Database
from incubator.store.losses import CHANGED
from incubator.store.replay import disagreements
from tests import cast, scenes
from tests.actions import cohorts
from tests.conftest import NOW

TOLD = "by Nadia Rey on Monday 2 March 2026 at 10:00 (Paris time): look at the consequences again."


def results(database: Database, batch_id: str) -> Counter[str]:
    with database.reading() as session:
        return Counter(session.scalars(select(BatchRow.result).where(BatchRow.batch_id == batch_id)))


def test_one_that_is_refused_after_all_stays_alone(database: Database) -> None:
    """The same venture in two calls of one programme: whoever is second is in it already."""
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 3, state="confirmed")
        first = cohorts.chosen(session, manager, refs[:1])[0]
        again = scenes.call(session, edition_id=first.call.edition_id, entry_on=first.call.entry_on)
        twin = scenes.application(session, again, first.venture, state="confirmed")
        scenes.steps(session, twin, "confirmed")
        refs.append(twin.ref)

    done = cohorts.started(database, manager, refs, MoveRequest("enter"))

    assert results(database, done.batch_id) == {"moved": 3, "skipped": 1}
    with database.reading() as session:
        assert session.scalars(select(Enrolment.state)).all() == ["planned"] * 3
        assert disagreements(session) == []


def test_one_that_is_refused_on_its_own_is_as_it_was(database: Database) -> None:
    """An enrolment was made from it already: the database says so once the move is half done."""
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 1, state="confirmed")
        application = cohorts.chosen(session, manager, refs)[0]
        other = scenes.enrolment(session, scenes.venture(session, "Other"))
        other.application_id, before = application.id, columns(application)

    with database.writing() as session:
        application = cohorts.chosen(session, manager, refs)[0]
        version = application.version
        row = moves.act(
            session, application, request=MoveRequest("enter"), actor=cast.manager(session), at=NOW,
            hold=cohorts.HOLD,
        )  # fmt: skip
        assert (row.result, row.reason and row.reason["en"]) == ("skipped", CHANGED.en)
        assert (columns(application), application.version) == (before, version)


def test_one_already_in_the_programme_is_told_so_before(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 1, state="confirmed")
        scenes.enrolment(session, cohorts.chosen(session, manager, refs)[0].venture)

    with database.reading() as session:
        document = moves.preview(
            session, cohorts.chosen(session, manager, refs), request=MoveRequest("enter"),
            actor=cast.manager(session), at=NOW, hold=cohorts.HOLD,
        )  # fmt: skip

    assert [row.group for row in document.rows] == ["needs"]
    assert "already in this programme" in document.rows[0].reasons[0].en


def test_rows_that_changed_are_shown_and_the_others_move(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 60)
    batch = cohorts.opened(database, manager, refs, MoveRequest("start_review"))
    cohorts.started(database, manager, refs[10:13], MoveRequest("cancel", reason="By telephone."))

    moves.apply_batch(database, batch, at=NOW)

    assert results(database, batch) == {"moved": 57, "skipped": 3}
    with database.reading() as session:
        told = select(BatchRow.reason).where(BatchRow.batch_id == batch, BatchRow.reason.is_not(None))
        said = {(reason or {})["en"] for reason in session.scalars(told)}
        assert {one.split(", ")[1] for one in said} == {TOLD}
        assert disagreements(session) == []


def test_what_waits_in_the_name_of_a_disabled_person_is_not_done(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 3)
    batch = cohorts.opened(database, manager, refs, MoveRequest("start_review"))
    with database.writing() as session:
        cast.manager(session).disabled_at = NOW

    moves.resume_batches(database, at=NOW + timedelta(hours=1))

    assert results(database, batch) == {"skipped": 3}
    with database.reading() as session:
        reasons = session.scalars(select(BatchRow.reason).where(BatchRow.batch_id == batch)).all()
        assert {(reason or {})["en"].partition(" by ")[0] for reason in reasons} == {"This is done"}
        assert set(session.scalars(select(Application.state))) == {"eligible"}


def test_undo_gives_a_cohort_back_exactly(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 5, state="confirmed")
        before = [columns(one) for one in cohorts.chosen(session, manager, refs)]
    done = cohorts.started(database, manager, refs, MoveRequest("enter"))

    moves.undo(database, done.batch_id, actor_id=manager, at=NOW + timedelta(minutes=1))

    with database.writing() as session:
        assert [columns(one) for one in cohorts.chosen(session, manager, refs)] == before
        assert set(session.scalars(select(LetterRow.state))) == {"cancelled"}
        assert session.scalars(select(Enrolment)).all() == []
        assert disagreements(session) == []
    assert results(database, done.batch_id) == {"undone": 5}


def test_an_enrolment_somebody_works_with_is_not_taken_back(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 3, state="confirmed")
    done = cohorts.started(database, manager, refs, MoveRequest("enter"))
    with database.writing() as session:
        first = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        assert first is not None
        scenes.coaching_day(session, first, cast.mentor(session))

    moves.undo(database, done.batch_id, actor_id=manager, at=NOW)

    assert results(database, done.batch_id) == {"undone": 2, "kept": 1}


def test_undo_in_the_middle_leaves_nothing_to_resume(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 3)
    batch = cohorts.opened(database, manager, refs, MoveRequest("start_review"))

    moves.undo(database, batch, actor_id=manager, at=NOW)

    assert moves.resume_batches(database, at=NOW + timedelta(hours=1)) == 0
    assert results(database, batch) == {"skipped": 3}
    with database.reading() as session:
        said = session.scalars(select(BatchRow.reason).where(BatchRow.batch_id == batch)).all()
        assert said == [{"en": NOT_BEGUN.en, "fr": NOT_BEGUN.fr}] * 3


def test_every_row_is_moved_once_however_often_it_is_asked(database: Database) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 60)
    batch = cohorts.opened(database, manager, refs, MoveRequest("start_review"))

    for _ in range(2):
        moves.apply_batch(database, batch, at=NOW)

    with database.reading() as session:
        moved = session.scalars(select(Entry.subject_id).where(Entry.action == "start_review")).all()
        letters = session.scalars(select(LetterRow.subject_id).where(LetterRow.kind == "in_review")).all()
        asked = session.get_one(Batch, batch)
        assert (len(set(moved)), len(moved), len(set(letters)), len(letters)) == (60, 60, 60, 60)
        assert [row.result for row in asked.rows] == ["moved"] * 60


def columns(application: Application) -> dict[str, object]:
    """Everything but the version, which only ever grows."""
    table = Application.__table__.columns.keys()
    return {name: getattr(application, name) for name in table if name != "version"}
