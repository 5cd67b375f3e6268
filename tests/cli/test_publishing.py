"""The folder of programmes as a whole: every problem of every file is told, and then nothing is published."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

from incubator import create_app, programme_files
from incubator.errors import DefinitionError
from incubator.settings import Settings, load_settings
from incubator.store import EditionRow
from incubator.store.database import Database
from incubator.workflows.catalogue import ProgrammeFileError

NEW = """
[[edition]]
key = "next"
based_on = "1"
dated = 2031-01-01
source = { en = "Next", fr = "Suivante" }
stages = ["check", "review", "decision", "confirmation"]
term = "6 months"
confirm_within = "7 days"
coaching_half_days = 40
"""
BROKEN = [
    ("booster", 'next = ["growth-hub"]', 'next = ["growthub"]', "next[1]: unknown programme “growthub”"),
    ("growth-hub", "dated = ", "datd = ", "edition[1].datd: unknown key — write “dated”"),
    ("shaker", 'term = "6 months"', 'term = "6 moths"', "edition[1].term: “6 moths” is not a length"),
]


class House:
    """An installation whose programme files may be written anew."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.config / "programmes"
        self.app = create_app(settings)

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["incubator.running"].database
        return found

    def typed(self, *words: str) -> Result:
        """As a new process reads the files."""
        self.app.extensions["incubator.running"].__dict__.pop("catalogue", None)
        return self.app.test_cli_runner().invoke(args=list(words))

    def write(self, name: str, old: str, new: str) -> None:
        file = self.folder / f"{name}.toml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def published(self) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            rows = session.execute(select(EditionRow.programme, EditionRow.key, EditionRow.fingerprint))
            return sorted((row[0], row[1], row[2]) for row in rows)


@pytest.fixture
def house(tmp_path: Path, sqlite_url: str) -> Iterator[House]:
    config = tmp_path / "config"
    shutil.copytree(load_settings(instance=tmp_path).config, config)
    found = House(load_settings(instance=tmp_path, config=config, database_url=sqlite_url, demo=True))
    yield found
    found.database.dispose()


def test_what_is_new_is_published_and_the_rest_is_as_it_was(house: House) -> None:
    first = json.loads(house.typed("programmes", "publish", "--json").stdout)
    shaker = house.folder / "shaker.toml"
    shaker.write_text(shaker.read_text("utf-8") + NEW, "utf-8")

    second = json.loads(house.typed("programmes", "publish", "--json").stdout)

    assert (len(first["published"]), first["unchanged"]) == (len(house.published()) - 1, [])
    assert second == {"published": ["shaker next"], "unchanged": second["unchanged"]}
    assert sorted(second["unchanged"]) == sorted(first["published"])


def test_all_problems_of_all_files_are_told_and_nothing_is_published(house: House) -> None:
    """What was published stays; a new edition in a file that is right waits for the others."""
    house.typed("programmes", "publish")
    before = house.published()
    for name, old, new, _ in BROKEN:
        house.write(name, old, new)
    shaker = house.folder / "shaker.toml"
    shaker.write_text(shaker.read_text("utf-8") + NEW, "utf-8")

    checked = house.typed("programmes", "check")
    published = house.typed("programmes", "publish")

    said = checked.stderr.splitlines()
    assert [name for name, *_ in BROKEN] == sorted(line.split(".toml:")[0] for line in said)
    assert [why for *_, why in BROKEN if any(why in line for line in said)] == [why for *_, why in BROKEN]
    assert (published.exit_code, published.stdout, published.stderr) == (1, "", checked.stderr)
    assert house.published() == before


def test_one_broken_file_keeps_the_others_from_being_published_too(house: House) -> None:
    house.write("shaker", 'term = "6 months"', 'term = "6 moths"')

    told = house.typed("programmes", "publish")

    assert (told.exit_code, len(told.stderr.splitlines())) == (1, 1)
    assert house.published() == []


def test_a_published_meaning_that_changed_undoes_the_whole(house: House) -> None:
    """All files are right; the second one says something else than what was published."""
    house.typed("programmes", "publish")
    before = house.published()
    booster = house.folder / "booster.toml"
    booster.write_text(booster.read_text("utf-8") + NEW.replace('"1"', '"7"'), "utf-8")
    house.write("shaker", 'term = "6 months"', 'term = "9 months"')

    told = house.typed("programmes", "publish")

    assert (told.exit_code, len(told.stderr.splitlines())) == (1, 1)
    assert "shaker 1 is published and may no longer change" in told.stderr
    assert house.published() == before


def test_two_files_of_one_programme_are_told_apart(house: House) -> None:
    shutil.copy(house.folder / "shaker.toml", house.folder / "zebra.toml")

    (said,) = house.typed("programmes", "check").stderr.splitlines()

    assert said.endswith("key: two programmes have the key “shaker” — give this one another")
    assert said.startswith("zebra.toml:")


@pytest.mark.parametrize("kind", ["a folder", "a pipe", "nobody may read it", "a link to nowhere"])
def test_what_is_no_file_is_told_like_any_problem(house: House, kind: str) -> None:
    file = house.folder / "odd.toml"
    if kind == "a folder":
        file.mkdir()
    elif kind == "a pipe":
        os.mkfifo(file)
    elif kind == "a link to nowhere":
        file.symlink_to(house.folder / "gone")
    else:
        file.symlink_to("/proc/self/mem")  # not even root reads its first byte

    with pytest.raises(ProgrammeFileError) as wrong:
        programme_files.catalogue(house.folder)

    (said,) = wrong.value.lines
    assert said.startswith("odd.toml:1: ")
    assert " — " in said


def test_a_catalogue_that_cannot_be_read_is_a_definition_error_with_a_line_each(house: House) -> None:
    for name, old, new, _ in BROKEN[1:]:
        house.write(name, old, new)

    with pytest.raises(DefinitionError) as wrong:
        programme_files.catalogue(house.folder)

    assert len(str(wrong.value).splitlines()) == 2
