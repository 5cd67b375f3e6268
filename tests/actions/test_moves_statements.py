"""A consequence page costs the same number of statements for one application and for thirty."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.store import Application, Person
from incubator.store.database import Database
from incubator.store.queries import applications as queries
from tests import cast, scenes
from tests.actions import stories

Counted = Callable[[], AbstractContextManager[list[str]]]


def filled(session: Session, number: int) -> tuple[str, list[str]]:
    """So many sent applications of one call, each of a venture of its own."""
    call = stories.call(session)
    refs = []
    for n in range(number):
        venture = scenes.venture(session, f"Venture {n}", members=(cast.founder(session),))
        refs.append(scenes.application(session, call, venture, state="eligible").ref)
    return cast.manager(session).id, refs


def preview(session: Session, manager: str, refs: list[str], move: str) -> int:
    actor = session.get_one(Person, manager)
    chosen: list[Application] = queries.chosen(session, actor, refs)
    document = moves.preview(
        session, chosen, request=MoveRequest(move), actor=actor, at=stories.NOW, hold=timedelta(minutes=15)
    )
    return len(document.will)


@pytest.mark.parametrize("move", ["start_review", "cancel", "find_ineligible"])
def test_a_preview_costs_the_same_for_one_and_for_thirty(
    database: Database, counted: Counted, move: str
) -> None:
    with database.writing() as session:
        manager, refs = filled(session, 30)

    def cost(chosen: list[str]) -> int:
        with database.reading() as session, counted() as statements:
            preview(session, manager, chosen, move)
        return len(statements)

    cost(refs[:1])  # the edition is read once and remembered

    assert cost(refs) == cost(refs[:1])
