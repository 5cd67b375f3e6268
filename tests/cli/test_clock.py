"""The demo's clock stands still or runs ahead, for every process that reads the folder."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from dateutil.relativedelta import relativedelta

from incubator import create_app
from incubator.clock import DemoClock
from incubator.settings import Settings, load_settings
from tests.cli.conftest import Typed


def test_an_instant_without_a_zone_is_local(typed: Typed, settings: Settings) -> None:
    result = typed("clock", "set", "2027-03-30T14:00")

    assert result.stdout == "Tuesday 30 March 2027 at 14:00 (Paris time), fixed\n"
    assert DemoClock(settings.instance / "clock.json").now() == datetime(2027, 3, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize("offset", ["+30 days", "-2 hours", "+6 months"])
def test_an_offset_moves_the_real_time(offset: str, typed: Typed, settings: Settings) -> None:
    result = typed("clock", "set", offset)

    assert (result.exit_code, result.stderr) == (0, "")
    assert isinstance(DemoClock(settings.instance / "clock.json").setting(), relativedelta)
    assert json.loads(typed("clock", "show", "--json").stdout)["offset"] == offset


def test_real_gives_the_clock_back(typed: Typed, settings: Settings) -> None:
    typed("clock", "set", "+30 days")

    result = typed("clock", "set", "real")

    assert result.stdout.endswith(", real time\n")
    assert not (settings.instance / "clock.json").exists()


@pytest.mark.parametrize("moment", ["tomorrow", "+30 fortnights", "2027-02-30", ""])
def test_what_is_no_moment_is_refused_and_changes_nothing(
    moment: str, typed: Typed, settings: Settings
) -> None:
    result = typed("clock", "set", moment)

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert not (settings.instance / "clock.json").exists()


def test_outside_the_demo_the_clock_stays(settings: Settings) -> None:
    app = create_app(load_settings(instance=settings.instance, demo=False))

    result = app.test_cli_runner().invoke(args=["clock", "set", "+30 days"])

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "INCUBATOR_DEMO=1" in result.stderr
