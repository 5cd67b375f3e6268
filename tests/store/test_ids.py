"""Ids sort by the time they were made, secrets are long, a seed repeats them all."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from incubator.clock import FixedClock
from incubator.ids import Ids, SeededIds, digest
from tests.conftest import NOW


def test_ids_of_one_instant_and_of_later_ones_sort_as_they_were_made() -> None:
    clock = FixedClock(NOW)
    ids = Ids(clock)

    made = [ids.new() for _ in range(1000)]
    clock.move(days=400)
    made.append(ids.new())

    assert made == sorted(set(made))
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{26}", one) for one in made)


def test_ids_still_rise_when_the_clock_goes_back() -> None:
    clock = FixedClock(NOW)
    ids = Ids(clock)
    before = ids.new()

    clock.set(NOW - timedelta(hours=1))

    assert ids.new() > before


def test_ids_last_for_centuries() -> None:
    later = Ids(FixedClock(datetime(2999, 1, 1, tzinfo=UTC))).new()

    assert Ids(FixedClock(NOW)).new() < later
    assert len(later) == 26


def test_secrets_and_codes_have_their_shape() -> None:
    ids = Ids()

    assert re.fullmatch(r"[0-9A-Za-z_-]{43}", ids.secret())
    assert re.fullmatch(r"\d{6}", ids.code())
    assert len({ids.secret() for _ in range(100)}) == 100


def test_a_seed_repeats_everything_and_another_seed_nothing() -> None:
    def drawn(ids: Ids) -> list[str]:
        return [ids.new(), ids.new(), ids.secret(), ids.code()]

    assert drawn(SeededIds(1)) == drawn(SeededIds(1))
    assert set(drawn(SeededIds(1))).isdisjoint(drawn(SeededIds(2)))


def test_seeded_ids_sort_as_they_were_made() -> None:
    ids = SeededIds(7)
    made = [ids.new() for _ in range(1000)]

    assert made == sorted(set(made))


def test_a_digest_is_sha256() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
