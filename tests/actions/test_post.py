"""A letter is queued in the same transaction as what it tells, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import post
from incubator.clock import FixedClock
from incubator.errors import Refused
from incubator.ids import SeededIds
from incubator.notices import Sender
from incubator.notices.account import SignIn
from incubator.notices.applying import Withdrawn
from incubator.store import Batch, LetterRow, add
from incubator.store.database import Database
from incubator.words import Words
from tests.cast import colleague, founder, manager
from tests.conftest import NOW

LETTER = Withdrawn(ref="SHK-27A-0001", call=Words("Spring", "Printemps"), venture="Lumen", withdrawn_at=NOW)
SIGN_IN = SignIn(token="a-token", code="123456")


def test_letter_is_written_in_the_language_of_its_reader(session: Session) -> None:
    french = post.queue(
        session, LETTER, to=founder(session), subject=founder(session), occurrence="1", at=NOW
    )
    english = post.queue(
        session, LETTER, to=colleague(session), subject=founder(session), occurrence="1", at=NOW
    )

    assert french.title == "Retrait de SHK-27A-0001 confirmé"
    assert english.title == "Withdrawal of SHK-27A-0001 confirmed"
    assert "Bonjour Inès Maurel" in french.body_text
    assert [french.state, french.send_after, french.kind, french.subject_kind] == [
        "queued",
        NOW,
        "withdrawn",
        "person",
    ]


def test_letter_asked_for_twice_is_one_letter(session: Session) -> None:
    rows = [
        post.queue(session, LETTER, to=founder(session), subject=founder(session), occurrence=which, at=NOW)
        for which in ("1", "1", "2")
    ]

    assert rows[0] is rows[1]
    assert rows[0].key == f"withdrawn:{founder(session).id}:{founder(session).id}:1"
    assert len({row.message_id for row in rows}) == 2
    assert session.scalar(select(func.count()).select_from(LetterRow)) == 2


def test_letter_rolled_back_with_its_cause_was_never_there(database: Database) -> None:
    def queue_and_fail() -> None:
        with database.writing() as session:
            person = founder(session)
            post.queue(session, LETTER, to=person, subject=person, occurrence="1", at=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        queue_and_fail()

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LetterRow)) == 0


def test_cancelled_letter_may_be_queued_again_with_a_name_of_its_own(session: Session) -> None:
    person = founder(session)
    batch = add(
        session, Batch(move="accept", by_id=person.id, at=NOW, hold_until=NOW + timedelta(minutes=15))
    )
    session.flush()

    def queued() -> LetterRow:
        return post.queue(session, LETTER, to=person, subject=person, occurrence="1", at=NOW, batch=batch)

    first = queued()
    post.cancel_letter(session, first, why="undone", at=NOW)
    second = queued()

    assert [first.state, first.why, first.done_at] == ["cancelled", "undone", NOW]
    assert second.state == "queued"
    assert second.key == f"{first.key}~2"
    assert second.message_id != first.message_id
    assert queued() is second


def test_letter_to_an_address_without_account_is_known_by_the_address(session: Session) -> None:
    new = post.Address("new@example.org", language="en")

    row = post.queue(session, SIGN_IN, to=new, subject=founder(session), occurrence="1", at=NOW)

    assert [row.person_id, row.to_email, row.is_secret, row.language] == [None, "new@example.org", True, "en"]


def test_links_and_sender_are_those_the_database_was_opened_with(sqlite_url: str) -> None:
    sender = Sender("https://incubator.example.org", "Biocluster Sud", "sud@example.org")
    database = Database(sqlite_url, ids=SeededIds(2), info={"sender": sender})

    with database.writing() as session:
        row = post.queue(
            session, SIGN_IN, to=founder(session), subject=founder(session), occurrence="1", at=NOW
        )
    database.dispose()

    assert "https://incubator.example.org/auth/a-token" in row.body_text
    assert "Biocluster Sud (sud@example.org)" in row.body_text
    assert row.reply_to == "sud@example.org"
    assert row.message_id.endswith("@incubator.example.org>")


def test_failed_letter_is_sent_again_when_a_person_says_so(session: Session, clock: FixedClock) -> None:
    person = founder(session)
    row = post.queue(session, LETTER, to=person, subject=person, occurrence="1", at=NOW)
    row.state, row.why, row.attempts, row.done_at = "failed", "550", 4, NOW
    person.bounced_at = NOW
    later = clock.move(days=1)

    post.send_again(session, row, actor=manager(session), at=later)

    assert [row.state, row.why, row.attempts, row.done_at, row.send_after] == ["queued", "", 0, None, later]
    assert person.bounced_at is None


def test_sent_letter_and_sign_in_link_are_not_sent_again(session: Session) -> None:
    person = founder(session)
    sent = post.queue(session, LETTER, to=person, subject=person, occurrence="1", at=NOW)
    secret = post.queue(session, SIGN_IN, to=person, subject=person, occurrence="1", at=NOW)
    sent.state, secret.state = "sent", "failed"

    for row in (sent, secret):
        with pytest.raises(Refused):
            post.send_again(session, row, actor=manager(session), at=NOW)
