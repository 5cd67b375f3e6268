"""What people are told is what there is: settings, dependencies, versions."""

from __future__ import annotations

import re
from configparser import ConfigParser

import pytest
from flask import Flask
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from incubator.cli.documents import DOCUMENTS
from incubator.cli.documents.letters import TO_AND_WHEN
from incubator.cli.documents.settings import placed
from incubator.errors import IncubatorError
from incubator.notices import LETTERS
from incubator.settings import Settings
from tests.house.rooms import ROOT

README = (ROOT / "README.md").read_text("utf-8")
WITHOUT_PREFIX = {"host", "port"}


@pytest.mark.parametrize("place", ["README.md", "docs/settings.md"])
def test_every_setting_is_told_once_with_its_variable_and_none_that_is_gone(place: str) -> None:
    text = (ROOT / place).read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| `([A-Z_]+)` \| .+ \| .+ \|$", text, re.MULTILINE)

    assert told == [
        (name, name.upper() if name in WITHOUT_PREFIX else f"INCUBATOR_{name.upper()}")
        for name in Settings.model_fields
    ]


def test_the_table_of_the_readme_is_as_the_settings_are() -> None:
    """After a change, `flask --app incubator docs write`; the README leads on to the whole page."""
    assert placed(README) == README
    assert "(docs/settings.md)" in README


def test_a_readme_without_its_marks_is_not_written() -> None:
    with pytest.raises(IncubatorError, match="has lost its marks"):
        placed("# Incubator\n")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_written_document_is_as_the_code_is(name: str, app: Flask) -> None:
    """Whatever the installation: after a change, `flask --app incubator docs write`."""
    assert (ROOT / "docs" / name).read_text("utf-8") == DOCUMENTS[name](app)


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_a_setting_says_what_it_is_for(setting: str) -> None:
    assert (Settings.model_fields[setting].description or "").endswith(".")


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_letter_says_to_whom_and_when(kind: str) -> None:
    assert TO_AND_WHEN.fullmatch(LETTERS[kind].__doc__ or "")


def test_every_dependency_is_explained_and_only_those() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = {
        canonicalize_name(name) for name in re.findall(r"^\| ([\w-]+) \|(?! ---)", text, re.MULTILINE)
    }

    assert explained - {"package"} == set(_required())


def test_every_dependency_is_pinned_to_a_version_that_suffices() -> None:
    pins = [Requirement(line) for line in _lines((ROOT / "config" / "constraints.txt").read_text("utf-8"))]
    pinned = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins}

    short = {
        name: needed for name, needed in _required().items() if pinned.get(name, "0") not in needed.specifier
    }

    assert {specifier.operator for pin in pins for specifier in pin.specifier} == {"=="}
    assert short == {}


def _required() -> dict[str, Requirement]:
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    texts = [parser["options"]["install_requires"], *dict(parser["options.extras_require"]).values()]
    wanted = [Requirement(line) for text in texts for line in _lines(text)]
    return {canonicalize_name(one.name): one for one in wanted if one.name != "incubator"}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
