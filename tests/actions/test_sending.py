"""Send: once, in time, complete; and nothing written is ever lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import applications
from incubator.errors import NotAllowed, Refused
from incubator.store import Application, InformationRequest, add
from incubator.store.answers import current_answers
from incubator.store.replay import disagreements
from tests.actions import stories
from tests.cast import colleague, founder, manager, stranger
from tests.conftest import NOW

CLOSING = NOW + timedelta(days=30)
GRACE = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


def test_a_complete_draft_is_sent_with_a_receipt(session: Session) -> None:
    application = stories.started(session, founder(session))
    stories.fill(session, application, actor=founder(session))

    receipt = applications.send(session, application, actor=founder(session), at=NOW)

    assert receipt == applications.Receipt(application.ref, NOW, NOW, is_late=False)
    assert application.state == "submitted"
    assert stories.letters(session, "received") == [founder(session).email]
    assert stories.actions_on(session, application)[-2:] == ["send", "assess"]
    assert disagreements(session) == []


def test_sending_twice_gives_the_same_receipt_and_no_second_letter(session: Session) -> None:
    application = stories.sent(session, founder(session))

    again = applications.send(session, application, actor=founder(session), at=NOW + stories.days(1))

    assert again == applications.Receipt(application.ref, NOW, NOW, is_late=False)
    assert stories.letters(session, "received") == [founder(session).email]
    assert stories.letters(session, "updated") == []


def test_changes_are_sent_again_and_the_first_instant_stays(session: Session) -> None:
    application, later = stories.sent(session, founder(session)), NOW + stories.days(2)
    applications.save_task(
        session,
        application,
        "science",
        {"pitch": "Mieux dit."},
        actor=founder(session),
        at=later,
        finished=True,
    )

    receipt = applications.send(session, application, actor=founder(session), at=later + SECOND)

    assert receipt == applications.Receipt(application.ref, NOW, later + SECOND, is_late=False)
    assert stories.letters(session, "updated") == [founder(session).email]


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (CLOSING - SECOND, False),
        (CLOSING, True),
        (CLOSING + GRACE - SECOND, True),
    ],
)
def test_the_grace_receives_and_says_late(session: Session, at: datetime, is_late: bool) -> None:
    application = stories.started(session, founder(session))
    stories.fill(session, application, actor=founder(session))

    receipt = applications.send(session, application, actor=founder(session), at=at)

    assert (receipt.is_late, application.is_late) == (is_late, is_late)


@pytest.mark.parametrize("after", [GRACE, GRACE + SECOND])
def test_after_the_grace_it_is_refused_and_nothing_is_lost(session: Session, after: timedelta) -> None:
    application = stories.started(session, founder(session))
    stories.fill(session, application, actor=founder(session))
    before = current_answers(session, application.id)

    with pytest.raises(Refused, match="The call closed on Wednesday 1 April 2026 at 11:00"):
        applications.send(session, application, actor=founder(session), at=CLOSING + after)

    assert application.state == "draft"
    assert current_answers(session, application.id) == before


def test_an_incomplete_draft_names_everything_that_is_missing(session: Session) -> None:
    application = stories.started(session, founder(session))

    with pytest.raises(Refused) as refusal:
        applications.send(session, application, actor=founder(session), at=NOW)

    gaps = applications.missing(session, application)
    assert [gap.question for gap in gaps][:3] == ["applicant", "sector", "employer_knows"]
    assert all(gap.words.en in refusal.value.words.en for gap in gaps)


def test_a_text_that_is_too_long_is_kept_and_not_sent(session: Session) -> None:
    application, she = stories.started(session, founder(session)), founder(session)
    stories.fill(session, application, actor=she)
    long = {"pitch": "x" * 203}
    applications.save_task(session, application, "science", long, actor=she, at=NOW, finished=True)

    with pytest.raises(Refused) as refused:
        applications.send(session, application, actor=she, at=NOW)

    assert [words.en for words in refused.value.reasons] == [
        "Still to do before sending: “Your project in one sentence” (shorten it by 3 characters)."
    ]
    assert current_answers(session, application.id)["pitch"] == "x" * 203


def test_only_the_people_of_the_project_send(session: Session) -> None:
    application = stories.started(session, founder(session))

    for person in (stranger(session), colleague(session), manager(session)):
        with pytest.raises(NotAllowed):
            applications.send(session, application, actor=person, at=NOW)


def test_answers_the_team_asked_for_bring_it_back(session: Session) -> None:
    application = _asked_for(session, "pitch")
    applications.save_task(
        session, application, "science", {"pitch": "En clair.", "science": "Autre chose."},
        actor=founder(session), at=NOW + stories.days(3), finished=True,
    )  # fmt: skip

    applications.answer_information(
        session, application, actor=founder(session), at=NOW + stories.days(3) + SECOND
    )

    answers = current_answers(session, application.id)
    assert application.state == "submitted"
    assert (answers["pitch"], answers["science"]) == ("En clair.", "Une réponse.")
    assert stories.letters(session, "updated") == [founder(session).email]


def test_an_empty_answer_does_not_bring_it_back(session: Session) -> None:
    application = _asked_for(session, "pitch")
    applications.save_task(
        session, application, "science", {"pitch": " "}, actor=founder(session), at=NOW, finished=True
    )

    with pytest.raises(Refused, match="still missing"):
        applications.answer_information(session, application, actor=founder(session), at=NOW)


def _asked_for(session: Session, question: str) -> Application:
    """As a manager's move leaves it: the question is open again."""
    application = stories.sent(session, founder(session))
    request = InformationRequest(
        application_id=application.id, questions=[question], message="Plus simple ?",
        due_on=NOW.date() + stories.days(10), asked_by=manager(session).id, asked_at=NOW,
    )  # fmt: skip
    add(session, request)
    application.state = "info_requested"
    session.flush()
    return application
