"""Closings, reminders and coaching for any dates: what always holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from incubator.workflows.coaching import balance
from incubator.workflows.deadlines import closing, local_instant
from incubator.workflows.reminders import ReminderRule, ReminderSubject, plan
from incubator.workflows.working_days import is_working_day, working_day

PARIS = ZoneInfo("Europe/Paris")
INSTANTS = some.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=some.just(UTC))
GRACES = some.timedeltas(timedelta(0), timedelta(hours=2))
OFFSETS = some.sampled_from(
    ["-60 days", "-30 days", "-7 days", "-2 days", "-1 day", "0 days", "-1 month", "-3 hours"]
)


@given(INSTANTS, some.none() | INSTANTS, some.none() | INSTANTS, GRACES, INSTANTS)
def test_application_is_received_exactly_until_its_latest_closing(
    closes_at: datetime, extended_to: datetime | None, individual_to: datetime | None,
    grace: timedelta, at: datetime,
) -> None:  # fmt: skip
    latest = max(moment for moment in (closes_at, extended_to, individual_to) if moment is not None)

    found = closing(closes_at=closes_at, extended_to=extended_to, individual_to=individual_to, grace=grace)

    expected = "open" if at < latest else "late" if at < latest + grace else "closed"
    assert (found.at, found.receives(at)) == (latest, expected)


@given(some.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1)))
def test_wall_clock_comes_back_unless_it_does_not_exist(wall: datetime) -> None:
    shown = local_instant(wall, "Europe/Paris").astimezone(PARIS).replace(tzinfo=None)

    assert shown in (wall, wall + timedelta(hours=1))


@given(INSTANTS, OFFSETS)
def test_reminder_before_a_date_comes_on_a_working_morning_and_in_time(at: datetime, offset: str) -> None:
    rule = ReminderRule.model_validate({"kind": "close", "anchor": "call_closing", "offset": offset})
    subject = ReminderSubject("application", "a1", {"call_closing": at}, {"founders": ["ines"]})

    (planned,) = plan([rule], subject)

    local = planned.due_at.astimezone(PARIS)
    assert planned.due_at < planned.useless_after == at
    assert offset == "-3 hours" or (local.time() == time(8) and is_working_day(local.date()))
    assert len(planned.occurrence) <= 60


@given(some.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_working_day_is_the_nearest_on_that_side(on: date) -> None:
    before, after = working_day(on), working_day(on, later=True)

    skipped = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert before <= on <= after
    assert not any(is_working_day(day) for day in skipped)


class Given:
    def __init__(self, half_days: int, state: str) -> None:
        self.half_days, self.state = half_days, state


DAYS = some.builds(
    Given, some.integers(1, 6), some.sampled_from(["logged", "confirmed", "disputed", "reversed"])
)


@given(some.integers(0, 80), some.lists(DAYS, max_size=30))
def test_half_days_add_up(budget: int, days: list[Given]) -> None:
    found = balance(budget, days)

    counted = sum(day.half_days for day in days if day.state != "reversed")
    assert found.used == counted
    assert found.left == budget - counted
