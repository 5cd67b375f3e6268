"""Facts and lists from the command line: recorded, shown, taken back; what is wrong is told in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from tests import scenes
from tests.cli.conftest import Typed


@pytest.fixture
def ref(app: Flask) -> str:
    with app.extensions["incubator.running"].database.writing() as session:
        return scenes.application(session, scenes.call(session), scenes.venture(session)).ref


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


def test_facts_are_recorded_shown_and_taken_back(typed: Typed, ref: str, tmp_path: Path) -> None:
    given = written(tmp_path / "facts.json", '{"staff": 12, "holdings": [{"holder": "A", "share": "31 %"}]}')

    assert "Recorded: holdings, staff." in typed("facts", "record", ref, given, "--note", "Page 4").stdout
    shown = json.loads(typed("facts", "show", ref, "--json").stdout)
    assert [(one["name"], one["value"], one["source"]) for one in shown] == [
        ("holdings", [{"holder": "A", "share": "31 %"}], "staff"), ("staff", "12", "staff"),
    ]  # fmt: skip

    gone = written(tmp_path / "gone.json", '{"staff": null, "holdings": null}')
    assert "Recorded: holdings, staff." in typed("facts", "record", ref, gone).stdout
    assert "Nothing is recorded yet." in typed("facts", "show", ref).stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "is not JSON"), ("[1]", "is one JSON object"), ('{"staf": 1}', "write “staff”")],
)
def test_a_file_that_is_not_right_is_told_in_one_line(
    typed: Typed, ref: str, tmp_path: Path, text: str, says: str
) -> None:
    result = typed("facts", "record", ref, written(tmp_path / "facts.json", text))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert says in result.stderr


def test_an_application_that_does_not_exist_is_told(typed: Typed) -> None:
    result = typed("facts", "show", "SHK-27A-9999")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "SHK-27A-9999" in result.stderr


def test_a_list_is_replaced_by_the_lines_of_a_file(typed: Typed, tmp_path: Path) -> None:
    assert "No list is kept yet." in typed("registers", "list").stdout
    first = written(tmp_path / "first.txt", "Office A\nOffice B\n\n")
    second = written(tmp_path / "second.txt", "Office B\nOffice C\n")

    assert "2 new, 0 gone." in typed("registers", "replace", "labelled", first).stdout
    assert json.loads(typed("registers", "replace", "labelled", second, "--json").stdout) == {
        "new": ["Office C"], "gone": ["Office A"],
    }  # fmt: skip
    assert typed("registers", "show", "labelled").stdout.splitlines() == ["Office B", "Office C"]
    assert typed("registers", "list").stdout.split() == ["labelled", "2"]
