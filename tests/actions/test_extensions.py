"""Extensions: asked within the rule, decided with the consequences seen, never one too many."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import extensions
from incubator.errors import NotAllowed, Refused, Stale
from incubator.store import Enrolment, LetterRow
from incubator.store.editions import published
from incubator.store.replay import disagreements
from tests import scenes
from tests.actions import stories
from tests.cast import colleague, founder, manager_of_all, other_manager, stranger
from tests.conftest import NOW

WINDOW, LAST = datetime(2026, 11, 15, 9, 0, tzinfo=UTC), date(2026, 12, 31)


def enrolled(session: Session, programme: str = "booster", *, edition: str = "2019") -> Enrolment:
    """A year of Booster from 1 January 2026."""
    stories.programmes.import_editions(session, stories.CATALOGUE, NOW)
    row = published(session, programme, edition)
    assert row is not None
    made = scenes.enrolment(
        session, scenes.venture(session), programme, edition_id=row.id, starts_on=date(2026, 1, 1)
    )
    scenes.steps(session, made, "planned", "active")
    assert isinstance(made, Enrolment)
    return made


def test_a_request_tells_the_founders_and_those_who_decide(session: Session) -> None:
    enrolment, decider = enrolled(session), other_manager(session)

    extension = extensions.ask(session, enrolment, why="Essai clinique.", actor=founder(session), at=WINDOW)

    assert (extension.months, extension.state) == (12, "asked")
    assert stories.letters(session, "extension_received") == [
        founder(session).email,
        colleague(session).email,
    ]
    assert stories.letters(session, "extension_asked") == [decider.email]
    assert disagreements(session) == []


def test_the_preview_says_the_new_last_day_and_changes_nothing(session: Session) -> None:
    enrolment = enrolled(session)
    extension = extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)

    granted = extensions.preview_decision(session, extension, grant=True, at=WINDOW)
    refused = extensions.preview_decision(session, extension, grant=False, at=WINDOW)

    assert (granted.last_day_now, granted.last_day_then) == (LAST, date(2027, 12, 31))
    assert "12 months then an extension of 12 months" in granted.term.words.en
    assert (refused.last_day_then, refused.reminders_moved) == (LAST, 0)
    assert (granted.refusal, extension.state, len(granted.told)) == (None, "asked", 2)


def test_granting_does_what_the_preview_said(session: Session) -> None:
    enrolment = enrolled(session)
    extension = extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)
    shown = extensions.preview_decision(session, extension, grant=True, at=WINDOW)

    extensions.grant(session, extension, reason="Bon projet.", actor=other_manager(session), at=WINDOW)

    assert (
        shown.last_day_then
        == extensions.preview_decision(session, extension, grant=False, at=WINDOW).last_day_now
    )
    row = session.query(LetterRow).filter_by(kind="extension_decided", to_email=founder(session).email).one()
    assert row.send_after == WINDOW + timedelta(minutes=15)
    assert "31 décembre 2027" in row.body_text
    assert disagreements(session) == []


def test_a_second_extension_is_refused_with_the_rule_when_asked(session: Session) -> None:
    enrolment = enrolled(session)
    first = extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)
    extensions.grant(session, first, reason="", actor=other_manager(session), at=WINDOW)
    a_year_later = WINDOW + timedelta(days=365)

    with pytest.raises(Refused, match="Booster can be extended once, by 12 months each"):
        extensions.ask(session, enrolment, why="Encore.", actor=founder(session), at=a_year_later)

    words = extensions.cannot_ask(session, enrolment, at=a_year_later)
    assert words is not None
    assert "15 novembre 2026" in words.fr


def test_a_second_extension_is_refused_with_the_rule_when_decided(session: Session) -> None:
    enrolment = enrolled(session)
    scenes.extension(session, enrolment, months=12, state="granted", decided_at=NOW)
    late = scenes.extension(session, enrolment, months=12, asked_at=WINDOW)
    session.refresh(enrolment, ["extensions"])

    shown = extensions.preview_decision(session, late, grant=True, at=WINDOW)
    with pytest.raises(Refused, match="can be extended once"):
        extensions.grant(session, late, reason="x", actor=other_manager(session), at=WINDOW)

    assert shown.refusal is not None
    assert (shown.last_day_then, late.state) == (shown.last_day_now, "asked")


def test_a_refusal_has_a_reason_and_moves_nothing(session: Session) -> None:
    enrolment = enrolled(session)
    extension = extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)

    with pytest.raises(Refused, match="reason"):
        extensions.refuse(session, extension, reason=" ", actor=other_manager(session), at=WINDOW)
    extensions.refuse(session, extension, reason="Trop tôt.", actor=other_manager(session), at=WINDOW)

    assert extension.state == "refused"
    assert extensions.cannot_ask(session, enrolment, at=WINDOW) is None


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (datetime(2026, 10, 31, 12, tzinfo=UTC), "from 1 November 2026 on"),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), "ended on 31 December 2026"),
    ],
)
def test_it_is_asked_within_its_window(session: Session, at: datetime, sentence: str) -> None:
    enrolment = enrolled(session)

    with pytest.raises(Refused, match=sentence):
        extensions.ask(session, enrolment, why="x", actor=founder(session), at=at)


def test_one_request_at_a_time_and_only_by_the_members(session: Session) -> None:
    enrolment = enrolled(session)
    with pytest.raises(NotAllowed):
        extensions.ask(session, enrolment, why="x", actor=stranger(session), at=WINDOW)
    extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)

    with pytest.raises(Refused, match="already waiting"):
        extensions.ask(session, enrolment, why="x", actor=colleague(session), at=WINDOW)


def test_a_programme_without_an_end_has_nothing_to_extend(session: Session) -> None:
    enrolment = enrolled(session, "growth-hub", edition="1")

    with pytest.raises(Refused, match="know no extension"):
        extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)


def test_two_managers_who_decide_otherwise_are_told(session: Session) -> None:
    enrolment = enrolled(session)
    extension = extensions.ask(session, enrolment, why="x", actor=founder(session), at=WINDOW)
    extensions.grant(session, extension, reason="", actor=other_manager(session), at=WINDOW)

    with pytest.raises(Stale):
        extensions.refuse(session, extension, reason="x", actor=manager_of_all(session), at=WINDOW)
    assert (
        extensions.grant(session, extension, reason="", actor=manager_of_all(session), at=WINDOW).decided_by
        == other_manager(session).id
    )
