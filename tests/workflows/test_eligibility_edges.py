"""Boundaries where a rule was once wrong: what is unknown stays so, and the days told are the right ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from incubator.workflows.eligibility.findings import Result
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.kinds.times import Time
from tests.workflows.eligible import finding, judged

ENTRY = date(2027, 9, 1)
COMPANY: dict[str, Any] = {"applicant_kind": "legal_person"}
EXISTS: dict[str, Any] = {"rule": "date", "fact": "registered_on"}
AID: dict[str, Any] = {"rule": "sum", "of": "aids", "field": "amount"}
STAKE: dict[str, Any] = {"rule": "sum", "of": "holdings", "field": "share", "per": "holder"}


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ({"by": "then"}, "met"),
        ({"before": "then"}, "unknown"),  # it may have been registered this very day
        ({"before": "then", "at": "entry"}, "met"),
        ({"by": "2024-02-01"}, "unknown"),  # a company now, perhaps not then
        ({"by": "then", "at": "2026-12-31"}, "unknown"),
        ({"fact": "activity_started_on", "by": "then"}, "unknown"),  # a company need not be active
        ({"fact": "statutes_signed_on", "by": "then"}, "met"),
    ],
)
def test_a_company_is_known_to_exist_from_its_application_on(rule: dict[str, Any], result: str) -> None:
    assert finding({**EXISTS, "owner": "founders", **rule}, entry=ENTRY, **COMPANY).result == result


def test_a_limit_of_a_list_changes_on_its_day() -> None:
    rule = {**AID, "at_most": [{"value": "2 EUR", "until": date(2027, 4, 30)}, {"value": "1 EUR"}]}
    later = {**AID, "at_least": [{"value": "1 EUR", "since": date(2027, 5, 1)}]}

    assert finding(rule, aids=[{"amount": 2}]).flips_on is None  # the lower one holds throughout
    assert finding(later, aids=[]).flips_on == date(2027, 5, 1)


def test_a_person_becomes_a_company_on_the_day_it_is_registered() -> None:
    rule = {"rule": "choice", "fact": "applicant_kind", "is": "legal_person"}

    found = finding(rule, registered_on="2027-05-04")

    assert (found.result, found.flips_on) == ("unknown", date(2027, 5, 4))


@pytest.mark.parametrize(
    ("limit", "flips_on"),
    [({"at_most": "12 months"}, date(2028, 1, 1)), ({"at_least": "1 year"}, date(2027, 12, 31))],
)
def test_a_stay_that_goes_on_reaches_the_limit_on_its_day(limit: dict[str, str], flips_on: date) -> None:
    """The first of January 2027 is its first day: the last of December is the 365th."""
    assert finding({"rule": "time", **limit}, stays=[{"first_on": "2027-01-01"}]).flips_on == flips_on


@pytest.mark.parametrize(
    ("aids", "result"),
    [
        ([{"amount": 200}, {"amount": "5 USD"}], "unmet"),  # whatever the dollars are worth
        ([{"amount": 50}, {"amount": "5 USD"}], "unknown"),
        ([{"amount": 50}, {"amount": "5 USD", "regime": "other"}], "met"),
    ],
)
def test_another_currency_is_nought_at_least(aids: list[dict[str, Any]], result: str) -> None:
    rule = {**AID, "where": {"regime": "one"}, "at_most": "100 EUR"}

    assert finding(rule, aids=[{"regime": "one", **aid} for aid in aids]).result == result


def test_a_perhaps_in_another_currency_is_not_added() -> None:
    """It is not known whether five dollars count: they are no five euros."""
    rule = {**AID, "where": {"regime": "one"}, "at_most": "100 EUR"}

    found = finding(rule, aids=[{"regime": "one", "amount": 95}, {"amount": "5 USD"}])

    assert found.result == "unknown"


def test_a_stake_without_its_holder_may_be_anybodys() -> None:
    stakes = [{"holder": "A", "share": 30}, {"share": 20}]

    found = [finding({**STAKE, **limit}, holdings=stakes).result
             for limit in ({"at_least": "40 %"}, {"at_most": "40 %"}, {"at_most": "50 %"})]  # fmt: skip

    assert found == ["unknown", "unknown", "met"]


def test_an_answer_in_whole_euros_is_added() -> None:
    asked = ({"key": "wanted", "kind": "money", "label": {"en": "Wanted", "fr": "Souhaité"}},)
    rule = {**AID, "plus": "wanted", "at_most": "100 EUR"}

    found = [finding(rule, questions=asked, aids=[{"amount": 60}], answers={"wanted": wanted}).result
             for wanted in (40, 41)]  # fmt: skip

    assert found == ["met", "unmet"]


def test_an_extension_not_known_yet_leaves_a_later_day_open() -> None:
    """Young enough today is not young enough on a day that is not set."""
    rule = {**EXISTS, "at_most": "2 years", "extended": {"by": "1 year", "per": "break_years"},
            "at": "entry", "owner": "manager"}  # fmt: skip

    assert finding(rule, registered_on="2026-03-30").result == "unknown"


@pytest.mark.parametrize(
    ("now", "result"), [("2027-01-27", "unmet"), ("2027-01-28", "met"), ("2027-01-31", "met")]
)
def test_a_month_ahead_of_the_end_of_february_begins_on_28_january(now: str, result: str) -> None:
    rule = {"rule": "date", "fact": "starts_on", "ahead_at_most": "1 month", "at": now}

    assert finding(rule, starts_on="2027-02-28").result == result


ABROAD: dict[str, Any] = {"rule": "time", "over": "3 years", "at_most": "12 months"}


@pytest.mark.parametrize(
    ("rule", "stays", "flips_on"),
    [
        (ABROAD, [{"first_on": "2026-06-01"}], date(2027, 6, 1)),  # it goes on: from then on, a day too many
        (ABROAD, [{"first_on": "2024-01-01", "last_on": "2025-06-30"}], date(2027, 7, 1)),
        ({**ABROAD, "over": None}, [{"first_on": "2026-06-01"}], date(2027, 6, 1)),
        (ABROAD, [{"first_on": "1700-01-01", "last_on": "2999-12-31"}], None),
        ({**ABROAD, "at": "committee"}, [{"first_on": "1700-01-01", "last_on": "2999-12-31"}], None),
    ],
)
def test_the_day_on_which_a_stay_is_too_long_is_found_by_leaps(
    rule: dict[str, Any], stays: list[dict[str, Any]], flips_on: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def counted(self: Time, ground: Ground, on: date) -> Result:
        nonlocal asked
        asked += 1
        return decide(self, ground, on)

    decide = Time.decide
    monkeypatch.setattr(Time, "decide", counted)
    found = finding({key: value for key, value in rule.items() if value is not None}, stays=stays)

    assert found.flips_on == flips_on
    assert asked < 1_000


RUNS_OUT: dict[str, Any] = {"rule": "date", "fact": "registered_on", "under": "2 years"}
BY_ENTRY: dict[str, Any] = {"rule": "date", "fact": "doctorate_on", "by": "then", "at": "entry"}


def test_a_group_put_off_lapses_on_the_day_its_part_that_is_due_decides_it() -> None:
    rule = {"id": "both", "rule": "all", "owner": "founders", "of": [RUNS_OUT, BY_ENTRY]}

    found = judged(rule, facts={"registered_on": "2025-06-01"}, entry=date(2027, 9, 1))

    assert (found.verdict, found.findings[0].deferred) == ("met", True)
    assert (found.lapses_on, found.looks_again_on(date(2027, 3, 30))) == (date(2027, 6, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("closing", "result"),
    [("2027-03-30T22:00Z", "met"), ("2027-03-30T22:01Z", "unmet")],  # midnight in Paris, and a minute later
)
def test_a_call_that_closes_at_midnight_closes_at_the_end_of_that_day(closing: str, result: str) -> None:
    rule = {"rule": "date", "fact": "registered_on", "under": "2 years", "at": "call_closing"}

    found = finding(rule, registered_on="2025-03-31", call_closing=datetime.fromisoformat(closing))

    assert found.result == result
