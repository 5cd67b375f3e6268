"""Coaching days: the mentor logs, the founder confirms, the budget runs down in half-days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions.enrolments import coaching
from incubator.actions.enrolments.balances import balance_of
from incubator.errors import NotAllowed, NotFound, Refused
from incubator.store import CoachingDay, Enrolment, Pause, add
from incubator.store.replay import disagreements
from tests import scenes
from tests.actions import stories
from tests.actions.test_extensions import enrolled
from tests.cast import colleague, founder, mentor, other_manager, person, stranger
from tests.conftest import NOW

ON = date(2026, 2, 26)
WEEK = timedelta(days=7)


def followed(session: Session) -> Enrolment:
    enrolment = enrolled(session)
    scenes.mentorship(session, mentor(session), enrolment.venture)
    return enrolment


def logged(session: Session, enrolment: Enrolment, *, on: date = ON, half_days: int = 2) -> CoachingDay:
    return coaching.log(
        session, enrolment, on=on, half_days=half_days, topic="Brevets", actor=mentor(session), at=NOW
    )


def test_a_logged_day_counts_and_asks_the_lead_to_confirm(session: Session) -> None:
    enrolment = followed(session)

    day = logged(session, enrolment)

    balance = balance_of(session, enrolment)
    assert (day.state, balance.budget, balance.logged, balance.left) == ("logged", 40, 2, 38)
    assert stories.letters(session, "session_confirm") == [founder(session).email]
    assert disagreements(session) == []


def test_a_confirmed_day_is_locked_for_its_mentor(session: Session) -> None:
    enrolment = followed(session)
    day = logged(session, enrolment)

    coaching.confirm(session, day, actor=colleague(session), at=NOW)
    coaching.confirm(session, day, actor=founder(session), at=NOW)

    assert (day.state, day.confirmed_by) == ("confirmed", colleague(session).id)
    with pytest.raises(NotAllowed):
        coaching.reverse(session, day, actor=mentor(session), at=NOW)
    with pytest.raises(Refused):
        coaching.dispute(session, day, why="x", actor=founder(session), at=NOW)


def test_a_manager_reverses_a_confirmed_day_with_a_reason(session: Session) -> None:
    enrolment = followed(session)
    day = logged(session, enrolment)
    coaching.confirm(session, day, actor=founder(session), at=NOW)

    with pytest.raises(Refused, match="reason"):
        coaching.reverse(session, day, actor=other_manager(session), at=NOW)
    coaching.reverse(session, day, actor=other_manager(session), at=NOW, reason="Saisie deux fois.")

    assert (day.state, balance_of(session, enrolment).left) == ("reversed", 40)
    assert disagreements(session) == []


def test_a_mentor_reverses_what_is_not_confirmed(session: Session) -> None:
    enrolment = followed(session)
    day = logged(session, enrolment)

    coaching.reverse(session, day, actor=mentor(session), at=NOW)
    coaching.reverse(session, day, actor=mentor(session), at=NOW)

    assert day.state == "reversed"


def test_a_disputed_day_counts_until_it_is_settled(session: Session) -> None:
    enrolment = followed(session)
    day = logged(session, enrolment)

    coaching.dispute(session, day, why="Une demi-journée seulement.", actor=founder(session), at=NOW)

    assert (day.state, balance_of(session, enrolment).left) == ("disputed", 38)
    assert stories.letters(session, "coaching_disputed") == [mentor(session).email]
    coaching.confirm(session, day, actor=founder(session), at=NOW)
    assert day.state == "confirmed"


def test_after_seven_days_it_confirms_itself_unless_disputed(session: Session) -> None:
    enrolment = followed(session)
    silent, disputed = logged(session, enrolment), logged(session, enrolment, on=ON - timedelta(days=1))
    coaching.dispute(session, disputed, why="x", actor=founder(session), at=NOW)

    early = coaching.confirm_overdue(session, at=NOW + WEEK - timedelta(seconds=1))
    due = coaching.confirm_overdue(session, at=NOW + WEEK)

    assert (early, due) == ((), (silent,))
    assert (silent.confirmed_at, silent.confirmed_by, disputed.state) == (NOW + WEEK, None, "disputed")


def test_the_budget_runs_down_to_its_last_half_day(session: Session) -> None:
    enrolment = followed(session)
    for number in range(19):
        logged(session, enrolment, on=date(2026, 1, 5) + timedelta(days=number))
    logged(session, enrolment, half_days=1)

    with pytest.raises(Refused, match=r"Only 0.5 days of coaching"):
        logged(session, enrolment, on=date(2026, 3, 1))
    logged(session, enrolment, on=date(2026, 3, 1), half_days=1)
    with pytest.raises(Refused, match="No coaching days are left"):
        logged(session, enrolment, on=date(2026, 3, 2), half_days=1)

    assert balance_of(session, enrolment).left == 0


@pytest.mark.parametrize(
    ("on", "half_days", "field"),
    [
        (date(2025, 12, 31), 1, "on"),
        (date(2026, 3, 3), 1, "on"),
        (ON, 0, "half_days"),
        (ON, 3, "half_days"),
    ],
)
def test_a_day_outside_the_rules_is_refused(session: Session, on: date, half_days: int, field: str) -> None:
    enrolment = followed(session)

    with pytest.raises(Refused) as refusal:
        logged(session, enrolment, on=on, half_days=half_days)

    assert refusal.value.field == field


def test_a_day_has_two_half_days(session: Session) -> None:
    enrolment = followed(session)
    logged(session, enrolment, half_days=1)
    logged(session, enrolment, half_days=1)

    with pytest.raises(Refused, match="two half-days"):
        logged(session, enrolment, half_days=1)


def test_a_paused_day_is_not_coached(session: Session) -> None:
    enrolment = followed(session)
    pause = Pause(enrolment_id=enrolment.id, from_on=ON, to_on=ON, reason="x", decided_at=NOW)
    add(session, pause)
    session.flush()
    session.refresh(enrolment, ["pauses"])

    with pytest.raises(Refused, match="paused on that day"):
        logged(session, enrolment)


def test_only_its_mentors_log_and_only_its_members_answer(session: Session) -> None:
    enrolment = followed(session)
    other = person(session, "Autre Mentor", "mentor")
    for someone in (other, founder(session), other_manager(session)):
        with pytest.raises(NotFound):
            coaching.log(session, enrolment, on=ON, half_days=1, topic="x", actor=someone, at=NOW)
    day = logged(session, enrolment)

    for someone in (stranger(session), mentor(session), other_manager(session)):
        with pytest.raises(NotFound):
            coaching.confirm(session, day, actor=someone, at=NOW)
