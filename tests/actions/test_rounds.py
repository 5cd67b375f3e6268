"""What the worker does by itself: drafts close, places lapse, whoever signs is asked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from incubator.actions import rounds
from incubator.actions.post.holds import HOLD
from incubator.store import Application, LetterRow
from incubator.store.database import Database
from incubator.store.editions import publish
from incubator.workflows.catalogue import load
from tests import scenes
from tests.cast import director
from tests.conftest import NOW
from tests.remembered import draft, sent

CLOSES_AT = NOW + timedelta(days=1)


def test_draft_of_a_closed_call_expires_and_its_people_are_told_once(database: Database) -> None:
    with database.writing() as session:
        application_id = draft(session, closes_at=CLOSES_AT).id

    for hours in (0, 1, 2):
        rounds.expire_drafts(database, CLOSES_AT + timedelta(hours=hours))

    with database.reading() as session:
        assert session.get_one(Application, application_id).state == "expired"
        assert sent(session) == [("closed_unsent", "Inès"), ("closed_unsent", "Tomas")]


def test_whoever_signs_is_asked_once_the_hold_is_over(database: Database) -> None:
    with database.writing() as session:
        director(session)
        text = scenes.PROGRAMME.format(programme="shaker", key="signed", more='signs = "director"\n')
        read = load(text, "shaker.toml")
        edition = publish(session, read, read.editions[0], at=NOW)
        call = scenes.call(session, edition_id=edition.id)
        for name in ("Lumen Bio", "Halobiote"):
            scenes.application(session, call, scenes.venture(session, name), state="decided", decided_at=NOW)

    for minutes in (0, 14, 15, 16, 600):
        rounds.ask_to_sign(database, NOW + timedelta(minutes=minutes))

    with database.reading() as session:
        letter = session.scalars(select(LetterRow)).one()
        assert letter.created_at == NOW + HOLD
        assert letter.kind == "decisions_to_sign"
        assert "SHA-27A-0001" in letter.body_text
        assert "SHA-27A-0002" in letter.body_text


def test_every_round_runs_on_an_empty_database(database: Database) -> None:
    done = {name: act(database, NOW) for name, act in rounds.ROUNDS.items()}

    assert set(done.values()) == {0}
