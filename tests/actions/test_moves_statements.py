"""A cohort costs as many statements as two applications do, to look at, to move and to take back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.store import Person
from incubator.store.database import Database
from tests.actions import cohorts
from tests.actions.cohorts import HOLD
from tests.conftest import NOW

Counted = Callable[[], AbstractContextManager[list[str]]]
MOVES = ("start_review", "cancel", "find_ineligible")
CARRIED_OUT = (
    ("eligible", MoveRequest("start_review")),
    ("eligible", MoveRequest("cancel", reason="The call is withdrawn.")),
    ("submitted", MoveRequest("request_information", questions=("pitch",), due_on=NOW.date())),
    ("in_review", MoveRequest("accept")),
    ("confirmed", MoveRequest("enter")),
)


@pytest.mark.parametrize("move", MOVES)
def test_a_preview_costs_the_same_for_one_and_for_thirty(
    database: Database, counted: Counted, move: str
) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 30)

    def cost(chosen: list[str]) -> int:
        with database.reading() as session, counted() as statements:
            applications = cohorts.chosen(session, manager, chosen)
            moves.preview(
                session, applications, request=MoveRequest(move), actor=session.get_one(Person, manager),
                at=NOW, hold=HOLD,
            )  # fmt: skip
        return len(statements)

    cost(refs[:1])  # the edition is read once and remembered

    assert cost(refs) == cost(refs[:1])


@pytest.mark.parametrize(("state", "request_"), CARRIED_OUT, ids=lambda value: getattr(value, "move", ""))
def test_a_move_and_its_undo_cost_the_same_for_two_and_for_thirty(
    database: Database, counted: Counted, state: str, request_: MoveRequest
) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 34, state=state)
    cohorts.started(database, manager, refs[:2], request_)  # the edition is read once and remembered

    def cost(chosen: list[str]) -> tuple[int, int]:
        with counted() as moving:
            done = cohorts.started(database, manager, chosen, request_)
        with counted() as undoing:
            moves.undo(database, done.batch_id, actor_id=manager, at=NOW)
        return len(moving), len(undoing)

    assert cost(refs[2:4]) == cost(refs[4:])


def test_a_large_cohort_is_moved_in_few_units_of_work(database: Database, counted: Counted) -> None:
    with database.writing() as session:
        manager, refs = cohorts.filled(session, 110)

    with counted() as statements:
        done = cohorts.started(database, manager, refs, MoveRequest("start_review"))
        moves.apply_batch(database, done.batch_id, at=NOW)

    assert not done.is_over
    assert len(statements) <= 65  # three times fifty, and writing down what was asked
