"""One closing instant, the first that is too late, and why it is that one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incubator.workflows.deadlines import clock_change, closing, local_instant

PARIS = ZoneInfo("Europe/Paris")
FIRST = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
LATER, LATEST = FIRST + timedelta(days=2), FIRST + timedelta(days=5)
GRACE = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "reception"),
    [
        (-SECOND, "open"), (timedelta(0), "late"), (GRACE - SECOND, "late"), (GRACE, "closed"),
        (timedelta(days=1), "closed"),
    ],
)  # fmt: skip
def test_closing_instant_is_the_first_too_late(after: timedelta, reception: str) -> None:
    call = closing(closes_at=FIRST, grace=GRACE)

    assert call.receives(FIRST + after) == reception


def test_without_grace_nothing_is_late() -> None:
    call = closing(closes_at=FIRST, grace=timedelta(0))

    assert (call.receives(FIRST - SECOND), call.receives(FIRST)) == ("open", "closed")


@pytest.mark.parametrize(
    ("extended_to", "individual_to", "at", "source"),
    [
        (None, None, FIRST, "call"),
        (LATER, None, LATER, "extension"),
        (None, LATER, LATER, "individual"),
        (LATER, LATEST, LATEST, "individual"),
        (LATEST, LATER, LATEST, "extension"),
        (FIRST - SECOND, FIRST - SECOND, FIRST, "call"),
    ],
)
def test_latest_date_counts_and_says_where_it_comes_from(
    extended_to: datetime | None, individual_to: datetime | None, at: datetime, source: str
) -> None:
    call = closing(closes_at=FIRST, extended_to=extended_to, individual_to=individual_to, grace=GRACE)

    assert (call.at, call.grace_until, call.source) == (at, at + GRACE, source)


def test_words_say_the_date_and_why() -> None:
    extended = closing(closes_at=FIRST, extended_to=LATER, grace=GRACE)
    own = closing(closes_at=FIRST, individual_to=LATER, individual_reason="Storm.", grace=GRACE)

    assert extended.words.en == (
        "Closes on Thursday 1 April 2027 at 14:00 (Paris time): the call was extended for everyone "
        "(first date: Tuesday 30 March 2027 at 14:00 (Paris time))."
    )
    assert own.words.en.endswith("Reason: Storm.")
    assert own.words.fr.replace("\u00a0", " ").startswith("Clôture le jeudi 1er avril 2027 à 14 h 00")


def test_instants_of_one_zone_are_compared_as_instants() -> None:
    repeated = datetime(2023, 10, 29, 2, 30, tzinfo=PARIS)
    call = closing(closes_at=repeated.replace(fold=1), grace=timedelta(0))

    assert call.receives(repeated.replace(fold=0)) == "open"
    assert call.receives(repeated.replace(fold=1)) == "closed"


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2023, 3, 26, 2, 30), datetime(2023, 3, 26, 1, 30, tzinfo=UTC)),  # does not exist: 03:30
        (datetime(2023, 10, 29, 2, 30), datetime(2023, 10, 29, 1, 30, tzinfo=UTC)),  # twice: the second
        (datetime(2019, 9, 12, 16, 0), datetime(2019, 9, 12, 14, 0, tzinfo=UTC)),
    ],
)
def test_clock_changes_are_read_generously(wall: datetime, instant: datetime) -> None:
    assert local_instant(wall, "Europe/Paris") == instant


def test_clock_changes_are_said_to_whoever_types_them() -> None:
    never = clock_change(datetime(2023, 3, 26, 2, 30), "Europe/Paris")
    twice = clock_change(datetime(2023, 10, 29, 2, 30), "Europe/Paris")
    plain = clock_change(datetime(2023, 6, 1, 2, 30), "Europe/Paris")

    assert never is not None
    assert never.en == "Clocks go forward that night, so 02:30 does not exist: 03:30 is used."
    assert twice is not None
    assert twice.en == "Clocks go back that night, so 02:30 comes twice: the second one counts."
    assert plain is None


def test_instant_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        closing(closes_at=datetime(2027, 3, 30, 12, 0), grace=GRACE)
