"""All, any and not; conditions; several dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incubator.words import Words
from tests.workflows.eligible import NOON, finding

YOUNG_OR_LITTLE_FUNDED = {
    "rule": "any",
    "severity": "target",
    "of": [{"rule": "company_age", "under": "3 years"}, {"rule": "private_funds", "at_most": 200_000}],
}
MET = {"rule": "private_funds", "at_most": 100}
UNMET = {"rule": "private_funds", "at_most": 1}
UNKNOWN = {"rule": "sector", "one_of": ["health"]}
BY_NAME: dict[str, dict[str, Any]] = {"met": MET, "unmet": UNMET, "unknown": UNKNOWN}
ENTRY = date(2027, 9, 1)


@pytest.mark.parametrize(
    ("registered_on", "raised", "result"),
    [
        ("2023-03-30", 0, "met"),  # 4 years, nothing raised
        ("2025-03-30", 5_000_000, "met"),  # 2 years, five millions
        ("2023-03-30", 200_000, "met"),  # the amount itself is allowed
        ("2023-03-30", 200_001, "unmet"),
        ("2023-03-30", None, "unknown"),  # unknown, not unmet
        (None, 200_001, "unknown"),
        (None, 200_000, "met"),
        (None, None, "unknown"),
    ],
)
def test_under_three_years_or_little_funded(
    registered_on: str | None, raised: int | None, result: str
) -> None:
    found = finding(YOUNG_OR_LITTLE_FUNDED, registered_on=registered_on, private_funds_eur=raised)

    assert found.result == result
    assert [part.severity for part in found.parts] == ["target", "target"]


def test_a_group_lapses_with_its_last_part_that_holds() -> None:
    young = finding(YOUNG_OR_LITTLE_FUNDED, registered_on="2025-03-30", private_funds_eur=5_000_000)
    also_poor = finding(YOUNG_OR_LITTLE_FUNDED, registered_on="2025-03-30", private_funds_eur=5)

    assert (young.flips_on, also_poor.flips_on) == (date(2028, 3, 30), None)


def test_a_group_says_how_many_hold_and_its_parts_say_why() -> None:
    found = finding(YOUNG_OR_LITTLE_FUNDED, registered_on="2025-03-30", private_funds_eur=5_000_000)

    assert found.words == Words(
        "One of the 2 conditions is met; one is enough.",
        "Une des 2 conditions est remplie\u202f; une seule suffit.",
    )
    assert found.parts[1].words.en == (
        "Private money raised so far: €5,000,000; €4,800,000 above the limit of €200,000."
    )
    assert found.required.en == "Company under 3 years old; or private money raised so far: at most €200,000"
    assert found.found is not None
    assert found.found.en == "30 March 2025; €5,000,000"


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        (("met", "met"), "met", "met"),
        (("met", "unknown"), "unknown", "met"),
        (("met", "unmet"), "unmet", "met"),
        (("unknown", "unknown"), "unknown", "unknown"),
        (("unknown", "unmet"), "unmet", "unknown"),
        (("unmet", "unmet"), "unmet", "unmet"),
    ],
)
def test_unknown_is_neither_met_nor_unmet(parts: tuple[str, ...], every: str, some: str) -> None:
    of = [BY_NAME[name] for name in parts]

    found = [finding({"rule": kind, "of": of}, private_funds_eur=50).result for kind in ("all", "any")]

    assert found == [every, some]


@pytest.mark.parametrize(("part", "result"), [("met", "unmet"), ("unmet", "met"), ("unknown", "unknown")])
def test_not_turns_a_rule_around(part: str, result: str) -> None:
    assert finding({"rule": "not", "of": BY_NAME[part]}, private_funds_eur=50).result == result


def test_groups_nest() -> None:
    nested = {"rule": "all", "of": [MET, {"rule": "not", "of": {"rule": "any", "of": [UNMET, UNMET]}}]}

    assert finding(nested, private_funds_eur=50).result == "met"


def test_an_age_in_an_all_group_lapses_first() -> None:
    rule = {
        "rule": "all",
        "of": [{"rule": "company_age", "under": "2 years"}, {"rule": "company_age", "under": "3 years"}],
    }

    assert finding(rule, registered_on="2026-01-01").flips_on == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("condition", "applicant", "raised", "result"),
    [
        ("when", "legal_person", 50, "unmet"),
        ("when", "natural_person", 50, "met"),  # not for this applicant
        ("when", None, 50, "unknown"),  # unmet if it applies
        ("when", None, 1, "met"),  # met whether it applies or not
        ("when", "legal_person", None, "unknown"),
        ("unless", "legal_person", 50, "met"),
        ("unless", "natural_person", 50, "unmet"),
        ("unless", None, 50, "unknown"),
    ],
)
def test_a_rule_may_be_for_some_only(
    condition: str, applicant: str | None, raised: int | None, result: str
) -> None:
    rule = {**UNMET, condition: {"rule": "applicant_kind", "one_of": ["legal_person"]}}

    assert finding(rule, applicant_kind=applicant, private_funds_eur=raised).result == result


def test_a_rule_that_does_not_apply_says_so() -> None:
    rule = {**UNMET, "when": {"rule": "applicant_kind", "one_of": ["legal_person"]}}

    found = finding(rule, applicant_kind="natural_person", private_funds_eur=50)

    assert found.words.en == (
        "This rule does not apply here, because this is not so: “Who applies: a company”."
    )
    assert found.words.fr.startswith("Cette règle ne s’applique pas ici")


def test_two_dates_are_judged_each_and_what_is_due_comes_first() -> None:
    rule = {"rule": "company_age", "under": "2 years", "at": ["submission", "entry"], "owner": "manager"}

    found = finding(rule, registered_on="2025-06-01", entry=ENTRY)

    assert (found.result, found.reference, found.deferred) == ("met", "submission", False)
    assert [(p.reference, p.result, p.deferred) for p in found.parts] == [
        ("submission", "met", False),
        ("entry", "unmet", True),
    ]


def test_a_date_of_its_own_may_be_named() -> None:
    rule = {"rule": "company_age", "under": "2 years", "at": "2027-01-31"}

    found = finding(rule, registered_on="2025-02-03")

    assert (found.result, found.on, found.reference) == ("met", date(2027, 1, 31), "2027-01-31")


@pytest.mark.parametrize(
    ("kind", "raised", "result", "deferred"),
    [
        ("any", 1, "met", False),  # settled by the part that is due
        ("any", 50, "unmet", True),
        ("all", 1, "unmet", True),
        ("all", 50, "unmet", False),  # settled
    ],
)
def test_a_group_is_put_off_by_its_later_parts_unless_settled(
    kind: str, raised: int, result: str, deferred: bool
) -> None:
    later = {"rule": "company_exists", "at": "entry", "owner": "founders"}

    found = finding(
        {"rule": kind, "of": [UNMET, later]},
        private_funds_eur=raised,
        registered_on="2028-01-01",
        entry=ENTRY,
    )

    assert (found.result, found.deferred) == (result, deferred)


def test_a_group_of_later_parts_becomes_due() -> None:
    rule = {"rule": "all", "of": [MET, MET], "at": "entry", "owner": "founders"}

    before = finding(rule, private_funds_eur=50, entry=ENTRY)
    after = finding(rule, private_funds_eur=50, entry=NOON.date())

    assert (before.deferred, after.deferred) == (True, False)
