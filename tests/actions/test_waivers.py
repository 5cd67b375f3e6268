"""Judged with reasons and dates; set aside by the director alone; a person judges where a rule asks one."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility import assessments, judgements, waivers
from incubator.errors import NotAllowed, NotFound, Refused
from incubator.store import Application, AssessmentRow
from incubator.store.replay import disagreements
from tests.actions import stories
from tests.cast import director, founder, manager_of_all, other_manager
from tests.conftest import NOW

TOO_OLD = date(2024, 1, 6)  # two years were reached 55 days before NOW


def too_old(session: Session) -> Application:
    application = stories.started(session, founder(session), programme="booster", edition="2019")
    application.venture.kind, application.venture.registered_on = "company", TOO_OLD
    stories.fill(session, application, actor=founder(session))
    stories.applications.save_task(
        session, application, "company", {"registered_on": TOO_OLD.isoformat()}, actor=founder(session),
        at=NOW, finished=True,
    )  # fmt: skip
    stories.applications.send(session, application, actor=founder(session), at=NOW)
    return application


def verdict(session: Session, application: Application) -> str:
    return assessments.assess(session, application, at=NOW).assessment.verdict


def test_what_was_found_is_kept_with_the_facts_and_the_edition(session: Session) -> None:
    application = too_old(session)

    row = session.scalars(select(AssessmentRow)).one()

    age = next(finding for finding in row.findings["findings"] if finding["id"] == "age")
    assert (row.occasion, row.verdict, row.at) == ("sent", "unmet", NOW)
    assert (row.facts["registered_on"], row.edition_id) == (TOO_OLD.isoformat(), application.call.edition_id)
    assert (age["result"], age["on"]) == ("unmet", "2026-03-02")
    assert "55" in age["sentence"]["en"]


def test_a_waiver_is_asked_by_a_manager_and_granted_by_the_director(session: Session) -> None:
    application = too_old(session)

    waiver = waivers.ask(
        session, application, rule="age", reason="Thèse longue.", actor=other_manager(session), at=NOW
    )
    waivers.grant(session, waiver, reason="Retard dû au brevet.", actor=director(session), at=NOW)

    finding = assessments.assess(session, application, at=NOW).assessment.finding("age")
    assert (verdict(session, application), finding.result) == ("met", "unmet")
    assert finding.waived is not None
    assert (finding.waived.by, finding.waived.reason) == ("Hélène Garrigue", "Retard dû au brevet.")
    assert disagreements(session) == []


def test_the_director_is_told_what_is_asked(session: Session) -> None:
    application, person = too_old(session), director(session)

    waivers.ask(session, application, rule="age", reason="x", actor=other_manager(session), at=NOW)

    assert stories.letters(session, "waiver_asked") == [person.email]


def test_a_manager_does_not_grant(session: Session) -> None:
    application = too_old(session)
    waiver = waivers.ask(session, application, rule="age", reason="x", actor=other_manager(session), at=NOW)

    with pytest.raises(NotAllowed):
        waivers.grant(session, waiver, reason="x", actor=manager_of_all(session), at=NOW)


def test_a_refused_waiver_changes_nothing_and_may_be_asked_again(session: Session) -> None:
    application = too_old(session)
    waiver = waivers.ask(session, application, rule="age", reason="x", actor=other_manager(session), at=NOW)

    waivers.refuse(session, waiver, reason="Trop tard.", actor=director(session), at=NOW)
    again = waivers.ask(
        session, application, rule="age", reason="Nouveau fait.", actor=other_manager(session), at=NOW
    )

    assert verdict(session, application) == "unmet"
    assert (waiver.state, again.state) == ("refused", "asked")


def test_only_what_stands_in_the_way_is_waived_and_only_once(session: Session) -> None:
    application = too_old(session)
    waivers.ask(session, application, rule="age", reason="x", actor=other_manager(session), at=NOW)

    with pytest.raises(Refused, match="already asked"):
        waivers.ask(session, application, rule="age", reason="x", actor=other_manager(session), at=NOW)
    with pytest.raises(Refused, match="nothing to waive"):
        waivers.ask(session, application, rule="company", reason="x", actor=other_manager(session), at=NOW)
    with pytest.raises(NotFound):
        waivers.ask(session, application, rule="no-such", reason="x", actor=other_manager(session), at=NOW)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "write the reason"), ("  \n", "write the reason"),
        ("a" * 2001, "1 character too many: 2,000 characters at most."),
    ],
)  # fmt: skip
def test_a_waiver_has_a_reason(session: Session, reason: str, said: str) -> None:
    application = too_old(session)

    with pytest.raises(Refused, match=said):
        waivers.ask(session, application, rule="age", reason=reason, actor=other_manager(session), at=NOW)


def test_the_latest_judgement_counts(session: Session) -> None:
    application = too_old(session)
    before = assessments.assess(session, application, at=NOW).assessment.finding("growth").result

    judgements.judge(
        session, application, rule="growth", holds=False, reason="Petit marché.",
        actor=other_manager(session), at=NOW,
    )  # fmt: skip
    judgements.judge(
        session, application, rule="growth", holds=True, reason="Après audition.",
        actor=other_manager(session), at=NOW + stories.days(1),
    )  # fmt: skip

    after = assessments.assess(session, application, at=NOW).assessment.finding("growth").result
    assert (before, after) == ("unknown", "met")


def test_a_rule_read_from_facts_is_not_judged_by_hand(session: Session) -> None:
    application = too_old(session)

    with pytest.raises(Refused, match="read from the facts"):
        judgements.judge(
            session, application, rule="age", holds=True, reason="x", actor=other_manager(session), at=NOW
        )
    with pytest.raises(NotAllowed):
        judgements.judge(
            session, application, rule="growth", holds=True, reason="x", actor=founder(session), at=NOW
        )
