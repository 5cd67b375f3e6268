"""What stands in the way of a move, word for word, and on machines in any zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incubator.words import Words
from incubator.workflows.conditions import (
    ENTRY_CONDITIONS,
    OUTCOME,
    PLACE_KEPT,
    PLACE_LAPSED,
    ApplicationSituation,
    decided_from,
    signed,
)

BY = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)  # 02:00 in Paris for the second time that night
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(params=["America/St_Johns", "Europe/Paris"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("after", "is_kept"), [(-60, True), (-1, True), (0, False), (60, False)])
def test_a_place_is_kept_until_its_instant_on_the_night_clocks_go_back(after: int, is_kept: bool) -> None:
    at = (BY + timedelta(minutes=after)).astimezone(PARIS)
    situation = ApplicationSituation(at=at, confirm_by=BY.astimezone(PARIS))

    kept, lapsed = PLACE_KEPT.check(situation) is None, PLACE_LAPSED.check(situation) is None

    assert (kept, lapsed) == (is_kept, not is_kept)


def test_a_move_that_looks_at_the_time_is_told_the_time() -> None:
    with pytest.raises(ValueError, match=r"^this move looks at the time: the situation needs `at`$"):
        PLACE_KEPT.check(ApplicationSituation(confirm_by=BY))


def test_what_is_not_there_at_entry_is_said_in_a_row() -> None:
    findings = (Words("No pact.", "Pas de pacte."), Words("No lease.", "Pas de bail."))

    assert ENTRY_CONDITIONS.check(ApplicationSituation(entry_findings=findings)) == Words(
        "Not everything needed at entry is there: No pact. No lease.",
        "Tout ce qui est nécessaire à l’entrée n’est pas réuni : Pas de pacte. Pas de bail.",
    )
    assert ENTRY_CONDITIONS.check(ApplicationSituation()) is None


@pytest.mark.parametrize("decided", ["accepted", "waitlisted", "rejected", "redirected"])
def test_the_decision_is_the_one_that_was_taken(decided: str) -> None:
    situation = ApplicationSituation(outcome=decided)

    held = [outcome for outcome, guard in OUTCOME.items() if guard.check(situation) is None]

    assert held == [decided]
    assert {guard.code for guard in OUTCOME.values()} == {"outcome"}


@pytest.mark.parametrize(
    ("states", "said", "holds"),
    [
        (("in_review",), "in_review", True), (("in_review",), "shortlisted", False),
        (("in_review",), None, False), (("in_review", None), None, True),
        (("in_review", "shortlisted"), "shortlisted", True),
    ],
)  # fmt: skip
def test_a_decision_is_revised_from_the_states_it_was_taken_in(
    states: tuple[str | None, ...], said: str | None, holds: bool
) -> None:
    guard = decided_from(*states)

    assert (guard.code, guard.check(ApplicationSituation(decided_from=said)) is None) == (
        "decided_from",
        holds,
    )


@pytest.mark.parametrize(
    ("is_signed", "required", "holds"),
    [(True, True, True), (True, False, True), (False, False, True), (False, True, False)],
)
def test_a_signature_is_waited_for_where_it_is_required(is_signed: bool, required: bool, holds: bool) -> None:
    guard = signed("director")
    found = guard.check(ApplicationSituation(is_signed=is_signed, signs_required=required))

    assert (guard.code, found is None) == ("signed", holds)


def test_a_missing_signature_says_whose() -> None:
    assert signed("director").check(ApplicationSituation()) == Words(
        "This decision needs a signature by the director before anyone is told: ask for it.",
        "Cette décision doit être signée par la direction avant toute notification : demandez la signature.",
    )
