"""What it costs to plan every reminder of a cohort for two years; values in, values out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from incubator.workflows.catalogue import load
from incubator.workflows.programme import Edition
from incubator.workflows.reminders import Anchor, Recipients, ReminderSubject, plan
from incubator.workflows.terms import Length, compute_term
from tests.bench.results import Figure, Setting

FILE = Path(__file__).resolve().parents[2] / "config" / "programmes" / "booster.toml"
COHORT = 500
STARTS_ON = date(2027, 1, 11)


def measure(setting: Setting) -> Iterator[Figure]:
    edition = load(FILE.read_text("utf-8"), FILE.name).latest
    cohort = [subject for number in range(COHORT) for subject in _subjects(edition, number)]
    times = []
    for _ in range(3 if setting.is_quick else 9):
        start = time.process_time()
        planned = [reminder for subject in cohort for reminder in plan(edition.reminders, subject)]
        times.append(time.process_time() - start)
    yield Figure(
        "plan a cohort of 500 for two years", median(times) * 1e3, "ms", rows=COHORT,
        note=f"{len(planned)} reminders, {median(times) / len(planned) * 1e6:.0f} µs each",
    )  # fmt: skip


def _subjects(edition: Edition, number: int) -> Iterator[ReminderSubject]:
    """An enrolment with all its dates, extended once, and its coaching days of two years."""
    starts_on = STARTS_ON + timedelta(days=number % 90)
    term = compute_term(starts_on, edition.term, extensions=[Length(months=12)])
    people: dict[Recipients, tuple[str, ...]] = {
        "founders": (f"f{number}", f"g{number}"), "lead": (f"f{number}",), "managers": ("m1", "m2"),
        "director": ("d1",), "mentor": (f"n{number % 20}",),
    }  # fmt: skip
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC)
    dates: list[tuple[Anchor, date | datetime]] = [("enrolment_start", starts_on)]
    if term.last_day is not None:
        dates.append(("enrolment_end", term.last_day))
    dates += [("review_due", starts_on.replace(year=starts_on.year + year)) for year in (1, 2)]
    dates += [("coaching_low", at + timedelta(days=400)), ("coaching_unused", at + timedelta(days=365))]
    for anchor, value in dates:
        yield ReminderSubject("enrolment", f"e{number}", {anchor: value}, people)
    for month in range(24):
        yield ReminderSubject(
            "coaching_day", f"c{number}-{month}", {"coaching_logged": at + timedelta(days=30 * month)}, people
        )
