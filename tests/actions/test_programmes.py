"""Programmes that ship are published once and for good; profiles and counted tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import programmes
from incubator.actions.people import limits, profiles
from incubator.errors import DefinitionError, NotAllowed, Refused, TooMany
from incubator.store import Attempt, EditionRow
from incubator.workflows.catalogue import Catalogue, load
from tests.actions import stories
from tests.cast import founder, stranger
from tests.conftest import NOW


def changed(old: str, new: str) -> Catalogue:
    """What ships, with one passage of the Shaker written otherwise."""
    texts = {path.name: path.read_text("utf-8") for path in stories.SHIPPED.glob("*.toml")}
    assert old in texts["shaker.toml"]
    texts["shaker.toml"] = texts["shaker.toml"].replace(old, new)
    return Catalogue(load(text, name) for name, text in sorted(texts.items()))


def test_what_ships_is_published_once(session: Session) -> None:
    first = programmes.import_editions(session, stories.CATALOGUE, NOW)
    second = programmes.import_editions(session, stories.CATALOGUE, NOW + stories.days(1))

    assert set(first.published) >= {
        ("shaker", "1"), ("booster", "2019"), ("booster", "7"), ("growth-hub", "1"),
    }  # fmt: skip
    assert (second.published, second.unchanged) == ((), first.published)
    assert session.scalar(select(func.count()).select_from(EditionRow)) == len(first.published)


def test_a_changed_meaning_is_refused_with_the_difference(session: Session) -> None:
    programmes.import_editions(session, stories.CATALOGUE, NOW)

    with pytest.raises(DefinitionError, match=r"shaker 1 is published.*term"):
        programmes.import_editions(session, changed('term = "6 months"', 'term = "9 months"'), NOW)


def test_a_mended_sentence_is_no_other_meaning(session: Session) -> None:
    programmes.import_editions(session, stories.CATALOGUE, NOW)

    done = programmes.import_editions(
        session, changed('name = { en = "Shaker"', 'name = { en = "Shaker!"'), NOW
    )

    assert (done.published, len(done.unchanged)) == ((), 4)


def test_a_profile_is_changed_by_its_person_alone(session: Session) -> None:
    profiles.edit(
        session,
        founder(session),
        actor=founder(session),
        at=NOW,
        name=" Inès  M. ",
        language="en",
        zone="Asia/Tokyo",
    )

    assert (founder(session).name, founder(session).language, founder(session).zone) == (
        "Inès M.",
        "en",
        "Asia/Tokyo",
    )
    with pytest.raises(NotAllowed):
        profiles.edit(session, founder(session), actor=stranger(session), at=NOW, name="x")
    for wrong in ({"language": "de"}, {"zone": "Lune/Mer"}):
        with pytest.raises(Refused):
            profiles.edit(session, founder(session), actor=founder(session), at=NOW, **wrong)


def test_tries_are_counted_within_a_sliding_time_and_then_forgotten(session: Session) -> None:
    limit = limits.Limit("essai", 2, timedelta(minutes=10))
    limits.count(session, limit, "a", at=NOW)
    limits.count(session, limit, "a", at=NOW + timedelta(minutes=6))

    with pytest.raises(TooMany, match="in 1 minute"):
        limits.count(session, limit, "a", at=NOW + timedelta(minutes=9, seconds=30))
    limits.count(session, limit, "b", at=NOW)
    limits.count(session, limit, "a", at=NOW + timedelta(minutes=10))
    limits.forget_old(session, at=NOW + stories.days(2))

    assert session.scalar(select(func.count()).select_from(Attempt)) == 0
