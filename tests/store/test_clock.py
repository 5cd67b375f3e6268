"""The clock: standing still, moved by the file in the instance folder, or the computer's own."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from incubator.clock import DemoClock, FixedClock, SystemClock, parse_offset, today
from incubator.errors import DefinitionError
from tests.conftest import NOW

SLACK = timedelta(seconds=30)


def written(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


def test_a_fixed_clock_moves_only_when_moved() -> None:
    clock = FixedClock(NOW)

    assert (clock.now(), clock.now()) == (NOW, NOW)
    assert clock.move(months=6, days=1) == datetime(2026, 9, 3, 9, 0, tzinfo=UTC)


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        FixedClock(datetime(2026, 1, 1))


def test_without_file_the_demo_clock_is_the_computers(tmp_path: Path) -> None:
    assert abs(DemoClock(tmp_path / "clock.json").now() - SystemClock().now()) < SLACK


def test_the_file_fixes_or_moves_the_time_and_is_read_again_when_changed(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    clock = DemoClock(written(path, {"fixed": "2027-03-30T14:00:00+02:00"}))
    fixed = clock.now()

    written(path, {"offset": "+30 days"})
    moved = clock.now() - SystemClock().now()
    path.unlink()
    gone = clock.now() - SystemClock().now()

    assert fixed == datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
    assert abs(moved - timedelta(days=30)) < SLACK
    assert abs(gone) < SLACK


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    path = written(tmp_path / "clock.json", {"fixed": "2027-03-30T12:00:00Z"})
    clock = DemoClock(path)
    before, stat = clock.now(), path.stat()

    path.write_text(path.read_text("utf-8").replace("2027", "2028"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert clock.now() == before


@pytest.mark.parametrize(
    "value",
    ["", "{", "[]", {"fixed": "soon"}, {"fixed": "2027-01-01T00:00:00"}, {"offset": "later"}, {"offset": 3}],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, value: Any) -> None:
    clock = DemoClock(written(tmp_path / "clock.json", value))

    for _ in range(2):
        with pytest.raises(DefinitionError) as caught:
            clock.now()

    assert caught.value.words.en


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("+30 days", datetime(2026, 4, 1, 9, 0, tzinfo=UTC)),
        ("1 day", datetime(2026, 3, 3, 9, 0, tzinfo=UTC)),
        ("-2 hours", datetime(2026, 3, 2, 7, 0, tzinfo=UTC)),
        ("+6 months", datetime(2026, 9, 2, 9, 0, tzinfo=UTC)),
        ("- 1 year", datetime(2025, 3, 2, 9, 0, tzinfo=UTC)),
    ],
)
def test_an_offset_is_read_from_words(text: str, arrives: datetime) -> None:
    assert NOW + parse_offset(text) == arrives


@pytest.mark.parametrize("text", ["", "30", "days", "+1 fortnight", "+99999999 days", "1 day 2 hours"])
def test_what_is_no_offset_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DefinitionError, match="Write it as “\\+30 days”"):
        parse_offset(text)


def test_today_depends_on_where_one_is() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert (today(late, "Europe/Paris"), today(late, "UTC")) == (date(2027, 1, 1), date(2026, 12, 31))
