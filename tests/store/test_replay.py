"""The journal, walked from the first step, arrives at every state; a tampered one is found."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from incubator.store import Entry
from incubator.store.replay import Disagreement, disagreements
from tests import scenes
from tests.cast import mentor
from tests.conftest import NOW


@pytest.fixture
def subjects(session: Session) -> dict[str, Any]:
    """One of each kind, with a journal that tells the truth."""
    venture = scenes.venture(session)
    application = scenes.application(session, scenes.call(session), venture, state="eligible")
    enrolment = scenes.enrolment(session, venture)
    subjects = {
        "application": application,
        "enrolment": enrolment,
        "extension": scenes.extension(session, enrolment),
        "waiver": scenes.waiver(session, application),
        "coaching_day": scenes.coaching_day(session, enrolment, mentor(session)),
    }
    scenes.steps(session, application, "draft", "submitted", "eligible")
    scenes.steps(session, enrolment, "planned", "active")
    for kind in ("extension", "waiver", "coaching_day"):
        scenes.steps(session, subjects[kind], subjects[kind].state)
    return subjects


def test_a_true_journal_agrees(session: Session, subjects: dict[str, Any]) -> None:
    session.add(
        Entry(at=NOW, subject_kind="application", subject_id=subjects["application"].id, action="edit")
    )

    assert disagreements(session) == []


@pytest.mark.parametrize(
    ("kind", "journal", "tampered"),
    [
        ("application", "eligible", "shortlisted"),
        ("enrolment", "active", "paused"),
        ("extension", "asked", "withdrawn"),
        ("coaching_day", "logged", "confirmed"),
    ],
)
def test_a_tampered_state_is_found(
    session: Session, subjects: dict[str, Any], kind: str, journal: str, tampered: str
) -> None:
    subject = subjects[kind].id
    session.execute(text(f"UPDATE {kind} SET state = :state"), {"state": tampered})

    assert disagreements(session) == [Disagreement(kind, subject, None, journal, tampered)]


def test_a_step_that_starts_elsewhere_is_found(session: Session, subjects: dict[str, Any]) -> None:
    waiver = subjects["waiver"]
    entry = Entry(
        at=NOW, subject_kind="waiver", subject_id=waiver.id, action="grant",
        from_state="granted", to_state="asked",
    )  # fmt: skip
    session.add(entry)
    session.flush()

    found = disagreements(session)

    assert found == [Disagreement("waiver", waiver.id, entry.seq, "asked", "granted")]
    assert str(found[0]) == f"waiver {waiver.id}: the journal says asked, entry {entry.seq} granted"


def test_a_row_without_journal_and_a_journal_without_row_are_found(
    session: Session, subjects: dict[str, Any]
) -> None:
    silent = scenes.coaching_day(session, subjects["enrolment"], mentor(session))
    ghost = Entry(at=NOW, subject_kind="extension", subject_id="gone", action="ask", to_state="asked")
    session.add(ghost)
    session.flush()

    assert disagreements(session) == [
        Disagreement("coaching_day", silent.id, None, None, "logged"),
        Disagreement("extension", "gone", None, "asked", None),
    ]
