"""Numbers and lengths that no règlement means are refused where they are read, before anything counts on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from incubator.errors import DefinitionError, Refused
from incubator.workflows.eligibility import read_facts
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.terms import Length
from tests.workflows.eligible import edition, finding

DIGITS = "at most 15 digits"


@pytest.mark.parametrize(
    "value",
    [float("inf"), float("-inf"), float("nan"), 1e308, -1e308, 5e-324, 10**5000, 10**15, "9" * 10_000,
     f"{'9' * 16} EUR", f"0.{'1' * 10_000} EUR"],
    ids=lambda value: repr(value)[:12] if not isinstance(value, int) else f"{value.bit_length()} bits",
)  # fmt: skip
def test_an_astronomic_number_is_no_fact(value: Any) -> None:
    with pytest.raises(Refused, match=DIGITS):
        read_facts({"private_funds": value})


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-7, -0.0, 0, 999_999_999_999_999, "-0 EUR", "200000.50 EUR"])
def test_what_is_recorded_is_read_again_as_it_was(value: Any) -> None:
    recorded = read_facts({"private_funds": value}).private_funds

    assert recorded is not None
    assert Amount.parse(str(recorded)) == recorded
    assert recorded.words.en


@pytest.mark.parametrize("text", ["1e999999999 EUR", "1e5", "Infinity EUR", "NaN", "0x10", "1_000 EUR"])
def test_what_is_no_plain_number_is_no_amount(text: str) -> None:
    with pytest.raises(DefinitionError, match="is not an amount"):
        Amount.parse(text)


@pytest.mark.parametrize("limit", [float("inf"), float("nan"), "9" * 10_000 + " EUR"])
def test_nor_is_it_a_limit(limit: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        edition({"id": "one", "rule": "amount", "fact": "private_funds", "at_most": limit})
    assert DIGITS in str(refused.value.errors())


@pytest.mark.parametrize(
    "text", ["101 years", "99999 months", "99999 days", "99999 years " * 3_000, "1 day " * 200_000]
)
def test_a_length_stays_in_the_calendar(text: str) -> None:
    with pytest.raises(DefinitionError, match="at most 100 years"):
        Length.parse(text)


def test_the_longest_of_everything_is_still_a_date() -> None:
    rule = {
        "rule": "date", "fact": "registered_on", "under": "100 years",
        "extended": {"by": "100 years", "per": "break_years"},
    }  # fmt: skip

    found = finding(rule, registered_on="2999-12-31", break_years=50)

    assert (found.result, found.flips_on) == ("met", date(8099, 12, 31))
    assert finding(
        {"rule": "time", "over": "100 years", "never": True}, stays=[{"first_on": "1700-01-01"}]
    ).words.en
