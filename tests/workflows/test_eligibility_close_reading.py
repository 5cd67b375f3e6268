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


def mend_of(rule: dict[str, Any], **facts: Any) -> str | None:
    mend = finding(rule, **facts).mend
    return mend.en if mend else None


def test_a_mend_promises_nothing_that_another_limit_forbids() -> None:
    aid = {
        "rule": "amount", "fact": "requested_aid",
        "at_most": ["600000 EUR", {"share": "60 %", "of": "eligible_costs"}],
    }  # fmt: skip
    old = {"rule": "date", "fact": "registered_on", "under": "2 years", "before": "2024-01-01"}
    secured = {
        "rule": "date",
        "fact": "salary_secured_until",
        "ahead_at_least": "5 years",
        "by": "2030-01-01",
    }

    assert mend_of(aid, requested_aid=700_000) is None  # 60% of what is not known may be less
    assert mend_of(aid, requested_aid=700_000, eligible_costs=2_000_000) == (
        "It would be met with at most €600,000: €100,000 less."
    )
    assert mend_of(old, registered_on="2024-03-01") is None  # still earlier is still older
    assert mend_of(secured, salary_secured_until="2029-01-01") is None


def test_a_mend_for_one_holder_is_given_where_no_other_fails() -> None:
    rule = {"rule": "sum", "of": "holdings", "field": "share", "per": "holder", "at_most": "30 %"}

    one = mend_of(rule, holdings=[{"holder": "a", "share": 31}])
    two = mend_of(rule, holdings=[{"holder": "a", "share": 31}, {"holder": "b", "share": 32}])

    assert one == "It would be met with at most 30%: 1 percentage point less."
    assert two is None


def test_how_much_less_is_not_said_while_more_may_come() -> None:
    rule = {
        "rule": "sum", "of": "aids", "field": "amount", "plus": "requested_aid", "at_most": "300000 EUR",
    }  # fmt: skip
    aids = [{"amount": 300_001}]

    assert mend_of(rule, aids=aids) == "It would be met with at most €300,000."
    assert mend_of(rule, aids=aids, requested_aid=0) == "It would be met with at most €300,000: €1 less."


def test_what_perhaps_counts_is_taken_away_too() -> None:
    rule = {"rule": "count", "of": "aids", "where": {"regime": "de_minimis"}, "at_most": 1}
    aids = [{"regime": "de_minimis"}, {"regime": "de_minimis"}, {"granter": "region"}]

    assert mend_of(rule, aids=aids) == "It would be met with 2 fewer aids (regime: de minimis)."


@pytest.mark.parametrize(
    ("revenue", "result"), [(35_999, "met"), (36_000, "unmet"), ("2999 EUR per month", "met")]
)
def test_sales_of_twelve_months_compare_with_sales_of_one(revenue: int | str, result: str) -> None:
    rule = {"rule": "amount", "fact": "revenue", "under": "3000 EUR per month"}

    assert finding(rule, revenue=revenue).result == result


@pytest.mark.parametrize(("pay", "result"), [(2_999, "unmet"), (3_000, "met")])
def test_an_answer_is_counted_over_the_period_of_the_limit(pay: int, result: str) -> None:
    rule = {"rule": "amount", "fact": "pay", "at_least": "3000 EUR per month"}
    asked = ({"key": "pay", "kind": "money", "label": words("Pay")},)

    assert finding(rule, answers={"pay": pay}, questions=asked).result == result


@pytest.mark.parametrize(
    ("rule", "facts", "missing", "mend"),
    [
        (
            {"rule": "amount", "fact": "requested_aid", "at_most": {"share": "60 %", "of": "eligible_costs"}},
            {"requested_aid": 100, "eligible_costs": "1000 USD"},
            ("requested_aid",), "To settle this, state the amount in US dollars.",
        ),
        (
            {"rule": "amount", "fact": "requested_aid", "at_most": "1000 EUR per month"},
            {"requested_aid": 100},
            ("requested_aid",), "To settle this, state the amount per month.",
        ),
        (
            {"rule": "document", "document": "lease", "where": {"issuer": {"in_register": "labelled"}}},
            {"documents": [{"kind": "lease", "issuer": "north"}]},
            ("labelled",), "To settle this, add the register “labelled”.",
        ),
        (
            {"rule": "document", "document": "declaration", "where": {"issued_on": {"within": "3 months"}}},
            {"documents": ["declaration"]},
            ("documents",), "To settle this, add to the documents: date of issue.",
        ),
    ],
)  # fmt: skip
def test_what_is_unknown_names_what_settles_it(
    rule: dict[str, Any], facts: dict[str, Any], missing: tuple[str, ...], mend: str
) -> None:
    found = finding(rule, **facts)

    assert (found.result, found.missing) == ("unknown", missing)
    assert found.mend is not None
    assert found.mend.en == mend


@pytest.mark.parametrize(
    ("over", "stay", "result"),
    [
        ("3 years", {"last_on": "2024-03-29"}, "met"),  # whenever it began, it was over
        ("3 years", {"last_on": "2024-03-30"}, "unmet"),  # its last day counts
        ("3 years", {"last_on": "2027-03-31"}, "unknown"),  # perhaps it begins tomorrow
        ("3 years", {}, "unknown"),
        (None, {"last_on": "2010-01-01"}, "unmet"),
        (None, {}, "unknown"),
    ],
)
def test_a_stay_without_its_first_day_ends_all_the_same(
    over: str | None, stay: dict[str, str], result: str
) -> None:
    rule = {"rule": "time", "never": True, "where": {"place": "lab"}, **({"over": over} if over else {})}

    found = finding(rule, stays=[{"place": "lab", **stay}])

    assert (found.result, found.missing) == (result, ("stays",) if result == "unknown" else ())


def test_the_days_of_a_stay_without_its_first_day_are_bounded_by_the_window() -> None:
    rule = {"rule": "time", "over": "3 years", "at_most": "12 months"}

    short = finding(rule, stays=[{"last_on": "2024-06-30"}])
    long = finding(rule, stays=[{"last_on": "2025-06-30"}])

    assert short.result == "met"
    assert (long.result, long.flips_on) == ("unknown", date(2027, 7, 1))
    assert "within the limit" not in long.words.en


@pytest.mark.parametrize(
    ("amount", "result"), [("0 USD", "met"), ("1 USD", "unmet"), ("0 EUR", "met"), ("1 EUR", "unmet")]
)
def test_nothing_is_nothing_in_every_currency(amount: str, result: str) -> None:
    none = {"rule": "sum", "of": "budget", "field": "amount", "at_most": "0 EUR"}
    sales = {"rule": "amount", "fact": "revenue", "equal": "0 EUR"}

    assert finding(none, budget=[{"amount": amount}]).result == result
    assert finding(sales, revenue=amount).result == result


def test_what_nobody_signed_is_signed_by_nobody_of_the_register() -> None:
    rule = {"rule": "document", "document": "plan", "where": {"signed_by": {"in_register": "signers"}}}
    plan = {"kind": "plan", "signed_by": []}

    assert finding(rule, documents=[plan], registers={"signers": ["head"]}).result == "unmet"


@pytest.mark.parametrize(
    ("limit", "sites", "result"),
    [
        ("same_as", ["north", "south"], "met"), ("same_as", ["south"], "unmet"),
        ("not_same_as", ["north", "south"], "unmet"), ("not_same_as", ["south"], "met"),
    ],
)  # fmt: skip
def test_one_of_several_is_the_same(limit: str, sites: list[str], result: str) -> None:
    assert finding(
        {"rule": "choice", "fact": "site", limit: "grants_held"}, site="north", grants_held=sites
    ).result == (result)


def test_no_day_that_has_passed_is_offered() -> None:
    rule = {"rule": "date", "fact": "registered_on", "under": "3 years", "at": "committee"}

    late, young = mend_of(rule, registered_on="2020-06-01"), mend_of(rule, registered_on="2025-06-01")

    assert late is not None
    assert late.startswith("With this date, no day will do.")
    assert young is not None
    assert young.startswith("The day of the committee must be no later than 31 May 2028.")


@pytest.mark.parametrize(
    ("requested", "result"), [(300_000, "unknown"), (300_001, "unmet"), (None, "unknown")]
)
def test_what_is_asked_for_may_be_too_much_alone(requested: int | None, result: str) -> None:
    rule = {
        "rule": "sum", "of": "aids", "field": "amount", "plus": "requested_aid", "at_most": "300000 EUR",
    }  # fmt: skip

    found = finding(rule, requested_aid=requested)

    assert found.result == result
    assert ("aids" in found.missing) is (result == "unknown")
    if result == "unmet":
        assert found.words.en.startswith(
            "Total of the aids received, with the aid asked for: €300,001; €1 above"
        )
        assert mend_of(rule, requested_aid=requested) == "It would be met with at most €300,000."


def test_a_day_is_asked_for_once() -> None:
    rule = {
        "rule": "date", "fact": "returned_on",
        "since": "call_closing - 6 months", "by": "call_closing + 12 months",
    }  # fmt: skip

    assert finding(rule, returned_on="2027-01-01").missing == ("call_closing",)


def test_what_is_not_there_is_not_a_matter_of_the_day() -> None:
    rule = {
        "rule": "document", "document": "lease", "at": "signature", "owner": "founders",
        "where": {"issued_on": {"by": "then"}},
    }  # fmt: skip

    assert finding(rule, documents=[]).words.en == "Lease: no document; at least 1 is needed."
