"""An enrolment's life: its days, its pauses, its end, and the next programme."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import enrolments
from incubator.actions.moves.single import make_move
from incubator.errors import NotAllowed, Refused
from incubator.store import Enrolment
from incubator.store.editions import edition_of
from incubator.store.replay import disagreements
from tests.actions import stories
from tests.cast import founder, manager, other_manager
from tests.conftest import NOW

FIRST, LAST = date(2026, 6, 1), date(2026, 11, 30)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, 0, tzinfo=UTC)


def planned(
    session: Session, programme: str = "shaker", *, edition: str = "1", starts_on: date = FIRST
) -> Enrolment:
    application = stories.sent(session, founder(session), programme=programme, edition=edition)
    make_move(session, application, move="enter", target="entered", actor=manager(session), at=NOW)
    return enrolments.begin(session, application, starts_on=starts_on, actor=manager(session), at=NOW)


def active(session: Session) -> Enrolment:
    enrolment = planned(session)
    enrolments.start_due(session, at=noon(FIRST))
    return enrolment


def test_it_starts_on_its_first_day_where_the_call_is(session: Session) -> None:
    enrolment = planned(session)
    eve = datetime(2026, 5, 31, 21, 59, tzinfo=UTC)  # 23:59 in Paris

    early = enrolments.start_due(session, at=eve)
    due = enrolments.start_due(session, at=eve + timedelta(minutes=1))
    again = enrolments.start_due(session, at=noon(FIRST))

    assert (early, due, again, enrolment.state) == ((), (enrolment,), (), "active")
    assert disagreements(session) == []


def test_its_last_day_is_computed_with_the_arithmetic(session: Session) -> None:
    enrolment = active(session)

    term = enrolments.term_now(session, enrolment)

    assert (term.start, term.last_day) == (FIRST, LAST)


def test_a_pause_moves_the_last_day_and_the_state_follows_its_dates(session: Session) -> None:
    enrolment = active(session)

    enrolments.pause(
        session, enrolment, from_on=date(2026, 7, 1), to_on=date(2026, 7, 10), reason="Congé parental.",
        actor=manager(session), at=noon(FIRST),
    )  # fmt: skip
    seen = [_state_on(session, enrolment, date(2026, 6, 30)), _state_on(session, enrolment, date(2026, 7, 1))]
    seen += [
        _state_on(session, enrolment, date(2026, 7, 10)),
        _state_on(session, enrolment, date(2026, 7, 11)),
    ]

    assert seen == ["active", "paused", "paused", "active"]
    assert enrolments.term_now(session, enrolment).last_day == LAST + timedelta(days=10)
    assert disagreements(session) == []


def test_coming_back_early_shortens_the_pause(session: Session) -> None:
    enrolment = active(session)
    enrolments.pause(
        session, enrolment, from_on=FIRST, to_on=date(2026, 6, 30), reason="Maladie.", actor=manager(session),
        at=noon(FIRST),
    )  # fmt: skip

    enrolments.resume(session, enrolment, actor=manager(session), at=noon(date(2026, 6, 6)))

    assert enrolment.state == "active"
    assert enrolments.term_now(session, enrolment).last_day == LAST + timedelta(days=5)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [
        (date(2026, 7, 10), date(2026, 7, 1)),
        (date(2026, 5, 31), date(2026, 6, 2)),
        (date(2026, 12, 1), date(2026, 12, 2)),
    ],
)
def test_a_pause_lies_within_the_term(session: Session, from_on: date, to_on: date) -> None:
    enrolment = active(session)

    with pytest.raises(Refused):
        enrolments.pause(
            session,
            enrolment,
            from_on=from_on,
            to_on=to_on,
            reason="x",
            actor=manager(session),
            at=noon(FIRST),
        )


def test_a_day_is_paused_once(session: Session) -> None:
    enrolment = active(session)
    given = {"reason": "x", "actor": manager(session), "at": noon(FIRST)}
    enrolments.pause(session, enrolment, from_on=date(2026, 7, 1), to_on=date(2026, 7, 10), **given)

    with pytest.raises(Refused):
        enrolments.pause(session, enrolment, from_on=date(2026, 7, 10), to_on=date(2026, 7, 12), **given)


def test_it_is_completed_from_its_last_day_on(session: Session) -> None:
    enrolment = active(session)

    with pytest.raises(Refused, match="runs until 30 November 2026"):
        enrolments.complete(session, enrolment, actor=manager(session), at=noon(date(2026, 11, 29)))
    enrolments.complete(session, enrolment, actor=manager(session), at=noon(date(2026, 12, 4)))

    assert (enrolment.state, enrolment.ended_on) == ("completed", LAST)
    assert stories.letters(session, "completed") == [founder(session).email]


def test_leaving_early_has_a_reason_and_a_day(session: Session) -> None:
    enrolment, on = active(session), date(2026, 8, 15)

    with pytest.raises(Refused, match="reason"):
        enrolments.leave(session, enrolment, actor=manager(session), at=noon(on), reason="")
    enrolments.leave(session, enrolment, actor=manager(session), at=noon(on), reason="Reprise de thèse.")

    assert (enrolment.state, enrolment.ended_on) == ("left", on)


def test_founders_and_managers_of_other_programmes_change_nothing(session: Session) -> None:
    enrolment = active(session)

    for person in (founder(session), other_manager(session)):
        with pytest.raises(NotAllowed):
            enrolments.leave(session, enrolment, actor=person, at=noon(FIRST), reason="x")


def test_going_on_to_the_booster_completes_the_shaker(session: Session) -> None:
    shaker = active(session)
    booster = planned(session, "booster", edition="2019", starts_on=date(2026, 11, 2))

    enrolments.start_due(session, at=noon(date(2026, 11, 2)))

    assert (booster.previous_id, booster.state) == (shaker.id, "active")
    assert (shaker.state, shaker.ended_on) == ("completed", date(2026, 11, 1))
    assert stories.letters(session, "promoted_next") == [founder(session).email]
    assert stories.letters(session, "completed") == []
    assert disagreements(session) == []


def test_one_is_in_a_programme_once(session: Session) -> None:
    active(session)

    with pytest.raises(Refused, match="already in this programme"):
        planned(session)


def test_the_growth_hub_has_no_end_and_a_review_each_year(session: Session) -> None:
    enrolment = planned(session, "growth-hub", starts_on=date(2028, 2, 29))
    _programme, edition = edition_of(session, enrolment.edition_id)

    assert enrolments.term_of(enrolment, edition).last_day is None
    assert enrolments.review_dates(enrolment, edition, until=date(2032, 2, 29)) == (
        date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29),
    )  # fmt: skip


def _state_on(session: Session, enrolment: Enrolment, on: date) -> str:
    enrolments.follow_dates(session, at=noon(on))
    return enrolment.state
