"""Two people, or two browsers, at the same instant: one does it, the other is told or sees the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import applications, extensions, ventures
from incubator.actions.enrolments import coaching
from incubator.actions.people import accounts, profiles
from incubator.errors import IncubatorError
from incubator.store import (
    Application,
    Call,
    CoachingDay,
    Enrolment,
    Extension,
    LetterRow,
    Person,
    SignIn,
    Venture,
    Word,
)
from incubator.store.database import Database
from incubator.store.replay import disagreements
from tests import scenes
from tests.actions import stories
from tests.actions.test_accounts import asked, mailed
from tests.actions.test_extensions import WINDOW, enrolled
from tests.cast import colleague, founder, mentor, person
from tests.conftest import NOW

Act = Callable[[Session], object]


def together(database: Database, *acts: Act) -> list[str]:
    """Each in a unit of work of its own, begun at the same instant: what came of it, sorted."""
    gate = Barrier(len(acts))

    def run(act: Act) -> str:
        gate.wait()
        try:
            with database.writing() as session:
                act(session)
        except IncubatorError as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_who_rename_what_one_application_is_found_by_lose_neither_name(database: Database) -> None:
    with database.writing() as session:
        sent = stories.sent(session, founder(session))

    def venture(session: Session) -> None:
        found = session.get_one(Venture, sent.venture_id)
        facts = ventures.VentureFacts(name="Nouveau Nom")
        ventures.edit(session, found, facts, actor=founder(session), at=NOW)

    def lead(session: Session) -> None:
        profiles.edit(session, founder(session), actor=founder(session), at=NOW, name="Inès Vasseur")

    assert together(database, venture, lead) == ["done", "done"]
    with database.reading() as session:
        text = session.get_one(Application, sent.id).search
        words = set(session.scalars(select(Word.word).where(Word.application_id == sent.id)))
        assert {"nouveau", "vasseur"} < words == set(text.split())


def counted(database: Database, table: type[object]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_one_link_signs_in_once(database: Database) -> None:
    with database.writing() as session:
        token, _code = mailed(session, asked(session).link_id)

    def act(session: Session) -> object:
        return accounts.sign_in_with_link(session, token, at=NOW)

    assert together(database, act, act, act) == ["Gone", "Gone", "done"]
    assert counted(database, SignIn) == 1


def test_apply_pressed_twice_is_one_draft_and_one_project(database: Database) -> None:
    with database.writing() as session:
        call, founder_id = stories.call(session).id, founder(session).id

    def act(session: Session) -> object:
        who = session.get_one(Person, founder_id)
        return applications.start(session, session.get_one(Call, call), actor=who, at=NOW)

    assert together(database, act, act) == ["done", "done"]
    assert (counted(database, Application), counted(database, Venture)) == (1, 1)


def test_send_pressed_twice_is_one_sending_and_one_letter(database: Database) -> None:
    with database.writing() as session:
        application = stories.started(session, founder(session))
        stories.fill(session, application, actor=founder(session))
        ref, founder_id = application.id, founder(session).id

    def act(session: Session) -> object:
        who = session.get_one(Person, founder_id)
        return applications.send(session, session.get_one(Application, ref), actor=who, at=NOW)

    assert together(database, act, act) == ["done", "done"]
    with database.reading() as session:
        received = select(func.count()).select_from(LetterRow).where(LetterRow.kind == "received")
        assert session.scalar(received) == 1
        assert disagreements(session) == []


def test_a_sending_in_the_grace_and_the_expiry_after_it_do_not_both_happen(database: Database) -> None:
    with database.writing() as session:
        application = stories.started(session, founder(session))
        stories.fill(session, application, actor=founder(session))
        ref, founder_id = application.id, founder(session).id
    over = NOW + timedelta(days=30, minutes=10)

    def sends(session: Session) -> object:
        who = session.get_one(Person, founder_id)
        at = over - timedelta(seconds=1)
        return applications.send(session, session.get_one(Application, ref), actor=who, at=at)

    together(database, sends, lambda session: applications.expire_drafts(session, at=over))

    with database.reading() as session:
        assert session.get_one(Application, ref).state in ("submitted", "expired")
        assert disagreements(session) == []


def test_two_mentors_cannot_both_take_the_last_half_day(database: Database) -> None:
    with database.writing() as session:
        enrolment = enrolled(session)
        mentors = [mentor(session), person(session, "Autre Mentor", "mentor")]
        for one in mentors:
            scenes.mentorship(session, one, enrolment.venture)
        scenes.coaching_day(session, enrolment, mentors[0], half_days=39, state="confirmed")
        about, ids = enrolment.id, [one.id for one in mentors]

    def logs(mentor_id: str) -> Act:
        def act(session: Session) -> object:
            return coaching.log(
                session, session.get_one(Enrolment, about), on=date(2026, 2, 20), half_days=1,
                topic="Brevets", actor=session.get_one(Person, mentor_id), at=NOW,
            )  # fmt: skip

        return act

    assert together(database, *map(logs, ids)) == ["Refused", "done"]
    assert counted(database, CoachingDay) == 2


def test_two_founders_ask_for_one_extension(database: Database) -> None:
    with database.writing() as session:
        about = enrolled(session).id
        ids = [founder(session).id, colleague(session).id]

    def asks(person_id: str) -> Act:
        def act(session: Session) -> object:
            who = session.get_one(Person, person_id)
            return extensions.ask(session, session.get_one(Enrolment, about), why="x", actor=who, at=WINDOW)

        return act

    assert together(database, *map(asks, ids)) == ["Refused", "done"]
    assert counted(database, Extension) == 1
