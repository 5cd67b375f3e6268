"""Terms for any start, lengths and pauses, against the calendar's own arithmetic."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from hypothesis import given
from hypothesis import strategies as some

from incubator.workflows.terms import Length, Term, compute_term

STARTS = some.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = some.integers(1, 48)
LENGTHS = some.builds(Length, months=MONTHS, days=some.integers(0, 60))


def by_hand(start: date, months: int) -> date:
    """The same day so many months on, or the month's last one: no library asked."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@given(STARTS, MONTHS)
def test_months_agree_with_dateutil_and_with_the_calendar(start: date, months: int) -> None:
    last = compute_term(start, Length(months=months)).last_day

    assert last == start + relativedelta(months=months) - timedelta(days=1)
    assert last == by_hand(start, months) - timedelta(days=1)


@given(STARTS, MONTHS)
def test_day_that_recurs_monthly_agrees_with_the_recurrence(start: date, months: int) -> None:
    first_day = start.replace(day=min(start.day, 28))

    anniversary = list(rrule(MONTHLY, dtstart=first_day, count=months + 1))[-1].date()

    last = compute_term(first_day, Length(months=months)).last_day
    assert last == anniversary - timedelta(days=1)


@given(STARTS, some.lists(LENGTHS, min_size=1, max_size=4))
def test_extensions_are_one_length_from_the_original_start(start: date, lengths: list[Length]) -> None:
    total = Length(sum(length.months for length in lengths), sum(length.days for length in lengths))

    chained = compute_term(start, lengths[0], extensions=lengths[1:])

    assert chained.last_day == compute_term(start, total).last_day
    assert len(chained.steps) == len(lengths)


@given(STARTS, LENGTHS, some.data())
def test_pauses_move_the_end_by_all_their_days(start: date, length: Length, data: some.DataObject) -> None:
    plain = compute_term(start, length)
    pauses = data.draw(pauses_within(plain))

    paused = compute_term(start, length, pauses=pauses)

    days = {first + timedelta(days=n) for first, last in pauses for n in range((last - first).days + 1)}
    assert paused.last_day == plain.last_day + timedelta(days=len(days))
    assert paused == compute_term(start, length, pauses=pauses[::-1])


@some.composite
def pauses_within(draw: some.DrawFn, term: Term) -> list[tuple[date, date]]:
    """Up to three pauses that share no day, each beginning within the term."""
    assert term.last_day is not None
    found, first = [], term.start
    for _ in range(draw(some.integers(0, 3))):
        if first > term.last_day:
            break
        begins = draw(some.dates(first, term.last_day))
        ends = begins + timedelta(days=draw(some.integers(0, 40)))
        found.append((begins, ends))
        first = ends + timedelta(days=1)
    return found


@given(STARTS, MONTHS, some.integers(0, 40))
def test_longer_is_never_earlier(start: date, months: int, more: int) -> None:
    shorter = compute_term(start, Length(months=months)).last_day
    longer = compute_term(start, Length(months=months + more)).last_day

    assert shorter is not None
    assert longer is not None
    assert shorter <= longer


@given(some.builds(Length, months=some.integers(0, 1160), days=some.integers(1, 999)))
def test_length_is_read_as_it_is_written(length: Length) -> None:
    assert Length.parse(str(length)) == length
