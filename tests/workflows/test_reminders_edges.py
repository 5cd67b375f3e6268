"""Reminders of what has happened: never before it, on the next working morning after it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from incubator.workflows.reminders import ReminderRule, ReminderSubject, plan

PARIS = ZoneInfo("Europe/Paris")


def due(offset: str, anchor: datetime | date) -> datetime:
    rule = ReminderRule.model_validate({"kind": "session", "anchor": "coaching_logged", "offset": offset})
    subject = ReminderSubject("coaching_day", "d1", {"coaching_logged": anchor}, {"founders": ["ines"]})
    (planned,) = plan([rule], subject)
    return planned.due_at.astimezone(PARIS)


@pytest.mark.parametrize(
    ("logged_at", "due_at"),
    [
        (datetime(2027, 6, 4, 7, 0), datetime(2027, 6, 4, 8, 0)),  # Friday, before eight
        (datetime(2027, 6, 4, 8, 0), datetime(2027, 6, 4, 8, 0)),
        (datetime(2027, 6, 4, 8, 1), datetime(2027, 6, 7, 8, 0)),  # Friday, after eight: Monday
        (datetime(2027, 6, 5, 10, 0), datetime(2027, 6, 7, 8, 0)),  # Saturday
        (datetime(2027, 6, 7, 10, 0), datetime(2027, 6, 8, 8, 0)),  # Monday, after eight
        (datetime(2027, 12, 24, 9, 0), datetime(2027, 12, 27, 8, 0)),  # Christmas Eve, a Friday
    ],
)
def test_what_was_logged_is_reminded_of_on_the_next_working_morning(
    logged_at: datetime, due_at: datetime
) -> None:
    instant = logged_at.replace(tzinfo=PARIS).astimezone(UTC)

    assert due("0 days", instant) == due_at.replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("offset", "due_on"),
    [
        ("1 day after", date(2027, 6, 3)),
        ("2 days after", date(2027, 6, 4)),
        ("3 days after", date(2027, 6, 4)),  # a Saturday: the Friday before, still after it was logged
        ("4 days after", date(2027, 6, 4)),  # a Sunday
        ("5 days after", date(2027, 6, 7)),
        ("1 week after", date(2027, 6, 9)),
    ],
)
def test_days_after_fall_on_a_working_morning_on_or_before(offset: str, due_on: date) -> None:
    logged_at = datetime(2027, 6, 2, 16, 0, tzinfo=PARIS).astimezone(UTC)  # a Wednesday

    assert due(offset, logged_at) == datetime(due_on.year, due_on.month, due_on.day, 8, 0, tzinfo=PARIS)


def test_hours_after_are_exact() -> None:
    logged_at = datetime(2027, 6, 5, 22, 30, tzinfo=UTC)

    assert due("2 hours after", logged_at) == datetime(2027, 6, 6, 0, 30, tzinfo=UTC)
