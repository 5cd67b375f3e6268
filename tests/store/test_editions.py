"""Published editions never change; each is read from the database once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from incubator.errors import DefinitionError, NotFound
from incubator.store import EditionRow
from incubator.store.database import Database
from incubator.store.editions import differences, edition_of, is_as_published, publish
from incubator.workflows.catalogue import load, to_document
from tests import scenes
from tests.conftest import NOW

Counted = Callable[[], AbstractContextManager[list[str]]]


def test_a_published_edition_is_read_once(database: Database, counted: Counted) -> None:
    with database.writing() as session:
        row = scenes.edition(session)

    with counted() as statements:
        for _ in range(3):
            with database.reading() as session:
                programme, edition = edition_of(session, row.id)

    assert (programme.key, edition.key) == ("shaker", "2026")
    assert len(statements) == 1


def test_publishing_again_the_same_gives_the_same_row(database: Database) -> None:
    text = scenes.PROGRAMME.format(programme="shaker", key="2026", more="")
    reworded = load(text.replace("En une phrase", "En quelques mots"), "shaker.toml")

    with database.writing() as session:
        first = scenes.edition(session)
        assert publish(session, reworded, reworded.editions[0], at=NOW) is first


def test_a_published_edition_whose_meaning_changed_is_refused_by_path(database: Database) -> None:
    changed = scenes.PROGRAMME.format(programme="shaker", key="2026", more="coaching_half_days = 40")
    programme = load(changed, "shaker.toml")

    with database.writing() as session:
        scenes.edition(session)
        with pytest.raises(DefinitionError, match=r"shaker 2026 is published .*coaching_half_days"):
            publish(session, programme, programme.editions[0], at=NOW)


def test_an_edition_published_in_the_words_of_then_is_as_published() -> None:
    rule = '[[edition.eligibility]]\nid = "young"\n{}\n'
    then = 'rule = "company_age"\nunder = "2 years"'
    now = 'rule = "date"\nfact = "registered_on"\nunder = "{}"'
    text = scenes.PROGRAMME.format(programme="shaker", key="2026", more="")
    written = [
        load(text + rule.format(one), "shaker.toml")
        for one in (then, now.format("2 years"), now.format("3 years"))
    ]
    former, today, other = written

    document = to_document(former, former.editions[0])
    row = EditionRow(programme="shaker", key="2026", document=document, fingerprint="as it was reckoned then")

    assert is_as_published(row, today, today.editions[0])
    assert not is_as_published(row, other, other.editions[0])


def test_an_edition_nobody_published_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound), database.reading() as session:
        edition_of(session, "nothing")


def test_differences_name_paths_and_pass_over_words() -> None:
    old = {"a": {"en": "x", "fr": "y"}, "b": [{"c": 1}, {"c": 2}], "d": 1}
    new = {"a": {"en": "z", "fr": "y"}, "b": [{"c": 1}, {"c": 3}], "e": 1}

    assert list(differences(old, new)) == ["b[1].c", "d", "e"]
