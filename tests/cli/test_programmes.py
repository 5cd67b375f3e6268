"""The programme files from the command line: checked, explained, listed, drawn."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from incubator.settings import Settings
from tests.cli.conftest import Typed

SAVE = "save it as UTF-8: most editors offer it under “Save as”, “Encoding”"


def test_the_files_that_ship_are_fine(typed: Typed) -> None:
    told = typed("programmes", "check")

    assert (told.exit_code, told.stderr) == (0, "")
    assert {"booster: 2019, 7", "growth-hub: 1", "shaker: 1"} <= set(told.stdout.splitlines())


def test_every_problem_is_one_line_on_stderr(typed: Typed, tmp_path: Path, settings: Settings) -> None:
    text = (settings.config / "programmes" / "shaker.toml").read_text("utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.replace('id = "field"', 'id = "no_company"').replace("term =", "trem ="), "utf-8")
    lines = [text[: text.index(old)].count("\n") + 1 for old in ("term =", 'id = "field"')]

    told = typed("programmes", "check", str(file))

    assert (told.exit_code, told.stdout) == (1, "")
    first, second = told.stderr.splitlines()[:2]
    assert first == f"{file}:{lines[0]}: edition[1].trem: unknown key — write “term”"
    assert second.startswith(
        f"{file}:{lines[1]}: edition[1].eligibility[no_company].id: two rules have the id"
    )


def test_a_file_that_is_not_there_is_a_usage_error(typed: Typed) -> None:
    told = typed("programmes", "check", "nowhere.toml")

    assert (told.exit_code, len(told.stderr.splitlines())) == (2, 1)


def test_a_file_that_is_not_text_is_told_in_one_line(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "bytes.toml"
    file.write_bytes(b"\xff\xfe\x00")

    told = typed("programmes", "explain", str(file))

    assert (told.exit_code, told.stderr.splitlines()) == (
        1,
        [f"{file}:1: the file is saved as UTF-16 — {SAVE}"],
    )


def test_an_edition_is_explained_in_both_languages(typed: Typed) -> None:
    english = typed("programmes", "explain", "booster", "--edition", "2019")
    french = typed("programmes", "explain", "booster", "--edition", "2019", "--lang", "fr")

    assert (
        "  Required — Company under 2 years old. Judged on the day the application is sent." in english.stdout
    )
    assert "Entreprise de moins de 2\u00a0ans" in french.stdout
    assert english.stdout.splitlines()[0] == "Booster (2019)"


def test_the_latest_edition_is_explained_unless_one_is_named(typed: Typed) -> None:
    told = json.loads(typed("programmes", "explain", "booster", "--json").stdout)

    assert (told["programme"], told["edition"], told["language"]) == ("booster", "7", "en")


def test_the_moves_are_listed(typed: Typed) -> None:
    text = typed("programmes", "table", "booster").stdout.splitlines()
    moves = json.loads(typed("programmes", "table", "booster", "--json").stdout)["moves"]

    assert text[0].split() == ["FROM", "MOVE", "TO", "WHO", "GUARDS", "REASON", "LETTER"]
    assert len(text) == len(moves) + 1
    assert moves[0].keys() == {"source", "move", "target", "roles", "guards", "needs_reason", "sends"}


def test_the_machine_is_drawn_from_a_key_or_a_file(typed: Typed, settings: Settings) -> None:
    file = settings.config / "programmes" / "booster.toml"

    svg = typed("programmes", "draw", "booster", "--format", "svg")
    mermaid = typed("programmes", "draw", str(file), "--format", "mermaid")
    dot = typed("programmes", "draw", "booster", "--format", "dot")

    assert ET.fromstring(svg.stdout).tag == "{http://www.w3.org/2000/svg}svg"
    assert mermaid.stdout.startswith("stateDiagram-v2\n")
    assert dot.stdout.startswith('digraph "application"')


def test_an_unknown_programme_names_the_nearest(typed: Typed) -> None:
    told = typed("programmes", "table", "boster")

    assert (told.exit_code, told.stderr) == (1, "There is no programme “boster”: did you mean “booster”?\n")
