"""Who is on the way in: accepted, told or not, the first to begin first; nothing of one's own."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from incubator.store.queries import entering
from tests import cast, scenes


def test_the_accepted_who_have_not_entered_come_in_the_order_of_their_first_day(session: Session) -> None:
    later = scenes.call(session, entry_on=date(2026, 9, 1))
    sooner = scenes.call(session, entry_on=date(2026, 5, 1))
    undated = scenes.call(session, entry_on=None)
    made = {
        name: scenes.application(session, call, scenes.venture(session, name), state=state)
        for name, call, state in (
            ("told", later, "accepted"), ("confirmed", sooner, "confirmed"), ("undated", undated, "accepted"),
            ("decided", sooner, "decided"), ("in review", later, "in_review"), ("entered", later, "entered"),
        )
    }  # fmt: skip

    found = entering.soon(session, cast.director(session))

    wanted = [made[name].id for name in ("confirmed", "decided", "told", "undated")]
    assert [one.id for one in found] == wanted


def test_a_refusal_decided_and_not_told_is_not_on_the_way_in(session: Session) -> None:
    scenes.application(
        session, scenes.call(session), scenes.venture(session), state="decided", outcome="rejected"
    )

    assert entering.soon(session, cast.director(session)) == []


def test_who_founded_it_or_manages_another_programme_sees_nothing(session: Session) -> None:
    manager = cast.manager(session)
    scenes.application(
        session, scenes.call(session), scenes.venture(session, members=(manager,)), state="accepted"
    )

    assert [entering.soon(session, one) for one in (manager, cast.other_manager(session))] == [[], []]
