"""Equal dates, empty reasons, nights on which clocks change, machines in other zones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incubator.words import WIDE, Words
from incubator.workflows.deadlines import clock_change, closing, local_instant

FIRST = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock shows neither UTC nor the call's zone."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "America/St_Johns")
        time.tzset()
        yield
    time.tzset()


def test_an_extension_to_the_same_instant_extends_nothing() -> None:
    call = closing(closes_at=FIRST, extended_to=FIRST, individual_to=FIRST)

    assert (call.at, call.source) == (FIRST, "call")


def test_more_time_to_the_instant_of_the_extension_is_the_extension() -> None:
    later = FIRST + timedelta(days=1)

    assert closing(closes_at=FIRST, extended_to=later, individual_to=later).source == "extension"


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_more_time_without_a_reason_says_none(reason: str | None) -> None:
    call = closing(closes_at=FIRST, individual_to=FIRST + timedelta(days=1), individual_reason=reason)

    assert call.words.en.endswith("14:00 (Paris time)).")
    assert call.words.fr.endswith(f"14{WIDE}h{WIDE}00 (heure de Paris)).")


def test_more_time_says_its_reason() -> None:
    call = closing(closes_at=FIRST, individual_to=FIRST + timedelta(days=1), individual_reason=" Storm. ")

    assert call.words.en.endswith("). Reason: Storm.")
    assert call.words.fr.endswith("). Motif : Storm.")


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^an instant without its zone$"):
        closing(closes_at=datetime(2027, 3, 30, 12, 0))


@pytest.mark.usefixtures("elsewhere")
def test_instants_are_compared_and_kept_in_utc_wherever_the_machine_is() -> None:
    call = closing(closes_at=FIRST.astimezone(PARIS), grace=timedelta(hours=1))

    assert (call.at.tzinfo, call.grace_until.tzinfo) == (UTC, UTC)
    assert call.receives(FIRST.astimezone(PARIS)) == "late"
    assert local_instant(datetime(2027, 3, 30, 14, 0), "Europe/Paris").tzinfo is UTC


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("wall", "told"),
    [
        (datetime(2027, 3, 28, 1, 59), None),
        (
            datetime(2027, 3, 28, 2, 30),
            Words(
                "Clocks go forward that night, so 02:30 does not exist: 03:30 is used.",
                f"L’heure change cette nuit-là et 02{WIDE}h{WIDE}30 n’existe pas : "
                f"03{WIDE}h{WIDE}30 est retenu.",
            ),
        ),
        (datetime(2027, 3, 28, 3, 0), None),
        (
            datetime(2027, 10, 31, 2, 30),
            Words(
                "Clocks go back that night, so 02:30 comes twice: the second one counts.",
                f"L’heure change cette nuit-là et 02{WIDE}h{WIDE}30 revient deux fois : "
                "c’est la seconde qui compte.",
            ),
        ),
        (datetime(2027, 10, 31, 3, 0), None),
    ],
)
def test_a_time_that_never_or_twice_comes_is_told(wall: datetime, told: Words | None) -> None:
    assert clock_change(wall, "Europe/Paris") == told


@pytest.mark.usefixtures("elsewhere")
def test_a_call_closing_while_clocks_go_back_receives_until_the_second_hour() -> None:
    call = closing(closes_at=local_instant(datetime(2027, 10, 31, 2, 30), "Europe/Paris"))
    first, second = (datetime(2027, 10, 31, 2, 30, tzinfo=PARIS, fold=fold) for fold in (0, 1))

    assert (call.receives(first), call.receives(second)) == ("open", "closed")
