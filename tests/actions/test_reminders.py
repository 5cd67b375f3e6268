"""The ledger follows what is open; due reminders become letters once; done work sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import reminders
from incubator.clock import FixedClock
from incubator.store import Application, Call, ClosingExtension, LetterRow, Person, ReminderRow, add
from incubator.store.database import Database
from incubator.store.editions import edition_of
from tests import scenes
from tests.cast import colleague, founder
from tests.conftest import NOW
from tests.remembered import CLOSINGS, confirming, draft, ledger, sent

CLOSES_AT = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)  # a Tuesday, 14:00 in Paris


def test_draft_is_reminded_of_its_closing_at_eight_on_working_days(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        done = reminders.reconcile(session, at=NOW)

        assert [done.planned, done.cancelled, done.expired] == [6, 0, 0]
        assert [(kind, due) for kind, who, due, _ in ledger(session, application) if who == "Inès"] == [
            ("close_7d", datetime(2026, 3, 24, 7, tzinfo=UTC)),
            ("close_2d", datetime(2026, 3, 27, 7, tzinfo=UTC)),  # the Sunday's leaves on the Friday
            ("close_1d", datetime(2026, 3, 30, 6, tzinfo=UTC)),
        ]


def test_reconciling_again_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)

    with database.reading() as session:
        assert reminders.disagreements(session, at=NOW) == ()
    with database.writing() as session:
        assert reminders.reconcile(session, at=NOW).is_nothing


def test_draft_started_late_is_not_reminded_of_days_gone_by(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=NOW + timedelta(days=3))
        reminders.reconcile(session, at=NOW)

        assert {kind for kind, *_ in ledger(session, application)} == {"close_2d", "close_1d"}


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "expired"])
def test_done_work_is_reminded_of_nothing(database: Database, clock: FixedClock, state: str) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        application.state, application.submitted_at = state, NOW
    clock.set(CLOSES_AT - timedelta(hours=1))

    done = reminders.remind(database, at=clock.now())

    with database.reading() as session:
        assert done.queued == 0
        assert {row[3] for row in ledger(session, application)} == {"cancelled"}
        assert sent(session) == []


def test_work_done_in_the_same_second_is_looked_at_once_more(database: Database) -> None:
    due = datetime(2026, 3, 24, 7, tzinfo=UTC)
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        application.state, application.submitted_at = "submitted", NOW
        done = reminders.queue_due(session, at=due)

    assert [done.queued, done.cancelled] == [0, 2]


def test_reopened_draft_is_reminded_again(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        application.state = "withdrawn"
        reminders.reconcile(session, at=NOW)
        application.state = "draft"
        reminders.reconcile(session, at=NOW)

        assert {row[3] for row in ledger(session, application)} == {"planned"}


def test_moving_the_date_cancels_and_plans_anew(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        row = ClosingExtension(
            application_id=application.id,
            closes_at=CLOSES_AT + timedelta(days=14),
            reason="Ill.",
            granted_at=NOW,
        )
        add(session, row)
        session.flush()
        done = reminders.reconcile(session, at=NOW)

        assert [done.planned, done.cancelled] == [6, 6]
        assert next(due for kind, who, due, state in ledger(session, application) if state == "planned") == (
            datetime(2026, 4, 7, 6, tzinfo=UTC)
        )


def test_more_time_does_not_bring_back_reminders_of_days_gone_by(database: Database) -> None:
    late = CLOSES_AT - timedelta(hours=3)
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        row = ClosingExtension(
            application_id=application.id,
            closes_at=CLOSES_AT + timedelta(days=3),
            reason="Ill.",
            granted_at=late,
        )
        add(session, row)
        session.flush()
        reminders.reconcile(session, at=late)

        assert {kind for kind, *_ in ledger(session, application)} == {"close_2d", "close_1d"}


def test_due_reminder_becomes_a_letter_in_each_language_once(database: Database) -> None:
    due = datetime(2026, 3, 24, 7, tzinfo=UTC)
    with database.writing() as session:
        draft(session, closes_at=CLOSES_AT)

    first = reminders.remind(database, at=due)
    again = reminders.remind(database, at=due)

    assert [first.queued, again.settled] == [2, 0]
    with database.reading() as session:
        letters = session.scalars(select(LetterRow).order_by(LetterRow.language)).all()
        assert [letter.title for letter in letters] == [
            "One week left for Call 0", "Plus qu’une semaine pour Appel 0"
        ]  # fmt: skip
        assert [letter.useless_after for letter in letters] == [CLOSES_AT, CLOSES_AT]
        rows = session.scalars(select(ReminderRow).where(ReminderRow.state == "queued")).all()
        assert {row.letter_id for row in rows} == {letter.id for letter in letters}


def test_late_reminder_is_sent_while_useful_and_says_the_days_that_are_left(database: Database) -> None:
    with database.writing() as session:
        draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)

    done = reminders.remind(database, at=CLOSES_AT - timedelta(days=4))

    assert done.queued == 4  # the worker slept from the 24th to the 27th at noon
    with database.reading() as session:
        assert sent(session) == [
            ("close_2d", "Inès"), ("close_2d", "Tomas"), ("close_7d", "Inès"), ("close_7d", "Tomas"),
        ]  # fmt: skip
        titles = set(session.scalars(select(LetterRow.title)))
        assert "4 days left for Call 0" in titles
        assert "Not sent yet: 4 days left" in titles


def test_reminder_that_is_too_late_expires_and_says_so(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)

    done = reminders.remind(database, at=CLOSES_AT)

    with database.reading() as session:
        assert [done.queued, {row[3] for row in ledger(session, application)}] == [0, {"expired"}]
        assert set(session.scalars(select(ReminderRow.why))) == {"too_late"}


def test_reminders_nobody_planned_in_time_are_on_record(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)

    reminders.remind(database, at=CLOSES_AT + timedelta(minutes=5))

    with database.reading() as session:
        assert [row[3] for row in ledger(session, application)] == ["expired"] * 6


def test_nobody_is_written_to_who_cannot_be_reached(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        colleague(session).bounced_at = NOW

    done = reminders.remind(database, at=datetime(2026, 3, 24, 7, tzinfo=UTC))

    assert [done.queued, done.suppressed] == [1, 1]
    with database.reading() as session:
        why = session.scalars(select(ReminderRow.why).where(ReminderRow.state == "suppressed")).all()
        assert why == ["address_failed_before"]
        assert sent(session) == [("close_7d", "Inès")]
        assert application.id


def test_member_who_left_is_not_reminded(database: Database) -> None:
    with database.writing() as session:
        draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)
        colleague(session).disabled_at = NOW

    reminders.remind(database, at=datetime(2026, 3, 24, 7, tzinfo=UTC))

    with database.reading() as session:
        assert sent(session) == [("close_7d", "Inès")]


def test_accepted_place_and_asked_answers_are_reminded_of(database: Database) -> None:
    with database.writing() as session:
        call = scenes.call(session, edition_id=confirming(session).id)
        accepted = scenes.application(
            session, call, scenes.venture(session), state="accepted", confirm_by=NOW + timedelta(days=10)
        )
        reminders.reconcile(session, at=NOW)
        due = ledger(session, accepted)[0][2]

    reminders.remind(database, at=due)

    with database.reading() as session:
        titles = set(session.scalars(select(LetterRow.title)))
        assert titles == {"Confirm your place in 3 days", "Confirmez votre place sous 3\u00a0jours"}


def test_two_workers_send_each_reminder_once(database: Database) -> None:
    due = datetime(2026, 3, 24, 7, tzinfo=UTC)
    with database.writing() as session:
        call = scenes.call(session, edition_id=scenes.edition(session, more=CLOSINGS).id, closes_at=CLOSES_AT)
        for number in range(20):
            scenes.application(session, call, scenes.venture(session, f"Venture {number}"), state="draft")

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: reminders.remind(database, at=due).queued, range(4)))

    with database.reading() as session:
        assert sum(done) == 40
        assert len(sent(session)) == 40
        assert len(session.scalars(select(ReminderRow)).all()) == 120


def test_ledger_is_read_with_as_many_queries_for_thirty_as_for_one(
    database: Database, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def queries() -> int:
        with counted() as statements, database.reading() as session:
            reminders.disagreements(session, at=NOW)
        return len(statements)

    with database.writing() as session:
        call = scenes.call(session, edition_id=scenes.edition(session, more=CLOSINGS).id, closes_at=CLOSES_AT)
        add_draft(session, call, 0)
        call_id = call.id
    queries()
    one = queries()
    with database.writing() as session:
        for number in range(1, 30):
            add_draft(session, session.get_one(Call, call_id), number)

    assert queries() == one < 20


def test_ledger_is_put_right_with_as_many_statements_for_thirty_as_for_one(
    database: Database, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """Planned, moved to another day, and given up: page by page, not one by one."""
    numbers = []
    with database.writing() as session:
        edition_id = scenes.edition(session, more=CLOSINGS).id
    for many in (1, 30):
        with database.writing() as session:
            call = scenes.call(session, edition_id=edition_id, code=f"SHK-{many}", closes_at=CLOSES_AT)
            for number in range(many):
                add_draft(session, call, 100 * many + number)
            session.flush()
            edition_of(session, edition_id)  # read once for good
            for closes_at in (CLOSES_AT, CLOSES_AT + timedelta(days=7), NOW):
                call.closes_at = closes_at
                session.flush()
                with counted() as statements:
                    done = reminders.reconcile(session, at=NOW)
                assert not done.is_nothing
                numbers.append(len(statements))

    assert numbers[:3] == numbers[3:]


def add_draft(session: Session, call: Call, number: int) -> Application:
    venture = scenes.venture(session, f"Venture {number}", members=(founder(session),))
    return scenes.application(session, call, venture, state="draft")


def test_person_is_named_once_however_many_groups_they_are_in(database: Database) -> None:
    with database.writing() as session:
        application = draft(session, closes_at=CLOSES_AT)
        reminders.reconcile(session, at=NOW)

        keys = [(kind, who) for kind, who, _, _ in ledger(session, application)]
        assert len(keys) == len(set(keys))
        assert session.scalars(select(Person)).all() != []
