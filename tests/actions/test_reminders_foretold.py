"""What is foretold is what is sent: day by day, for drafts, terms, reviews and coaching."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import reminders
from incubator.clock import FixedClock
from incubator.store import Enrolment, Extension, LetterRow, add
from incubator.store.database import Database
from tests import scenes
from tests.cast import founder, manager, mentor
from tests.conftest import NOW
from tests.remembered import HUB, LIFE, ledger, sent

Sent = tuple[datetime, str, str]


def cluster(session: Session) -> Enrolment:
    """Two drafts, an enrolment near its end with a day to confirm, another whose coaching runs low."""
    manager(session)
    edition_id = scenes.edition(session, more=LIFE).id
    call = scenes.call(session, edition_id=edition_id, closes_at=datetime(2026, 3, 13, 17, tzinfo=UTC))
    scenes.application(session, call, scenes.venture(session), state="draft")
    alone = scenes.venture(session, "Halobiote", members=(founder(session),))
    scenes.application(session, call, alone, state="draft")
    ending = scenes.enrolment(
        session, alone, edition_id=edition_id, starts_on=date(2025, 10, 8), created_at=NOW
    )
    scenes.coaching_day(session, ending, mentor(session), half_days=1)
    scenes.coaching_day(session, ending, mentor(session), half_days=2, state="confirmed")
    return ending


def runs(database: Database, clock: FixedClock, *, until: datetime) -> list[Sent]:
    """Now, then every morning at eight in Paris: what was queued, and when."""
    found: list[Sent] = []
    while clock.now() < until:
        with database.reading() as session:
            before = set(session.scalars(select(LetterRow.id)))
        reminders.remind(database, at=clock.now())
        with database.reading() as session:
            new = session.scalars(select(LetterRow).where(LetterRow.id.not_in(before)))
            found += [(clock.now(), row.key.split(":")[3].partition("@")[0], row.to_email) for row in new]
        clock.set((clock.now() + timedelta(days=1)).replace(hour=7))
    return sorted(found)


def test_forecast_of_fourteen_days_is_what_runs_on_those_days_send(
    database: Database, clock: FixedClock
) -> None:
    until = NOW + timedelta(days=14)
    with database.writing() as session:
        cluster(session)
    with database.reading() as session:
        foretold = [
            (one.at, one.occurrence.partition("@")[0], one.person.email)
            for one in reminders.forecast(session, since=NOW, until=until)
        ]

    happened = runs(database, clock, until=until)

    assert sorted(foretold) == happened
    assert {kind for _, kind, _ in happened} == {
        "close_7d", "close_2d", "close_1d", "end_30", "session_confirm",
    }  # fmt: skip


def test_rehearsal_of_each_day_is_what_the_forecast_says_of_it(database: Database) -> None:
    with database.writing() as session:
        cluster(session)

    with database.reading() as session:
        foretold = reminders.forecast(session, since=NOW, until=NOW + timedelta(days=14))
        rehearsed = [
            one
            for number in range(15)
            for one in reminders.due_on(session, now=NOW, as_of=evening(NOW + timedelta(days=number)))
        ]

    assert [one.as_json() for one in rehearsed] == [one.as_json() for one in foretold]


def evening(at: datetime) -> datetime:
    return at.replace(hour=20)


def test_forecast_says_why_and_who_cannot_be_reached(database: Database) -> None:
    with database.writing() as session:
        cluster(session)
        founder(session).bounced_at = NOW

    with database.reading() as session:
        first = reminders.forecast(session, since=NOW, until=NOW + timedelta(days=14))[0]

    assert first.why.en == "7 days before: the call closes, while the draft is not sent, to the founders"
    assert [first.kind, first.why_not, first.label[:10]] == [
        "close_7d",
        "address_failed_before",
        "SHA-27A-00",
    ]


def test_forecast_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        cluster(session)

    with database.reading() as session:
        reminders.forecast(session, since=NOW, until=NOW + timedelta(days=14))
        reminders.due_on(session, now=NOW, as_of=NOW + timedelta(days=3))
        assert [*session.new, *session.dirty] == []


def test_end_is_told_to_founders_and_managers_and_moves_with_an_extension(database: Database) -> None:
    with database.writing() as session:
        ending = cluster(session)
        reminders.reconcile(session, at=NOW)
        before = [(kind, due) for kind, who, due, _ in ledger(session, ending) if kind.startswith("end")]
        granted = Extension(
            enrolment_id=ending.id, months=6, state="granted", why="x", asked_at=NOW, decided_at=NOW
        )
        add(session, granted)
        session.flush()
        session.expire(ending, ["extensions"])
        reminders.reconcile(session, at=NOW)
        after = [row for row in ledger(session, ending) if row[0].startswith("end")]

    assert before == [("end_30", datetime(2026, 3, 6, 7, tzinfo=UTC))]  # the 60th day before is gone by
    assert [(kind, who, state) for kind, who, _, state in after] == [
        ("end_30", "Inès", "cancelled"),
        ("end_60", "Inès", "planned"), ("end_60", "Nadia", "planned"),
        ("end_30", "Inès", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize(("logged", "told"), [((), 0), ((1,), 2), ((1, 2, 1), 2)])
def test_low_coaching_is_told_once_when_few_half_days_are_left(
    database: Database, logged: tuple[int, ...], told: int
) -> None:
    with database.writing() as session:
        enrolment = cluster(session)
        for half_days in logged:
            scenes.coaching_day(session, enrolment, mentor(session), half_days=half_days)
            reminders.reconcile(session, at=NOW)

        low = [row for row in ledger(session, enrolment) if row[0] == "coaching_low"]

    assert len(low) == told
    assert {due for _, _, due, _ in low} <= {datetime(2026, 3, 3, 7, tzinfo=UTC)}


def test_letters_of_an_enrolment_say_we_to_founders_and_they_to_staff(database: Database) -> None:
    with database.writing() as session:
        enrolment = cluster(session)
        scenes.coaching_day(session, enrolment, mentor(session), half_days=2, logged_at=NOW)

    reminders.remind(database, at=datetime(2026, 3, 3, 7, tzinfo=UTC))

    with database.reading() as session:
        low = session.scalars(select(LetterRow).where(LetterRow.kind == "coaching_low"))
        texts = {row.to_name.split()[0]: row.body_text for row in low}
        assert set(texts) == {"Inès", "Nadia"}
        assert f"/programme/{enrolment.id}" in texts["Inès"]
        assert f"/enrolments/{enrolment.id}" in texts["Nadia"]


def test_yearly_review_comes_back_every_year(database: Database, clock: FixedClock) -> None:
    with database.writing() as session:
        edition_id = scenes.edition(session, "growth-hub", more=HUB).id
        venture = scenes.venture(session, members=(founder(session),))
        enrolment = scenes.enrolment(
            session, venture, "growth-hub", edition_id=edition_id, starts_on=date(2026, 3, 2)
        )

    for _ in range(40):
        reminders.remind(database, at=clock.now())
        clock.move(days=30)

    with database.reading() as session:
        letters = session.scalars(select(LetterRow).order_by(LetterRow.id)).all()
        assert [row.kind for row in letters] == ["yearly_review"] * 3
        years = ["1 an", "2 ans", "3 ans"]
        assert [
            any(f"après {year}" in row.body_text.replace("\u00a0", " ") for year in years) for row in letters
        ]
        assert sent(session) == [("yearly_review", "Inès")] * 3
        assert enrolment.id


def test_confirmed_day_is_not_asked_about_again(database: Database) -> None:
    with database.writing() as session:
        enrolment = cluster(session)
        day = scenes.coaching_day(session, enrolment, mentor(session), half_days=1, topic="Licences")
        reminders.reconcile(session, at=NOW)
        day.state = "confirmed"
        reminders.reconcile(session, at=NOW)

        assert [state for *_, state in ledger(session, day)] == ["cancelled"]
