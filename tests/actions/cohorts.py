"""Many applications of one call, ready to be moved together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from incubator.actions import moves
from incubator.actions.moves import MoveRequest
from incubator.store import Application, Person
from incubator.store.database import Database
from incubator.store.queries import applications as queries
from tests import cast, scenes
from tests.actions import stories
from tests.conftest import NOW

HOLD = timedelta(minutes=15)


def filled(session: Session, number: int, *, state: str = "eligible") -> tuple[str, list[str]]:
    """The manager, and so many applications of one call, each of a venture of its own."""
    call = stories.call(session)
    refs = []
    for n in range(number):
        venture = scenes.venture(session, f"Venture {n}", members=(cast.founder(session),))
        application = scenes.application(session, call, venture, state=state)
        scenes.steps(session, application, state)
        refs.append(application.ref)
    return cast.manager(session).id, refs


def chosen(session: Session, manager: str, refs: Sequence[str], *, lock: bool = False) -> list[Application]:
    return queries.chosen(session, session.get_one(Person, manager), refs, lock=lock)


def opened(
    database: Database, manager: str, refs: Sequence[str], request: MoveRequest, *, at: datetime = NOW
) -> str:
    """Confirmed as it stands, nothing carried out yet."""
    with database.writing() as session:
        applications = chosen(session, manager, refs, lock=True)
        return moves.open_batch(
            session, applications, request=request, versions={one.id: one.version for one in applications},
            actor=session.get_one(Person, manager), at=at, hold=HOLD,
        ).id  # fmt: skip


def started(database: Database, manager: str, refs: Sequence[str], request: MoveRequest) -> moves.Started:
    """As the page does it: carried out on the spot where that is allowed."""
    with database.writing() as session:
        applications = chosen(session, manager, refs, lock=True)
        return moves.start(
            session, applications, request=request, versions={one.id: one.version for one in applications},
            actor=session.get_one(Person, manager), at=NOW, hold=HOLD,
        )  # fmt: skip
