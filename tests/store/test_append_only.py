"""What was written for good: the database itself refuses to change it, whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from incubator.store import AssessmentRow, add
from incubator.store.answers import write_answers
from incubator.store.database import Database
from tests import scenes
from tests.cast import founder
from tests.conftest import NOW


@pytest.fixture
def filled(database: Database) -> Database:
    """One edition, one journal entry, one assessment, one answer standing and one replaced."""
    with database.writing() as session:
        application = scenes.application(session, scenes.call(session), scenes.venture(session))
        scenes.steps(session, application, "draft")
        assess(session, application.id, application.call.edition_id)
        for number in range(2):
            at = NOW + timedelta(hours=number)
            write_answers(session, application.id, {"pitch": number}, by=founder(session), at=at)
    return database


def assess(session: Session, application_id: str, edition_id: str) -> None:
    row = AssessmentRow(
        application_id=application_id, at=NOW, occasion="sent", verdict="met", edition_id=edition_id,
        facts={}, findings={},
    )  # fmt: skip
    add(session, row)
    session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET reason = 'another'",
        "DELETE FROM journal",
        "UPDATE assessment SET verdict = 'unmet'",
        "DELETE FROM assessment",
        "UPDATE edition SET fingerprint = 'x'",
        "DELETE FROM edition",
        "UPDATE answer SET value = '7' WHERE replaced_at IS NULL",
        "UPDATE answer SET written_at = replaced_at WHERE replaced_at IS NOT NULL",
        "UPDATE answer SET replaced_at = NULL",
        "UPDATE answer SET replaced_at = written_at WHERE replaced_at IS NOT NULL",
        "UPDATE answer SET replaced_at = written_at, value = '7' WHERE replaced_at IS NULL",
    ],
)
def test_what_was_written_for_good_cannot_be_changed(filled: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), filled.writing() as session:
        session.execute(text(statement))


def test_sqlite_cannot_be_tricked_by_replacing_a_row(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        scenes.steps(session, scenes.venture(session), "draft")

    with pytest.raises(IntegrityError, match="append-only"), sqlite_database.writing() as session:
        session.execute(text("INSERT OR REPLACE INTO journal SELECT * FROM journal"))


def test_postgresql_cannot_be_tricked_by_truncating(postgresql_database: Database) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        postgresql_database.writing() as session,
    ):
        session.execute(text("TRUNCATE journal"))
