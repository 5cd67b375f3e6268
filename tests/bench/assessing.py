"""How long it takes to judge an applicant by ten rules, sentences left unwritten and written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from incubator.workflows.catalogue import load
from incubator.workflows.eligibility import Assessment, Facts, References, assess, read_facts
from incubator.workflows.programme import Edition
from tests.bench.results import Figure, Setting

NOW = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
PARIS = "Europe/Paris"
RULES = Path(__file__).parent / "ten_rules.toml"
REFERENCES = References(submission=NOW, call_closing=NOW, entry=date(2027, 9, 1))
APPLICANTS = (
    {  # meets them all
        "applicant_kind": "legal_person", "registered_on": "2026-02-03", "private_funds_eur": 50_000,
        "sector": "health", "open_enrolments": [], "completed_programmes": ["shaker"],
        "documents": ["slides"], "answers": {"employer_knows": True, "honest": True},
    },
    {  # misses most
        "applicant_kind": "legal_person", "registered_on": "2021-02-03", "private_funds_eur": 5_000_000,
        "sector": "other", "open_enrolments": ["booster"], "completed_programmes": [], "documents": [],
        "answers": {"employer_knows": False, "honest": False},
    },
    {"applicant_kind": "natural_person"},  # has told next to nothing
)  # fmt: skip


def measure(setting: Setting) -> Iterator[Figure]:
    edition = load(RULES.read_text("utf-8"), RULES.name).editions[0]
    assert len(edition.rules) == 10
    applicants = [read_facts(known) for known in APPLICANTS]
    times = 50 if setting.is_quick else 500
    rounds = [_round(edition, applicants, times) for _ in range(5 if setting.is_quick else 15)]
    floor, silent, said = (median(each) * 1e6 for each in zip(*rounds, strict=True))
    yield Figure(
        "assess ten rules", silent, "µs", floor=floor, target=100,
        note="no sentence written; the floor compares the same facts by hand and keeps no reason",
    )  # fmt: skip
    yield Figure(
        "assess ten rules and write every sentence in both languages", said, "µs", floor=floor,
    )  # fmt: skip


def _round(edition: Edition, applicants: list[Facts], times: int) -> tuple[float, float, float]:
    """The three one after the other, so that a busy minute touches them alike."""

    def judge(facts: Facts) -> Assessment:
        return assess(edition, facts, REFERENCES, now=NOW, zone=PARIS)

    return (
        _seconds(_by_hand, applicants, times),
        _seconds(judge, applicants, times),
        _seconds(lambda facts: judge(facts).as_json("ten-rules", "1"), applicants, times),
    )


def _seconds(act: Callable[[Facts], object], applicants: list[Facts], times: int) -> float:
    """Of one applicant, in processor time."""
    start = time.process_time()
    for _ in range(times):
        for facts in applicants:
            act(facts)
    return (time.process_time() - start) / (times * len(applicants))


def _by_hand(facts: Facts) -> list[bool]:
    """The floor: the same ten questions, each with a bare answer."""
    on, born = NOW.date(), facts.registered_on
    return [
        born is not None and born <= on,
        born is not None and born.replace(year=born.year + 3) > on,
        facts.applicant_kind in ("legal_person", "project_of_company_in_formation"),
        facts.sector in ("health", "environment", "agritech"),
        (born is not None and born.replace(year=born.year + 1) > on)
        or (facts.private_funds.number if facts.private_funds else 0) <= 200_000,
        "booster" not in (facts.open_enrolments or ()),
        "shaker" in (facts.completed_programmes or ()),
        facts.applicant_kind == "natural_person" or facts.answers.get("employer_knows") is True,
        facts.answers.get("honest") is True,
        any(one.kind == "slides" for one in facts.documents or ()),
    ]
