"""Looked at again when a fact, a date or the jury changes: what differs is kept and told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import ventures
from incubator.actions.eligibility import judgements, looking, standings, waivers
from incubator.actions.eligibility.assessments import assess
from incubator.store import AssessmentRow, Entry
from incubator.store.database import Database
from incubator.store.queries import standings as queue
from tests import cast
from tests.actions.standing_scenes import COMMITTEE, TWO_YEARS, kept, standing, told, waiting
from tests.conftest import NOW

Counted = Callable[[], AbstractContextManager[list[str]]]
LATER = NOW + timedelta(hours=1)
BIRTHDAY = datetime(2026, 6, 14, 22, 0, tzinfo=UTC)  # midnight in Paris


def test_what_is_kept_says_how_it_stands_and_when_to_look_again(session: Session) -> None:
    application = waiting(session)

    row = standing(session, application)

    assert (row.verdict, row.lapses_on, row.look_again_on) == ("met", TWO_YEARS, COMMITTEE)
    assert row.look_at == datetime(2026, 4, 9, 22, 0, tzinfo=UTC)  # midnight in Paris
    assert (row.due_since, row.assessed_at) == (None, NOW)


def test_nothing_is_written_where_nothing_differs(session: Session) -> None:
    application = waiting(session)
    standings.mark(session, [application.id], because="answers", at=LATER)
    assert standing(session, application).due_because == "answers"

    looked = standings.look_again(session, [application.id], at=LATER, only_due=True)

    row = standing(session, application)
    assert (looked.looked, looked.changes) == (1, ())
    assert kept(session, application) == [("sent", "met")]
    assert told(session, application) == []
    assert (row.due_since, row.due_because, row.assessed_at) == (None, None, LATER)


def test_a_changed_fact_gives_a_new_assessment_and_the_difference_is_told(session: Session) -> None:
    application = waiting(session)
    facts = ventures.facts_of(application.venture)
    changed = ventures.VentureFacts(**{**facts_as_dict(facts), "private_funds_eur": 250_000})
    ventures.edit(session, application.venture, changed, actor=cast.founder(session), at=LATER)
    marked = standing(session, application).due_because

    looked = standings.look_again(session, [application.id], at=LATER, only_due=True)

    assert marked == "venture"
    assert [(one.ref, one.before, one.after) for one in looked.changes] == [(application.ref, "met", "unmet")]
    assert kept(session, application) == [("sent", "met"), ("looked_again", "unmet")]
    (said,) = told(session, application)
    assert (said["because"], said["from"], said["to"]) == ("venture", "met", "unmet")
    assert said["differences"] == [
        {"rule": "money", "from": "met", "to": "unmet", "why": ["fact"], "facts": ["private_funds"]}
    ]
    assert "250" not in str(said)


def facts_as_dict(facts: ventures.VentureFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def test_another_value_with_the_same_result_is_kept_too(session: Session) -> None:
    application = waiting(session)
    application.venture.private_funds_eur = 60_000
    session.flush()

    (change,) = standings.look_again(session, [application.id], at=LATER).changes

    (difference,) = change.differences
    assert (difference.rule, difference.before, difference.after) == ("money", "met", "met")
    assert kept(session, application) == [("sent", "met"), ("looked_again", "met")]


def test_the_day_on_which_time_alone_ends_eligibility_is_not_missed(database: Database) -> None:
    with database.writing() as session:
        application = waiting(session)
    looked = [looking.look_at_due(database, at) for at in times()]

    with database.reading() as session:
        row = standing(session, application)
        assert looked == [0, 1, 0, 0, 0, 0, 1, 0]
        assert (row.verdict, row.lapses_on, row.look_again_on) == ("unmet", None, None)
        assert kept(session, application) == [("sent", "met"), ("looked_again", "unmet")]
        (birthday,) = told(session, application)
        assert birthday["differences"] == [{"rule": "young", "from": "met", "to": "unmet", "why": ["time"]}]


def times() -> list[datetime]:
    """Around the first instant of the committee’s day, and of the second birthday."""
    committee = datetime(2026, 4, 9, 22, 0, tzinfo=UTC)
    second, day = timedelta(seconds=1), timedelta(days=1)
    return [
        committee - second, committee, committee + second, committee + day, committee + day,
        BIRTHDAY - second, BIRTHDAY, BIRTHDAY + day,
    ]  # fmt: skip


def test_what_has_been_decided_is_not_judged_again(session: Session) -> None:
    application = waiting(session, state="accepted")
    application.venture.private_funds_eur = 900_000
    standings.mark(session, [application.id], because="venture", at=LATER)

    looked = standings.look_again(session, [application.id], at=LATER, only_due=True)

    row = standing(session, application)
    assert (looked.looked, looked.left) == (0, 1)
    assert kept(session, application) == [("sent", "met")]
    assert (row.verdict, row.due_since, row.due_because) == ("met", LATER, "venture")
    assert queue.count_due(session, at=LATER + timedelta(days=900)) == 0


def test_asked_by_a_person_what_is_found_is_kept_and_the_decision_stays(session: Session) -> None:
    application = waiting(session, state="rejected")
    application.venture.private_funds_eur = 900_000
    session.flush()

    change = standings.ask(session, application, actor=cast.manager(session), at=LATER)
    again = standings.ask(session, application, actor=cast.manager(session), at=LATER)

    assert change is not None
    assert (change.after, again, application.state) == ("unmet", None, "rejected")
    assert kept(session, application) == [("sent", "met"), ("asked", "unmet")]
    entry = session.scalars(select(Entry).where(Entry.action == "look_again")).one()
    assert (entry.actor, entry.data["because"]) == (cast.manager(session), "asked")


def test_a_judgement_and_a_waiver_are_told_apart_from_a_fact(session: Session) -> None:
    application = waiting(session, registered_on=date(2023, 1, 1))
    manager = cast.manager(session)
    judgements.judge(session, application, rule="growth", holds=True, reason="Oui.", actor=manager, at=LATER)
    waiver = waivers.ask(session, application, rule="young", reason="Thèse.", actor=manager, at=LATER)
    waivers.grant(session, waiver, reason="Soit.", actor=cast.director(session), at=LATER)

    (change,) = standings.look_again(session, [application.id], at=LATER).changes

    assert (change.before, change.after) == ("unmet", "met")
    assert [(one.rule, one.before, one.after, one.why) for one in change.differences] == [
        ("young", "unmet", "unmet", ("waiver",)), ("growth", "unknown", "met", ("judgement",))
    ]  # fmt: skip


def test_the_kept_facts_give_the_kept_findings_again(session: Session) -> None:
    application = waiting(session)
    application.venture.private_funds_eur = 250_000
    session.flush()
    standings.look_again(session, [application.id], at=LATER)

    row = session.scalars(select(AssessmentRow).order_by(AssessmentRow.at.desc())).first()

    assert row is not None
    found = assess(session, application, at=LATER)
    assert row.findings == found.assessment.as_json("shaker", "standing")
    assert "250000" in str(row.facts["private_funds"])


def test_an_earlier_row_is_compared_by_its_results_alone(session: Session) -> None:
    """The first look after an upgrade: other words and other facts are no differences."""
    application = waiting(session)
    row = standing(session, application)
    row.fingerprint, row.look_at = "", NOW
    application.venture.private_funds_eur = 60_000
    session.flush()

    first = standings.look_again(session, [application.id], at=LATER, only_due=True)

    assert (first.looked, first.changes) == (1, ())
    assert standing(session, application).fingerprint != ""


def test_a_page_costs_the_same_for_two_and_for_thirty(database: Database, counted: Counted) -> None:
    with database.writing() as session:
        ids = [waiting(session, f"Venture {number}").id for number in range(34)]
    cost = []
    for some in (ids[:2], ids[2:4], ids[4:]):  # the edition is read once and remembered
        with database.writing() as session:
            standings.mark(session, some, because="answers", at=NOW)
        with counted() as statements:
            looking.look_at_due(database, LATER)
        cost.append(len(statements))

    assert cost[1] == cost[2]


def test_the_queue_is_empty_once_everything_was_looked_at(database: Database) -> None:
    with database.writing() as session:
        ids = [waiting(session, f"Venture {number}").id for number in range(7)]
        standings.mark(session, ids, because="dates", at=NOW)

    pages = list(looking.due_pages(database, at=NOW))

    with database.reading() as session:
        assert sum(page.looked for page in pages) == 7
        assert queue.count_due(session, at=NOW) == 0
        assert session.scalar(select(func.count()).select_from(AssessmentRow)) == 7


def test_a_rehearsal_finds_the_same_and_writes_nothing(database: Database) -> None:
    with database.writing() as session:
        application = waiting(session)
        application.venture.private_funds_eur = 250_000
    rehearsed = list(looking.all_pages(database, at=LATER, is_dry=True))
    with database.reading() as session:
        untouched = kept(session, application)

    done = list(looking.all_pages(database, at=LATER))

    assert rehearsed == done
    assert untouched == [("sent", "met")]
