"""The closing at 14:00:00 with ten minutes of grace: to the second, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from incubator.clock import FixedClock
from incubator.store import Application, LetterRow
from incubator.store.answers import current_answers
from tests import cast
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import PDF, SCIENCE, ready, upload

CLOSING = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)  # 14:00:00 in Paris, in summer time
SECOND = timedelta(seconds=1)
GRACE = timedelta(minutes=10)


@pytest.fixture
def ref(writing: Writing) -> str:
    with writing() as session:
        return ready(session, closes_at=CLOSING, grace_minutes=10).ref


@pytest.fixture
def founder(sign_in: SignInAs, ref: str) -> FlaskClient:
    """Everything is answered, the file too."""
    client = sign_in(cast.founder)
    assert upload(client, f"/applications/{ref}/tasks/files", PDF).status_code == 303
    return client


def held(writing: Writing, ref: str) -> tuple[str, bool]:
    """Its state, and whether it is marked late."""
    with writing() as session:
        made = session.scalars(select(Application).where(Application.ref == ref)).one()
        return made.state, made.is_late


@pytest.mark.parametrize(
    ("at", "status", "state", "is_late"),
    [
        (CLOSING - SECOND, 303, "submitted", False),  # 13:59:59
        (CLOSING, 303, "submitted", True),  # 14:00:00: the first instant that is too late, but for the grace
        (CLOSING + GRACE - SECOND, 303, "submitted", True),  # 14:09:59
        (CLOSING + GRACE, 409, "draft", False),  # 14:10:00
        (CLOSING + GRACE + SECOND, 409, "draft", False),
    ],
)
def test_a_sending_is_received_to_the_second(
    at: datetime, status: int, state: str, is_late: bool,
    founder: FlaskClient, writing: Writing, clock: FixedClock, ref: str,
) -> None:  # fmt: skip
    clock.set(at)

    answer = founder.post(f"/applications/{ref}/send")

    assert answer.status_code == status
    assert held(writing, ref) == (state, is_late)
    with writing() as session:
        receipts = select(func.count()).select_from(LetterRow).where(LetterRow.kind == "received")
        assert session.scalar(receipts) == (2 if state == "submitted" else 0)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The call closed on Monday 30 March 2026 at 14:00 (Paris time)."),
        ("fr", "L’appel a été clos le lundi 30 mars 2026 à 14 h 00 (heure de Paris)."),
    ],
)
def test_a_second_late_says_when_it_closed(
    language: str, sentence: str, founder: FlaskClient, clock: FixedClock, ref: str
) -> None:
    founder.set_cookie("incubator_language", language)
    clock.set(CLOSING + GRACE)

    answer = founder.post(f"/applications/{ref}/send")

    assert sentence in answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_was_typed_too_late_is_shown_and_what_was_saved_is_kept(
    founder: FlaskClient, writing: Writing, clock: FixedClock, ref: str
) -> None:
    clock.set(CLOSING + GRACE)

    answer = founder.post(
        f"/applications/{ref}/tasks/science", data={**SCIENCE, "q_pitch": "Typed a second too late"}
    )

    assert answer.status_code in (409, 422)
    assert "Typed a second too late" in answer.text
    with writing() as session:
        made = session.scalars(select(Application).where(Application.ref == ref)).one()
        assert current_answers(session, made.id)["pitch"] == "A test for all"
