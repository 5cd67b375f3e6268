"""Rows asked for by their ids, however many and whatever is in them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store import Venture
from incubator.store.many import among
from tests import scenes

ODD = ["", "'", '"', "\\", "{a,b}", "%s", ":ids", "é’\u2028", "NULL", '["x"]']


def _named(session: Session, names: list[str]) -> list[str]:
    return sorted(session.scalars(select(Venture.name).where(among(Venture.name, names))))


@pytest.mark.parametrize("number", [0, 1, 2, 40_000])
def test_as_many_as_there_are(session: Session, number: int) -> None:
    for name in ("n0", "n1", "other"):
        scenes.venture(session, name)

    assert _named(session, [f"n{one}" for one in range(number)]) == ["n0", "n1"][:number]


def test_any_text_is_only_a_text(session: Session) -> None:
    for name in ODD:
        scenes.venture(session, name)

    assert _named(session, ODD) == sorted(ODD)
    assert [_named(session, [one]) for one in ODD] == [[one] for one in ODD]


def test_the_statement_is_the_same_for_one_and_for_many(session: Session) -> None:
    one, many = (str(select(Venture.id).where(among(Venture.id, ids))) for ids in ("a", "abc"))

    assert one == many
