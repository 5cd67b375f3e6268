"""Rules read closely: holders of nothing that counts, what is open and no longer matters, what is put off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflows.eligible import finding, words

FOUNDERS = {
    "rule": "sum", "of": "holdings", "field": "share", "per": "holder", "where": {"kind": "founder"},
    "at_least": "10 %",
}  # fmt: skip
ANNA = {"holder": "anna", "kind": "founder", "share": 40}
FUND = {"holder": "fund", "kind": "fund", "share": 60}
ENTRY = date(2027, 9, 1)
YES_NO: tuple[dict[str, Any], ...] = tuple(
    {"key": key, "kind": "yes_no", "label": words(key)} for key in ("biotech", "lab")
)
REGISTERED = {"rule": "date", "fact": "registered_on", "by": "then", "at": "entry", "owner": "founders"}
PRIVATE = {"rule": "choice", "fact": "law", "is": "private"}


@pytest.mark.parametrize(
    ("holdings", "result"),
    [
        ([ANNA, FUND], "met"),  # a fund is no founder
        ([{**ANNA, "share": 9}, FUND], "unmet"),
        ([ANNA, {"kind": "fund", "share": 60}], "met"),  # whose it is does not matter
        ([ANNA, {"kind": "founder", "share": 5}], "unknown"),
        ([ANNA, {"holder": "bert", "share": 5}], "unknown"),  # perhaps a founder with too little
        ([ANNA, {"holder": "bert", "share": 15}], "unknown"),
        ([FUND], "met"),
    ],
)
def test_each_holder_is_asked_only_where_a_stake_counts(holdings: list[Any], result: str) -> None:
    assert finding(FOUNDERS, holdings=holdings).result == result


def test_nobody_to_ask_is_said_so() -> None:
    found = finding(FOUNDERS, holdings=[FUND])

    assert found.words.en == "1 shareholding, which does not count."


def test_only_entries_that_count_need_their_holder() -> None:
    found = finding(FOUNDERS, holdings=[{"kind": "founder", "share": 40}, {"kind": "fund", "share": 60}])

    assert (found.result, found.missing) == ("unknown", ("holdings",))


@pytest.mark.parametrize(
    ("answers", "result", "is_put_off"),
    [
        ({"biotech": False, "lab": False}, "unmet", False),  # one more could not make two
        ({"biotech": False, "lab": True}, "unknown", True),
        ({"biotech": True, "lab": True}, "met", False),
    ],
)
def test_two_of_three_are_settled_once_too_few_still_can(
    answers: dict[str, bool], result: str, is_put_off: bool
) -> None:
    parts = [{"rule": "choice", "fact": key, "is": True} for key in answers]
    rule = {"rule": "any", "at_least": 2, "of": [*parts, REGISTERED]}

    found = finding(rule, answers=answers, questions=YES_NO)

    assert (found.result, found.deferred) == (result, is_put_off)


@pytest.mark.parametrize(
    ("law", "result", "is_put_off"),
    [("public", "met", False), ("private", "unknown", True), (None, "unknown", True)],
)
def test_what_does_not_apply_today_leaves_nothing_to_come(
    law: str | None, result: str, is_put_off: bool
) -> None:
    rule = {**REGISTERED, "when": {**PRIVATE, "at": "submission"}}

    found = finding(rule, law=law, entry=ENTRY)

    assert (found.result, found.deferred) == (result, is_put_off)


def test_what_hangs_on_a_later_condition_is_put_off_with_it() -> None:
    found = finding({**PRIVATE, "when": REGISTERED}, law="public", entry=ENTRY)

    assert (found.result, found.deferred, found.on, found.owner) == ("unknown", True, ENTRY, "founders")


def test_what_is_met_anyway_does_not_wait_for_its_condition() -> None:
    found = finding({**PRIVATE, "when": REGISTERED}, law="private", entry=ENTRY)

    assert (found.result, found.deferred) == ("met", False)


@pytest.mark.parametrize(("registered_on", "result"), [("2020-01-01", "unmet"), ("2026-01-01", "unknown")])
def test_too_old_is_too_old_whatever_the_first_day_will_be(registered_on: str, result: str) -> None:
    rule = {"rule": "date", "fact": "registered_on", "under": "2 years", "before": "entry"}

    assert finding(rule, registered_on=registered_on).result == result


@pytest.mark.parametrize(
    ("doctorate_on", "breaks", "result", "flips_on"),
    [
        ("2026-04-01", None, "met", date(2027, 4, 2)),
        ("2025-04-01", None, "unknown", date(2028, 4, 2)),  # two more years at most
        ("2024-03-30", None, "unknown", date(2027, 3, 31)),
        ("2024-03-29", None, "unmet", None),
        ("2026-03-30", -1, "met", date(2027, 3, 31)),  # fewer than none is none
        ("2024-03-30", 100_000, "met", date(2027, 3, 31)),
        ("2026-03-29", 0.5, "unmet", None),  # half an event is none
    ],
)
def test_a_limit_made_longer_is_never_made_longer_than_it_may(
    doctorate_on: str, breaks: float | None, result: str, flips_on: date | None
) -> None:
    extended = {"by": "1 year", "per": "break_years", "at_most": 2}
    rule = {"rule": "date", "fact": "doctorate_on", "at_most": "1 year", "extended": extended}

    found = finding(rule, doctorate_on=doctorate_on, break_years=breaks)

    assert (found.result, found.flips_on) == (result, flips_on)


@pytest.mark.parametrize(
    ("limit", "value", "flips_on"),
    [
        ({"since": "submission + 5 years"}, "2032-04-30", date(2027, 5, 1)),
        ({"since": "submission + 5 years"}, "2032-03-30", date(2027, 3, 31)),
        ({"by": "submission + 1 month"}, "2027-05-31", date(2027, 5, 1)),
        ({"after": "now"}, "2027-04-10", date(2027, 4, 10)),
        ({"before": "now - 6 months"}, "2027-02-28", date(2027, 9, 1)),
    ],
)
def test_a_day_counted_from_today_moves_with_it(limit: dict[str, str], value: str, flips_on: date) -> None:
    assert (
        finding(
            {"rule": "date", "fact": "salary_secured_until", **limit}, salary_secured_until=value
        ).flips_on
        == flips_on
    )
