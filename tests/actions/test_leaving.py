"""Withdraw, reopen, expire, more time, and the place that is offered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import applications
from incubator.errors import NotAllowed, Refused
from incubator.store import Application
from incubator.store.answers import current_answers
from incubator.store.replay import disagreements
from tests.actions import stories
from tests.cast import founder, manager, other_manager, stranger
from tests.conftest import NOW

CLOSING, GRACE = NOW + timedelta(days=30), timedelta(minutes=10)


def test_a_withdrawn_application_is_reopened_while_the_call_is_open(session: Session) -> None:
    application = stories.sent(session, founder(session))

    applications.withdraw(session, application, actor=founder(session), at=NOW)
    applications.withdraw(session, application, actor=founder(session), at=NOW)
    applications.reopen(session, application, actor=founder(session), at=CLOSING - GRACE)

    assert (application.state, application.submitted_at) == ("draft", NOW)
    assert stories.letters(session, "withdrawn") == [founder(session).email]
    assert disagreements(session) == []


def test_withdrawing_an_undecided_secret_leaves_no_trace_of_it(session: Session) -> None:
    application = stories.sent(session, founder(session))
    application.outcome, application.state, application.decided_at = "accepted", "decided", NOW
    session.flush()

    applications.withdraw(session, application, actor=founder(session), at=NOW)
    application.outcome = None  # as the director would have it
    applications.reopen(session, application, actor=founder(session), at=NOW)

    assert (application.state, application.outcome, application.decided_at) == ("draft", None, None)


def test_it_is_not_reopened_once_the_call_has_closed(session: Session) -> None:
    application = stories.sent(session, founder(session))
    applications.withdraw(session, application, actor=founder(session), at=NOW)

    with pytest.raises(Refused):
        applications.reopen(session, application, actor=founder(session), at=CLOSING + GRACE)


def test_a_stranger_withdraws_nothing(session: Session) -> None:
    application = stories.sent(session, founder(session))

    with pytest.raises(NotAllowed):
        applications.withdraw(session, application, actor=stranger(session), at=NOW)


def test_drafts_expire_at_the_end_of_the_grace_and_keep_their_answers(session: Session) -> None:
    application = stories.started(session, founder(session))
    stories.fill(session, application, actor=founder(session))

    early = applications.expire_drafts(session, at=CLOSING + GRACE - timedelta(seconds=1))
    late = applications.expire_drafts(session, at=CLOSING + GRACE)
    again = applications.expire_drafts(session, at=CLOSING + GRACE)

    assert (early, late, again) == ((), (application,), ())
    assert application.state == "expired"
    assert len(current_answers(session, application.id)) > 5
    assert stories.letters(session, "closed_unsent") == [founder(session).email]


def test_more_time_moves_the_closing_of_one_application(session: Session) -> None:
    application = stories.started(session, founder(session))
    stories.fill(session, application, actor=founder(session))
    until = CLOSING + stories.days(2)

    applications.more_time(
        session, application, closes_at=until, reason="Hospitalisation.", actor=manager(session), at=NOW
    )

    closing = applications.closing_of(session, application)
    assert (closing.at, closing.source) == (until, "individual")
    assert applications.expire_drafts(session, at=CLOSING + GRACE) == ()
    assert stories.letters(session, "call_extended") == [founder(session).email]
    assert (
        applications.send(session, application, actor=founder(session), at=CLOSING + GRACE).is_late is False
    )


def test_an_expired_draft_with_more_time_is_reopened(session: Session) -> None:
    application = stories.started(session, founder(session))
    after = CLOSING + stories.days(1)
    applications.expire_drafts(session, at=after)
    applications.more_time(
        session,
        application,
        closes_at=after + stories.days(1),
        reason="Panne.",
        actor=manager(session),
        at=after,
    )

    applications.reopen(session, application, actor=founder(session), at=after)

    assert application.state == "draft"


@pytest.mark.parametrize("until", [CLOSING, NOW])
def test_more_time_is_later_than_the_closing(session: Session, until: object) -> None:
    application = stories.started(session, founder(session))

    with pytest.raises(Refused) as refusal:
        applications.more_time(
            session,
            application,
            closes_at=until,
            reason="x",
            actor=manager(session),
            at=NOW,  # type: ignore[arg-type]  # an instant
        )

    assert refusal.value.field == "closes_at"


def test_more_time_is_given_by_the_managers_of_the_programme_with_a_reason(session: Session) -> None:
    application, until = stories.started(session, founder(session)), CLOSING + stories.days(1)

    for person in (founder(session), other_manager(session)):
        with pytest.raises(NotAllowed):
            applications.more_time(session, application, closes_at=until, reason="x", actor=person, at=NOW)
    with pytest.raises(Refused, match="reason"):
        applications.more_time(
            session, application, closes_at=until, reason=" ", actor=manager(session), at=NOW
        )


def accepted(session: Session) -> Application:
    application = stories.sent(session, founder(session))
    application.outcome, application.notified_at = "accepted", NOW
    application.state, application.confirm_by = "accepted", NOW + stories.days(14)
    session.flush()
    return application


def test_a_place_is_confirmed_once(session: Session) -> None:
    application = accepted(session)

    applications.confirm(session, application, actor=founder(session), at=NOW)
    applications.confirm(session, application, actor=founder(session), at=NOW)

    assert application.state == "confirmed"
    assert stories.letters(session, "confirmed") == [founder(session).email]
    assert stories.actions_on(session, application).count("confirm") == 1


def test_a_place_can_be_left_to_somebody_else(session: Session) -> None:
    application = accepted(session)

    applications.decline(session, application, actor=founder(session), at=NOW, reason="Autre projet.")

    assert application.state == "declined"
    assert stories.letters(session, "declined") == [founder(session).email]


def test_a_place_nobody_confirmed_lapses(session: Session) -> None:
    application = accepted(session)
    last = NOW + stories.days(14)

    early = applications.expire_places(session, at=last - timedelta(seconds=1))
    late = applications.expire_places(session, at=last)

    assert (early, late, application.state) == ((), (application,), "expired")
    with pytest.raises(Refused):
        applications.confirm(session, application, actor=founder(session), at=last)
