"""Companies in the programmes that ship, for the pages of staff and mentors."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions.programmes import import_editions
from incubator.store import Enrolment
from incubator.store.editions import published
from tests import scenes
from tests.actions.stories import CATALOGUE
from tests.conftest import NOW

EDITIONS = {"shaker": "1", "booster": "7", "growth-hub": "1"}
BEGINS = date(2025, 10, 1)


def edition_id(session: Session, programme: str) -> str:
    """Of the shipped edition."""
    import_editions(session, CATALOGUE, NOW)
    row = published(session, programme, EDITIONS[programme])
    assert row is not None
    return row.id


def enrolled(
    session: Session, programme: str = "shaker", *, name: str = "Lumen Bio", **given: Any
) -> Enrolment:
    """Active since October: the Shaker's last day is 31 March 2026."""
    values = {"edition_id": edition_id(session, programme), "starts_on": BEGINS, **given}
    made = scenes.enrolment(session, scenes.venture(session, name), programme, **values)
    assert isinstance(made, Enrolment)
    return made
