"""Short ways to put one rule before one applicant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from incubator.workflows.eligibility import Assessment, Finding, References, WaiverNote, assess, read_facts
from incubator.workflows.programme import Edition

NOON = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
PARIS = "Europe/Paris"


def instant(on: date) -> datetime:
    """An instant as it is; a day is looked at in its middle."""
    return on if isinstance(on, datetime) else datetime.combine(on, time(12), UTC)


def words(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


def edition(*rules: dict[str, Any], questions: tuple[dict[str, Any], ...] = ()) -> Edition:
    asked = questions or ({"key": "pitch", "kind": "text", "label": words("Pitch")},)
    task = {"key": "check", "step": "check", "title": words("Check"), "why": words("Why"), "question": asked}
    course = {"stages": ["check", "review", "decision"], "confirm_within": "14 days"}
    dated = {"key": "1", "source": words("Test"), "dated": date(2026, 1, 1)}
    return Edition.model_validate({**dated, **course, "task": [task], "eligibility": rules})


def judged(
    *rules: dict[str, Any],
    facts: dict[str, Any] | None = None,
    now: datetime = NOON,
    waivers: dict[str, WaiverNote] | None = None,
    questions: tuple[dict[str, Any], ...] = (),
    **references: datetime | date,
) -> Assessment:
    return assess(
        edition(*rules, questions=questions), read_facts(facts or {}),
        References(**references), now=now, zone=PARIS, waivers=waivers or {},
    )  # fmt: skip


def finding_of(
    rule: dict[str, Any], *, facts: dict[str, Any], now: datetime = NOON, **references: datetime | date
) -> Finding:
    """Not sent yet: the day of submission is today."""
    of = edition({"id": "one", **rule})
    found = assess(of, read_facts(facts), References(**references), now=now, zone=PARIS)
    return found.findings[0]


def finding(rule: dict[str, Any], *, now: datetime = NOON, **more: Any) -> Finding:
    """The one finding of one rule; facts by keyword, references too."""
    references = {name: more.pop(name) for name in ("entry", "call_closing", "signature") if name in more}
    questions = more.pop("questions", ())
    (found,) = judged({"id": "one", **rule}, facts=more, now=now, questions=questions, **references).findings
    return found
