"""What the house itself knows of a venture: recorded by the team, taken part in before, on its lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility import facts, registers
from incubator.actions.eligibility.assessments import assess, store_assessment
from incubator.errors import NotAllowed, Refused
from incubator.store import Application, Call, Entry, Standing
from incubator.workflows.eligibility import Finding
from tests import cast, scenes
from tests.conftest import NOW

STAKE = (
    """{ id = "stake", rule = "sum", of = "holdings", field = "share", per = "holder", at_most = "30 %" }"""
)
NEVER = (
    """{ id = "never", rule = "count", of = "participations", at_most = 0, where = { state = "rejected" } }"""
)
WAITS = NEVER.replace("never", "waits").replace("rejected", "waitlisted")
IN_IT = """{ issuer = { in_register = "labelled" } }"""
LISTED = f"""{{ id = "listed", rule = "document", document = "letter", where = {IN_IT} }}"""
FUNDS = """{ id = "funds", rule = "amount", fact = "private_funds", at_most = "200000 EUR" }"""


def open_call(session: Session, *rules: str, programme: str = "shaker") -> Call:
    more = f"eligibility = [\n{','.join(rules)}\n]\n"
    edition = scenes.edition(session, programme, key="ruled", more=more)
    return scenes.call(session, programme, edition_id=edition.id)


def finding(session: Session, application: Application, rule: str, *, at: datetime = NOW) -> Finding:
    return assess(session, application, at=at).assessment.finding(rule)


def recorded(session: Session, application: Application, **values: Any) -> tuple[str, ...]:
    return facts.record(
        session,
        application.venture,
        values,
        source="staff",
        actor=cast.manager(session),
        at=NOW,
        note="Page 4.",
    )


def test_what_the_team_recorded_is_judged_and_names_its_source(session: Session) -> None:
    application = scenes.application(session, open_call(session, STAKE), scenes.venture(session))
    assert finding(session, application, "stake").result == "unknown"

    recorded(session, application, holdings=[{"holder": "A", "share": "31 %"}, {"holder": "B", "share": 20}])

    found = finding(session, application, "stake")
    assert (found.result, found.source) == ("unmet", "staff")


def test_it_goes_before_the_venture_s_own_word(session: Session) -> None:
    application = scenes.application(session, open_call(session, FUNDS), scenes.venture(session))
    application.venture.private_funds_eur = 50_000
    assert finding(session, application, "funds").result == "met"

    recorded(session, application, private_funds="250000 EUR")

    assert finding(session, application, "funds").result == "unmet"


def test_what_is_taken_back_is_unknown_again_and_what_stood_is_kept(session: Session) -> None:
    application = scenes.application(session, open_call(session, STAKE), scenes.venture(session))
    recorded(session, application, holdings=[{"holder": "A", "share": 10}])

    assert recorded(session, application, holdings=None) == ("holdings",)
    assert finding(session, application, "stake").result == "unknown"
    told = session.scalars(select(Entry).where(Entry.action == "record_facts")).all()
    assert [entry.data["facts"] for entry in told] == [["holdings"], ["holdings"]]


def test_the_same_again_changes_nothing(session: Session) -> None:
    application = scenes.application(session, open_call(session, FUNDS), scenes.venture(session))

    assert recorded(session, application, private_funds=200_000) == ("private_funds",)
    assert recorded(session, application, private_funds="200000 EUR") == ()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"privat_funds": 1}, "write “private_funds”"),
        ({"holdings": [{"share": "200 EUR"}]}, "is not a share"),
        ({"open_enrolments": ["booster"]}, "read in the programmes"),
        ({"answers": {"pitch": "x"}}, "is no fact of the catalogue"),
    ],
)
def test_a_value_that_fits_nothing_is_refused_and_nothing_is_kept(
    session: Session, values: dict[str, Any], says: str
) -> None:
    application = scenes.application(session, open_call(session, FUNDS), scenes.venture(session))

    with pytest.raises(Refused, match=says):
        recorded(session, application, private_funds=1, **values)
    assert facts.current(session, application.venture) == []


def test_nobody_records_facts_of_a_venture_of_their_own(session: Session) -> None:
    application = scenes.application(session, open_call(session, FUNDS), scenes.venture(session))

    with pytest.raises(NotAllowed):
        facts.record(
            session,
            application.venture,
            {"private_funds": 0},
            source="staff",
            at=NOW,
            actor=cast.founder(session),
        )


def test_an_earlier_refusal_counts_once_it_was_told(session: Session) -> None:
    venture = scenes.venture(session)
    earlier = scenes.application(
        session, scenes.call(session, "booster"), venture, state="decided", outcome="rejected"
    )
    application = scenes.application(session, open_call(session, NEVER), venture)
    assert finding(session, application, "never").result == "met"

    earlier.state, earlier.notified_at = "rejected", NOW
    session.flush()

    assert finding(session, application, "never").result == "unmet"


def test_while_a_refusal_can_still_be_taken_back_no_rule_tells_it(session: Session) -> None:
    venture, released_at = scenes.venture(session), NOW + timedelta(minutes=15)
    scenes.application(
        session, scenes.call(session, "booster"), venture, state="rejected", notified_at=released_at
    )
    application = scenes.application(session, open_call(session, NEVER), venture)
    store_assessment(session, application, occasion="sent", at=NOW)

    assert finding(session, application, "never", at=released_at - timedelta(microseconds=1)).result == "met"
    assert finding(session, application, "never", at=released_at).result == "unmet"
    assert session.get_one(Standing, application.id).look_at == released_at, "looked at once it is told"


def test_no_rule_tells_that_somebody_was_taken_from_a_waiting_list(session: Session) -> None:
    venture = scenes.venture(session)
    waits = scenes.application(session, scenes.call(session, "booster"), venture, state="waitlisted")
    application = scenes.application(session, open_call(session, WAITS), venture)
    assert finding(session, application, "waits").result == "unmet"

    waits.state, waits.outcome, waits.decided_from, waits.notified_at = (
        "decided",
        "rejected",
        "waitlisted",
        None,
    )
    session.flush()
    assert finding(session, application, "waits").result == "unmet"

    waits.state, waits.notified_at = "rejected", NOW + timedelta(minutes=15)
    session.flush()
    assert finding(session, application, "waits").result == "unmet"
    assert finding(session, application, "waits", at=NOW + timedelta(minutes=15)).result == "met"


def test_what_its_people_took_part_in_elsewhere_counts_and_its_own_call_does_not(session: Session) -> None:
    other = scenes.venture(session, "Earlier", members=(cast.founder(session),))
    scenes.application(session, scenes.call(session, "booster"), other, state="rejected")
    application = scenes.application(
        session, open_call(session, NEVER), scenes.venture(session), state="submitted"
    )
    assert finding(session, application, "never").result == "unmet"

    strangers = scenes.venture(session, "Others", members=(cast.stranger(session),))
    theirs = scenes.application(session, application.call, strangers, state="rejected")

    assert finding(session, theirs, "never").result == "met"


def test_a_list_of_the_house_is_asked_as_it_is_now(session: Session) -> None:
    application = scenes.application(session, open_call(session, LISTED), scenes.venture(session))
    recorded(session, application, documents=[{"kind": "letter", "issuer": "Office A"}])
    assert finding(session, application, "listed").result == "unknown"

    assert registers.replace(session, "labelled", ["Office A", "  Office   B ", ""], at=NOW) == (
        ("Office A", "Office B"), (),
    )  # fmt: skip
    assert finding(session, application, "listed").result == "met"
    assert assess(session, application, at=NOW).facts.registers == {"labelled": ("Office A",)}

    assert registers.replace(session, "labelled", ["Office B"], at=NOW) == ((), ("Office A",))
    assert finding(session, application, "listed").result == "unmet"
    assert registers.counted(session) == {"labelled": 1}

    registers.replace(session, "labelled", [], at=NOW)
    assert finding(session, application, "listed").result == "unmet"
