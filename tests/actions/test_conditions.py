"""What is due after the sending: who sees to it, by when, where; and what it holds up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import applications, moves
from incubator.actions.eligibility import waivers
from incubator.actions.eligibility.assessments import assess
from incubator.actions.eligibility.conditions import Condition, Place, conditions_in
from incubator.actions.eligibility.judgements import judge
from incubator.actions.moves import MoveRequest
from incubator.store import Application
from incubator.store.editions import publish
from incubator.workflows.catalogue import load
from incubator.workflows.consequences import ConsequenceRow
from tests import cast, scenes
from tests.conftest import NOW

ENTRY, COMMITTEE = date(2026, 6, 1), date(2026, 4, 20)
MIDDLE = date(2026, 8, 31)
EDITION = """
key = "shaker"
name = {{ fr = "Shaker", en = "Shaker" }}
summary = {{ fr = "Six mois.", en = "Six months." }}
audience = {{ fr = "Les équipes.", en = "Teams." }}

[[edition]]
key = "later"
source = {{ fr = "Invention.", en = "Invention." }}
dated = 2026-01-01
stages = ["decision"]
confirm_within = "14 days"
term = "6 months"
eligibility = [
{rules}
]

[[edition.task]]
key = "project"
step = "project"
title = {{ fr = "Le projet", en = "The project" }}
why = {{ fr = "Pour le connaître.", en = "To know it." }}

[[edition.task.question]]
key = "lab"
kind = "yes_no"
required = false
label = {{ fr = "Un laboratoire ?", en = "A laboratory?" }}

[[edition.task.question]]
key = "letter"
kind = "file"
required = false
accept = ["pdf"]
max_mb = 1
label = {{ fr = "La lettre", en = "The letter" }}
"""
EXISTS = (
    '{ id = "exists", rule = "date", fact = "registered_on", by = "then", at = "entry", owner = "founders" }'
)
LAB = '{ id = "lab", rule = "choice", fact = "lab", is = true, at = "entry", owner = "founders" }'
LETTER = '{ id = "letter", rule = "document", document = "letter", at = "entry", owner = "founders" }'
OPINION = (
    '{ id = "opinion", rule = "judgement", at = "entry", owner = "manager",'
    ' words = { fr = "Un avis", en = "An opinion" } }'
)
AID = (
    '{ id = "aid", rule = "sum", of = "aids", field = "amount", at_most = "300000 EUR",'
    ' at = "entry", owner = "director" }'
)


def made(session: Session, *rules: str, state: str = "submitted") -> Application:
    read = load(EDITION.format(rules=",\n".join(rules)), "shaker.toml")
    edition = publish(session, read, read.editions[0], at=NOW)
    call = scenes.call(session, edition_id=edition.id, entry_on=ENTRY, committee_on=COMMITTEE)
    application = scenes.application(session, call, scenes.venture(session), state=state)
    assert isinstance(application, Application)
    return application


def found(session: Session, application: Application, *, days: int = 0) -> list[Condition]:
    at = NOW + timedelta(days=days)
    return conditions_in(assess(session, application, at=at), zone=application.call.zone, at=at)


def only(session: Session, application: Application, *, days: int = 0) -> Condition:
    (condition,) = found(session, application, days=days)
    return condition


def registered(session: Session, application: Application, on: date) -> None:
    application.venture.registered_on, application.venture.kind = on, "company"
    session.flush()


def saved(
    session: Session, application: Application, *, finished: bool | None = None, **values: bool
) -> None:
    applications.save_task(
        session, application, "project", values, actor=application.lead, at=NOW, finished=finished
    )


def entering(session: Session, application: Application, *, days: int = 0, **asked: date) -> ConsequenceRow:
    shown = moves.preview(
        session, [application], request=MoveRequest("enter", **asked),  # type: ignore[arg-type]  # a day
        actor=cast.manager(session), at=NOW + timedelta(days=days), hold=timedelta(),
    )  # fmt: skip
    return shown.rows[0]


def test_what_is_due_at_entry_waits_with_its_owner_and_its_day(session: Session) -> None:
    condition = only(session, made(session, EXISTS))

    assert (condition.owner, condition.due_on, condition.state) == ("founders", ENTRY, "open")
    assert (condition.is_due, condition.place) == (False, Place("company", "registered_on"))


def test_it_holds_up_the_entry_and_not_the_sending(session: Session) -> None:
    application = made(session, EXISTS, state="draft")
    saved(session, application, finished=True)

    applications.send(session, application, actor=application.lead, at=NOW)

    assert application.state == "submitted"
    assert only(session, application).holds_up_entry(ENTRY)


def test_once_met_it_stays_as_met(session: Session) -> None:
    application = made(session, EXISTS)
    registered(session, application, date(2026, 2, 20))

    assert (only(session, application).state, only(session, application, days=200).state) == ("met", "met")
    assert not only(session, application).holds_up_entry(ENTRY)


def test_it_stays_until_it_is_met_even_after_its_day(session: Session) -> None:
    condition = only(session, made(session, EXISTS), days=120)

    assert (condition.state, condition.is_due, condition.due_on) == ("open", True, ENTRY)
    assert condition.holds_up_entry(ENTRY)


def test_a_plan_after_the_day_is_not_met_as_things_stand(session: Session) -> None:
    application = made(session, EXISTS)
    application.venture.registered_on = ENTRY + timedelta(days=1)

    condition = only(session, application)

    assert (condition.state, condition.is_due) == ("unmet", False)


def test_what_is_due_at_the_sending_is_no_condition(session: Session) -> None:
    application = made(session, EXISTS.replace('"entry"', '"submission"'))

    assert found(session, application) == []
    assert found(session, application, days=300) == []


@pytest.mark.parametrize(
    ("rule", "owner", "place"),
    [
        (EXISTS, "founders", Place("company", "registered_on")),
        (LAB, "founders", Place("question", "lab", "project")),
        (EXISTS.replace("registered_on", "doctorate_on"), "founders", Place("team")),
        (LETTER, "founders", Place("document", "letter", "project")),
        (OPINION, "manager", Place("judgement", "opinion")),
        (AID, "director", Place("team")),
    ],
)
def test_each_says_where_it_is_settled(session: Session, rule: str, owner: str, place: Place) -> None:
    condition = only(session, made(session, rule))

    assert (condition.owner, condition.place) == (owner, place)


def test_a_file_can_still_be_given_until_its_day(session: Session) -> None:
    application = made(session, LETTER)

    assert (only(session, application).state, only(session, application, days=120).state) == ("open", "unmet")


def test_a_rule_due_on_several_days_gives_one_for_each_later_day(session: Session) -> None:
    rule = EXISTS.replace('at = "entry"', 'at = ["submission", "committee", "entry"]')

    conditions = found(session, made(session, rule))

    assert [(one.key, one.due_on) for one in conditions] == [
        ("exists-committee", COMMITTEE), ("exists-entry", ENTRY),
    ]  # fmt: skip


def test_a_group_is_due_when_its_first_open_part_is(session: Session) -> None:
    inner = EXISTS.replace('id = "exists", ', "")
    early = inner.replace("registered_on", "starts_on").replace('"entry"', '"committee"')
    rule = f'{{ id = "both", rule = "all", owner = "manager", of = [{inner}, {early}] }}'
    application = made(session, rule)

    condition = only(session, application)

    assert (condition.due_on, condition.state, condition.owner) == (COMMITTEE, "open", "manager")


def test_a_group_that_another_part_settles_is_no_condition(session: Session) -> None:
    inner = EXISTS.replace('id = "exists", ', "")
    project = '{ rule = "choice", fact = "lab", is = true, at = "submission" }'
    rule = f'{{ id = "either", rule = "any", owner = "founders", of = [{project}, {inner}] }}'
    application = made(session, rule)
    waiting = found(session, application)
    saved(session, application, lab=True)

    assert [one.due_on for one in waiting] == [ENTRY]
    assert found(session, application) == []
    assert found(session, application, days=200) == []


def test_a_rule_for_others_is_no_condition(session: Session) -> None:
    rule = EXISTS.replace("{ id", '{ when = { rule = "choice", fact = "lab", is = true }, id')
    application = made(session, rule)
    saved(session, application, lab=False)

    assert found(session, application) == []


def test_what_is_due_in_the_middle_of_the_programme_does_not_hold_up_the_entry(session: Session) -> None:
    condition = only(session, made(session, EXISTS.replace('"entry"', '"mid_programme"')))

    assert (condition.due_on, condition.holds_up_entry(ENTRY), condition.holds_up_entry(None)) == (
        MIDDLE, False, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "severity", "holds"),
    [
        ("entry", "block", True), ("committee", "block", True), ("signature", "block", True),
        ("2026-06-01", "block", True), ("2026-06-02", "block", False),
        ("entry", "warn", False), ("entry", "target", False),
    ],
)  # fmt: skip
def test_only_what_is_required_by_the_first_day_holds_up_the_entry(
    session: Session, reference: str, severity: str, holds: bool
) -> None:
    rule = EXISTS.replace('"entry"', f'"{reference}", severity = "{severity}"')

    assert only(session, made(session, rule)).holds_up_entry(ENTRY) is holds


def test_the_entry_is_refused_with_what_to_do_next(session: Session) -> None:
    row = entering(session, made(session, EXISTS, state="accepted"))

    assert row.group == "needs"
    assert "1 June 2026" in row.reasons[0].en
    assert "Ask the founders to see to it, choose a later first day" in row.reasons[0].en
    assert "Demandez à l’équipe fondatrice de s’en occuper" in row.reasons[0].fr


def test_the_entry_is_open_once_it_is_met(session: Session) -> None:
    application = made(session, EXISTS, state="accepted")
    registered(session, application, ENTRY)

    assert entering(session, application).group == "will"


def test_a_later_first_day_gives_more_time(session: Session) -> None:
    application = made(session, EXISTS, state="accepted")
    registered(session, application, ENTRY + timedelta(days=10))

    later = entering(session, application, starts_on=ENTRY + timedelta(days=10))

    assert (entering(session, application).group, later.group) == ("needs", "will")


def test_a_waived_condition_holds_nothing_up(session: Session) -> None:
    application = made(session, EXISTS, state="accepted")
    waiver = waivers.ask(session, application, rule="exists", reason="x", actor=cast.manager(session), at=NOW)
    waivers.grant(session, waiver, reason="x", actor=cast.director(session), at=NOW)

    assert only(session, application).is_waived
    assert entering(session, application).group == "will"


def test_an_opinion_is_asked_of_whoever_gives_it(session: Session) -> None:
    application = made(session, OPINION, state="accepted")
    refused = entering(session, application)
    judge(session, application, rule="opinion", holds=True, reason="Lu.", actor=cast.manager(session), at=NOW)

    assert "Give an opinion on the page of its rules" in refused.reasons[0].en
    assert (only(session, application).state, entering(session, application).group) == ("met", "will")
