"""The verdict, what does not count in it, waivers beside findings, and the JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from incubator.words import Words
from incubator.workflows.eligibility import References, WaiverNote, assess, read_facts
from tests.workflows.eligible import NOON, PARIS, edition, judged

TOO_OLD: dict[str, Any] = {"id": "age", "rule": "company_age", "under": "2 years"}
FIELD: dict[str, Any] = {"id": "field", "rule": "sector", "one_of": ["health"]}
AT_ENTRY: dict[str, Any] = {"id": "exists", "rule": "company_exists", "at": "entry", "owner": "founders"}
OLD = {"registered_on": "2020-01-01"}
ENTRY = date(2027, 9, 1)
NOTE = WaiverNote(by="Hélène Garrigue", at=NOON, reason="A patent dispute cost them a year.")


@pytest.mark.parametrize(("severity", "verdict"), [("block", "unmet"), ("warn", "met"), ("target", "met")])
def test_only_blocking_rules_count(severity: str, verdict: str) -> None:
    assert judged({**TOO_OLD, "severity": severity}, facts=OLD).verdict == verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({**OLD, "sector": "health"}, "unmet"),
        (OLD, "unmet"),  # unmet is worse than unknown
        ({"registered_on": "2026-01-01"}, "unknown"),
        ({"registered_on": "2026-01-01", "sector": "health"}, "met"),
        ({}, "unknown"),
    ],
)
def test_the_verdict_is_the_worst(facts: dict[str, Any], verdict: str) -> None:
    assert judged(TOO_OLD, FIELD, facts=facts).verdict == verdict


def test_no_rule_is_met() -> None:
    assert judged().verdict == "met"


def test_a_deferred_condition_stands_beside_the_verdict_and_counts_when_it_is_due() -> None:
    person = {"applicant_kind": "natural_person"}

    before = judged(AT_ENTRY, facts=person, entry=ENTRY)
    on_the_day = judged(AT_ENTRY, facts=person, entry=ENTRY, now=NOON + timedelta(days=155))

    assert (before.verdict, [finding.id for finding in before.deferred]) == ("met", ["exists"])
    assert (before.finding("exists").owner, before.finding("exists").on) == ("founders", ENTRY)
    assert (on_the_day.verdict, on_the_day.deferred) == ("unmet", ())


def test_a_waived_rule_keeps_its_finding_and_leaves_the_verdict() -> None:
    plain = judged(TOO_OLD, FIELD, facts={**OLD, "sector": "health"})
    waived = judged(TOO_OLD, FIELD, facts={**OLD, "sector": "health"}, waivers={"age": NOTE})

    assert (plain.verdict, waived.verdict) == ("unmet", "met")
    assert waived.finding("age").result == "unmet"
    assert waived.finding("age").words == plain.finding("age").words
    assert waived.finding("age").waived == NOTE
    assert waived.unmet == ()


def test_a_waiver_does_not_make_another_rule_met() -> None:
    found = judged(TOO_OLD, FIELD, facts=OLD, waivers={"age": NOTE})

    assert (found.verdict, [finding.id for finding in found.unknown]) == ("unknown", ["field"])


def test_before_it_is_sent_it_is_judged_as_if_it_were_sent_now() -> None:
    found = assess(edition(TOO_OLD), read_facts(OLD), References(), now=NOON, zone=PARIS)

    assert (found.findings[0].on, found.findings[0].deferred) == (NOON.date(), False)


def test_the_first_sending_is_the_instant_used_however_late_one_looks() -> None:
    facts = {"registered_on": "2025-04-01"}

    found = judged(TOO_OLD, facts=facts, now=NOON + timedelta(days=400), submission=NOON)

    assert (found.verdict, found.findings[0].on) == ("met", NOON.date())


def test_a_closing_still_to_come_decides_what_is_certain_and_puts_off_the_rest() -> None:
    rule = {**TOO_OLD, "at": "call_closing"}
    later = NOON + timedelta(hours=1)

    certain, still_open = judged(rule, facts=OLD, call_closing=later), judged(rule, call_closing=later)

    assert [(one.verdict, one.findings[0].deferred) for one in (certain, still_open)] == [
        ("unmet", False), ("met", True),
    ]  # fmt: skip
    assert judged(rule, facts=OLD, call_closing=NOON).verdict == "unmet"


REQUIRED = Words("Company under 2 years old", "Entreprise de moins de 2\u00a0ans")


def test_the_json_holds_what_is_promised() -> None:
    found = judged(TOO_OLD, facts={"registered_on": "2025-02-03"}).as_json("booster", "2019")

    assert found == {
        "programme": "booster",
        "edition": "2019",
        "verdict": "unmet",
        "findings": [
            {
                "id": "age",
                "rule": "date",
                "severity": "block",
                "result": "unmet",
                "reference": "submission",
                "on": "2027-03-30",
                "required": _both(REQUIRED),
                "found": _both(Words("3 February 2025", "3 février 2025")),
                "source": "typed",
                "flips_on": None,
                "deferred": False,
                "owner": None,
                "sentence": _both(judged(TOO_OLD, facts={"registered_on": "2025-02-03"}).findings[0].words),
                "parts": [],
                "missing": [],
            }
        ],
    }


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr}
