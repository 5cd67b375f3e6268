"""What an assessment says as a whole: why, until when, and when to look again."""

from __future__ import annotations

from datetime import date

from incubator.words import WIDE
from tests.workflows.eligible import judged

YOUNG = {"id": "young", "rule": "date", "fact": "registered_on", "under": "2 years"}
OLD = {"id": "old", "rule": "date", "fact": "registered_on", "at_least": "3 years"}
FIRM = {"id": "firm", "rule": "date", "fact": "activity_started_on", "under": "1 year"}
EARLY = {"registered_on": "2025-06-01"}  # judged on 30 March 2027


def test_a_verdict_lapses_on_the_first_day_a_blocking_rule_stops_being_met() -> None:
    facts = {**EARLY, "activity_started_on": "2026-05-01"}

    assert judged(YOUNG, facts=facts).lapses_on == date(2027, 6, 1)
    assert judged(YOUNG, FIRM, facts=facts).lapses_on == date(2027, 5, 1)
    assert judged(YOUNG, {**FIRM, "severity": "warn"}, facts=facts).lapses_on == date(2027, 6, 1)


def test_what_is_not_met_or_never_changes_does_not_lapse() -> None:
    assert judged(OLD, facts=EARLY).lapses_on is None
    assert judged({**YOUNG, "unless": OLD}, facts={}).lapses_on is None
    assert judged({"id": "sector", "rule": "choice", "fact": "sector", "is": "health"},
                  facts={"sector": "health"}).lapses_on is None  # fmt: skip


def test_one_looks_again_on_the_first_day_anything_may_change() -> None:
    assessment = judged(OLD, YOUNG, facts=EARLY)

    assert assessment.looks_again_on(date(2027, 3, 30)) == date(2027, 6, 1)
    assert assessment.looks_again_on(date(2027, 5, 31)) == date(2027, 6, 1)
    assert assessment.looks_again_on(date(2027, 6, 1)) == date(2028, 6, 1)
    assert assessment.looks_again_on(date(2028, 6, 1)) is None


def test_what_is_due_later_is_looked_at_on_its_day_and_the_day_after() -> None:
    later = judged({**OLD, "at": "entry", "owner": "manager"}, facts=EARLY, entry=date(2027, 9, 1))

    assert [one.id for one in later.deferred] == ["old"]
    assert later.looks_again_on(date(2027, 3, 30)) == date(2027, 9, 1)
    assert later.looks_again_on(date(2027, 9, 1)) == date(2027, 9, 2)


def test_a_group_is_told_with_the_parts_that_made_it_so() -> None:
    group = {"id": "both", "rule": "all", "of": [
        {"rule": "date", "fact": "registered_on", "under": "1 year"},
        {"rule": "date", "fact": "registered_on", "under": "2 years"},
    ]}  # fmt: skip

    (found,) = judged(group, facts=EARLY).findings

    assert found.told.en == f"{found.words.en} {found.parts[0].words.en}"
    assert found.told.fr == f"{found.words.fr} {found.parts[0].words.fr}"


def test_a_single_rule_is_told_in_its_own_sentence() -> None:
    (found,) = judged(YOUNG, facts=EARLY).findings

    assert found.told == found.words


def test_time_alone_is_told_with_the_day_and_the_result() -> None:
    (young,), (old,) = judged(YOUNG, facts=EARLY).findings, judged(OLD, facts=EARLY).findings

    assert young.turn is not None
    assert old.turn is not None
    assert young.turn.en == "Time alone changes this: no longer met from Tuesday 1 June 2027 on."
    assert old.turn.en == "Time alone changes this: met from Thursday 1 June 2028 on."
    assert old.turn.fr == f"Le temps seul change ce résultat{WIDE}: rempli à partir du jeudi 1er juin 2028."


def test_a_finding_as_json_holds_all_of_it() -> None:
    (found,) = judged({**YOUNG, "severity": "warn"}, facts=EARLY).findings

    assert found.as_json() == {
        "id": "young", "rule": "date", "severity": "warn", "result": "met", "reference": "submission",
        "on": "2027-03-30", "required": {"en": found.required.en, "fr": found.required.fr},
        "found": {"en": "1 June 2025", "fr": "1er juin 2025"}, "source": found.source,
        "flips_on": "2027-06-01", "deferred": False, "owner": None,
        "sentence": {"en": found.words.en, "fr": found.words.fr}, "parts": [], "missing": [],
    }  # fmt: skip


def test_what_is_missing_is_named_only_while_it_is_unknown() -> None:
    (unknown,), (met,) = judged(YOUNG, facts={}).findings, judged(YOUNG, facts=EARLY).findings

    assert (unknown.missing, met.missing) == (("registered_on",), ())
    assert unknown.as_json()["missing"] == ["registered_on"]
