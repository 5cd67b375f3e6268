"""Queued letters reach a real mail server: each outcome has its state, and nothing blocks the queue."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from incubator.actions import post
from incubator.actions.post import claims
from incubator.actions.post.delivery import Round, deliver_due
from incubator.clock import FixedClock
from incubator.notices.mailers import FolderMailer, Mailer
from incubator.notices.smtp import SmtpMailer
from incubator.store import LetterRow, Person, add
from incubator.store.database import Database
from tests.actions.test_post import LETTER, SIGN_IN
from tests.conftest import NOW
from tests.smtp import free_port, mail_server


def addressee(session: Session, who: str) -> Person:
    email = f"{who}@example.org"
    person = session.scalar(select(Person).where(Person.email == email))
    return person or add(session, Person(email=email, name=who, language="en", created_at=NOW))


def queue(database: Database, *who: str, **given: datetime) -> None:
    with database.writing() as session:
        for number, name in enumerate(who):
            person = addressee(session, name)
            session.flush()
            post.queue(session, LETTER, to=person, subject=person, occurrence=str(number), at=NOW, **given)


def deliver(
    database: Database, url: str, clock: FixedClock, *, worker: str = "here.one",
    is_dead: Callable[[str], bool] = lambda owner: False, mailer: Mailer | None = None,
) -> Round:  # fmt: skip
    mailer = mailer or SmtpMailer(url, answer=2, last_answer=2)
    return deliver_due(database, mailer=mailer, clock=clock, worker=worker, is_dead=is_dead)


def letters(database: Database) -> dict[str, LetterRow]:
    with database.reading() as session:
        return {row.to_email.partition("@")[0]: row for row in session.scalars(select(LetterRow))}


def states(database: Database) -> dict[str, str]:
    return {who: row.state for who, row in letters(database).items()}


def test_due_letters_leave_and_later_ones_wait(database: Database, clock: FixedClock) -> None:
    queue(database, "eve", "abel")
    queue(database, "held", send_after=NOW + timedelta(minutes=15))

    with mail_server() as (url, postbox):
        first = deliver(database, url, clock)
        clock.move(minutes=15)
        second = deliver(database, url, clock)

    assert [first.outcomes, second.outcomes] == [{"sent": 2}, {"sent": 1}]
    assert sorted(postbox.recipients()) == ["abel@example.org", "eve@example.org", "held@example.org"]
    assert set(states(database).values()) == {"sent"}


def test_every_outcome_has_its_state_and_blocks_no_other(database: Database, clock: FixedClock) -> None:
    faults = (
        "nobody",
        "policy",
        "greylisted",
        "mumble",
        "hangup",
        "content",
        "diskfull",
        "babble",
        "lost",
        "unseen",
    )
    queue(database, *faults, "eve")

    with mail_server() as (url, postbox):
        deliver(database, url, clock)

    assert states(database) == {
        "nobody": "failed", "policy": "failed", "content": "failed", "greylisted": "queued",
        "mumble": "queued", "hangup": "queued", "diskfull": "queued", "babble": "uncertain",
        "lost": "uncertain", "unseen": "uncertain", "eve": "sent",
    }  # fmt: skip
    assert all(row.why for who, row in letters(database).items() if who != "eve")
    assert "eve@example.org" in postbox.recipients()


def test_uncertain_letter_is_sent_once_more_with_the_same_name_and_stays_on_record(
    database: Database, clock: FixedClock
) -> None:
    queue(database, "lost")

    with mail_server() as (url, postbox):
        deliver(database, url, clock)
        uncertain = letters(database)["lost"]
        postbox.is_calm = True
        deliver(database, url, clock)

    row = letters(database)["lost"]
    assert [uncertain.state, uncertain.doubts, uncertain.done_at] == ["uncertain", 1, None]
    assert [row.state, row.doubts, row.attempts, row.why] == ["sent", 1, 2, "sent_twice_at_most"]
    assert list(postbox.ids().values()) == [2]


def test_letter_doubted_twice_waits_for_a_person(database: Database, clock: FixedClock) -> None:
    queue(database, "lost")

    with mail_server() as (url, postbox):
        for _ in range(4):
            deliver(database, url, clock)
            clock.move(days=1)

    row = letters(database)["lost"]
    assert [row.state, row.doubts, row.attempts] == ["uncertain", 2, 2]
    assert row.done_at == NOW + timedelta(days=1)
    assert list(postbox.ids().values()) == [2]


def test_busy_server_is_tried_again_after_longer_and_longer_waits_for_five_days(
    database: Database, clock: FixedClock
) -> None:
    queue(database, "greylisted")
    waits = []

    with mail_server() as (url, _):
        while (row := letters(database)["greylisted"]).state == "queued":
            clock.set(row.send_after)
            deliver(database, url, clock)
            waits.append(letters(database)["greylisted"].send_after - clock.now())

    minutes = [int(wait.total_seconds() // 60) for wait in waits]
    assert minutes[:6] == [1, 5, 30, 120, 360, 360]
    assert row.state == "failed"
    assert timedelta(days=5) < clock.now() - NOW < timedelta(days=5, hours=6)


def test_server_that_is_down_loses_nothing_and_holds_only_the_first(
    database: Database, clock: FixedClock
) -> None:
    queue(database, "eve", "abel", "zoe")
    port = free_port()

    done = deliver(database, f"smtp://127.0.0.1:{port}", clock)
    down = states(database)
    clock.move(minutes=6)
    with mail_server(port) as (url, postbox):
        deliver(database, url, clock)

    assert done.outcomes == {"unreachable": 1}
    assert set(down.values()) == {"queued"}
    assert len(postbox.accepted) == 3


def test_bad_address_is_remembered_until_a_sign_in_link_arrives_there(
    database: Database, clock: FixedClock
) -> None:
    queue(database, "nobody")
    with mail_server() as (url, postbox):
        deliver(database, url, clock)
        queue(database, "x", "nobody")
        deliver(database, url, clock)
        with database.reading() as session:
            bounced_at = addressee(session, "nobody").bounced_at
        postbox.is_calm = True
        with database.writing() as session:
            person = addressee(session, "nobody")
            post.queue(session, SIGN_IN, to=person, subject=person, occurrence="1", at=NOW)
        deliver(database, url, clock)

    with database.reading() as session:
        rows = session.scalars(select(LetterRow).order_by(LetterRow.id)).all()
        assert [(row.state, row.why) for row in rows if row.to_name == "nobody"] == [
            ("failed", "550 5.1.1 No such user here"),
            ("failed", "address_failed_before"),
            ("sent", ""),
        ]
        assert bounced_at == NOW
        assert addressee(session, "nobody").bounced_at is None


def test_sign_in_link_overtakes_the_queue_and_is_forgotten_once_sent(
    database: Database, clock: FixedClock
) -> None:
    queue(database, "eve", "abel")
    with database.writing() as session:
        post.queue(
            session, SIGN_IN, to=post.Address("new@example.org"), subject=addressee(session, "eve"),
            occurrence="1", at=NOW,
        )  # fmt: skip

    with mail_server() as (url, postbox):
        deliver(database, url, clock)

    assert postbox.recipients()[0] == "new@example.org"
    assert [letters(database)["new"].body_text, letters(database)["new"].body_html] == ["", ""]
    assert letters(database)["eve"].body_text != ""


def test_letter_that_comes_too_late_expires_and_says_so(database: Database, clock: FixedClock) -> None:
    queue(database, "eve", useless_after=NOW + timedelta(hours=1))
    clock.move(hours=1)

    with mail_server() as (url, postbox):
        deliver(database, url, clock)

    row = letters(database)["eve"]
    assert [row.state, row.why, row.done_at] == ["expired", "too_late", clock.now()]
    assert postbox.accepted == []


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@example.org", "\ud800" if False else "E" * 200, "<script>"]
)
def test_hostile_name_is_only_a_name(database: Database, clock: FixedClock, name: str) -> None:
    queue(database, "eve")
    with database.writing() as session:
        session.scalars(select(LetterRow)).one().to_name = name

    with mail_server() as (url, postbox):
        deliver(database, url, clock)

    (message,) = postbox.accepted
    assert message["Bcc"] is None
    assert postbox.recipients() == ["eve@example.org"]


def test_invalid_address_fails_alone(database: Database, clock: FixedClock) -> None:
    queue(database, "eve", "abel")
    with database.writing() as session:
        session.scalars(select(LetterRow).where(LetterRow.to_name == "eve")).one().to_email = "eve@x\r\nQUIT"

    with mail_server() as (url, postbox):
        done = deliver(database, url, clock)

    assert done.outcomes == {"refused": 1, "sent": 1}
    assert postbox.recipients() == ["abel@example.org"]


def test_letter_taken_back_after_it_was_claimed_does_not_leave(database: Database, clock: FixedClock) -> None:
    queue(database, "eve", "abel")
    with database.writing() as session:
        taken = claims.claim(session, worker="here.one", at=NOW, limit=20)

    with database.writing() as session:
        row = session.scalars(select(LetterRow).where(LetterRow.to_name == "eve")).one()
        post.cancel_letter(session, row, why="undone", at=NOW)
    with database.writing() as session:
        handed = {one.mail.to_name: claims.hand(session, one, at=NOW) for one in taken}

    assert handed == {"eve": False, "abel": True}
    assert states(database) == {"eve": "cancelled", "abel": "handed"}


def test_handing_over_may_be_said_twice_by_whoever_holds_the_claim(database: Database) -> None:
    """A connection cut before the answer: the letter is still ours, and no doubt is spent on it."""
    queue(database, "eve")
    with database.writing() as session:
        (mine,) = claims.claim(session, worker="here.one", at=NOW, limit=20)
    other = replace(mine, token="0" * 26)

    with database.noting() as notes:
        handed = [claims.hand(notes, one, at=NOW) for one in (mine, mine, other)]

    row = letters(database)["eve"]
    assert handed == [True, True, False]
    assert (row.state, row.doubts) == ("handed", 0)


def test_without_a_mail_server_letters_lie_in_the_folder(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    queue(database, "eve", "abel")

    done = deliver(database, "", clock, mailer=FolderMailer(tmp_path / "outbox"))

    assert done.outcomes == {"sent": 2}
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 2


def test_no_transaction_is_open_while_a_letter_is_sent(database: Database, clock: FixedClock) -> None:
    """Somebody else can take the very row meanwhile, at once."""
    queue(database, "eve")
    seen: list[str] = []

    with mail_server() as (url, postbox):
        taken = postbox.handle_DATA

        async def watched(server: Any, session: Any, envelope: Any) -> str:
            with database.writing() as other:
                row = other.scalars(select(LetterRow).with_for_update(of=LetterRow, nowait=True)).one()
                seen.append(row.state)
            return await taken(server, session, envelope)

        postbox.handle_DATA = watched  # type: ignore[method-assign]  # to look on while it is sent
        deliver(database, url, clock)

    assert seen == ["handed"]


def test_a_round_asks_as_much_for_many_letters_as_for_few(
    database: Database, clock: FixedClock, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """Two statements for each letter (handed, sent), and the same few around them."""
    outcomes, around = [], []
    with mail_server() as (url, _postbox):
        for many in (2, 20):
            queue(database, *(f"p{number}of{many}" for number in range(many)))
            with counted() as statements:
                outcomes.append(deliver(database, url, clock).outcomes)
            around.append(len(statements) - 2 * many)

    assert outcomes == [{"sent": 2}, {"sent": 20}]
    assert around == [6, 5]  # owners, anything due, the queues: the last one only while there is room


def test_claiming_and_marking_take_one_statement_a_queue_and_one_for_all(
    database: Database, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    queue(database, *(f"p{number}" for number in range(30)))

    with database.writing() as session, counted() as claiming:
        claimed = claims.claim(session, worker="here.one", at=NOW, limit=30)
    with database.writing() as session, counted() as marking:
        claims.mark_sent(session, claimed, at=NOW)

    # claiming asks three times: for the urgent, for those doubted, for the rest
    assert (len(claimed), len(claiming), len(marking)) == (30, 3, 1)
    assert set(states(database).values()) == {"sent"}


def test_a_million_letters_that_wait_are_not_looked_at(database: Database) -> None:
    """Each queue is read in the order of sending, through the index of what is due."""
    with database.reading() as session:
        if not database.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))  # these tables are all but empty
        read = [
            _plan(session, select(LetterRow.id).where(which, LetterRow.send_after <= NOW))
            for which in (claims.QUEUES[0], claims.QUEUES[2])
        ]

    assert ["ix_letter_due" in plan for plan in read] == [True, True], read
    assert all("sort" not in plan.lower() and "ORDER BY" not in plan for plan in read), read


def _plan(session: Session, query: Select[Any]) -> str:
    query = query.order_by(LetterRow.send_after).limit(20)
    explain = "EXPLAIN" if session.get_bind().dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    written = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    return " ".join(str(row) for row in session.execute(text(f"{explain} {written}")))
