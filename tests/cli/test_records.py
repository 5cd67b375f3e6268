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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"staff": ' + "1" * 5_000 + "}", "thousands of digits"), ('{"staff": 1e999}', "at most 15 digits"),
        ('{"staff": NaN}', "at most 15 digits"), ('{"site": "\\ud800"}', "half of a sign"),
        ('{"site": "a\\u0000b"}', "no page can show"), ('{"site": "\\u001b[31m"}', "no page can show"),
        ('{"documents": [' + ",".join(['"cv"'] * 201) + "]}", "at most 200 entries"),
        ('{"site": "' + "x" * 200_000 + '"}', "too long"), ("[" * 100_000, "nested too deep"),
    ],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_a_hostile_file_is_told_in_one_line_and_leaves_nothing(
    typed: Typed, ref: str, tmp_path: Path, text: str, says: str
) -> None:
    result = typed("facts", "record", ref, written(tmp_path / "facts.json", text))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert says in result.stderr
    assert "Nothing is recorded yet." in typed("facts", "show", ref).stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("l", b"\xe9t\xe9\n", "not UTF-8"), ("l", b"x" * 201, "at most 200 characters"),
        ("l", b"".join(b"%d\n" % n for n in range(10_001)), "at most 10000 entries"),
        ("l", b"abcdefgh\n" * 1_000_000, "more than 10000 lines"), ("l" * 61, b"a", "1 to 60 characters"),
        ("", b"a", "1 to 60 characters"), ("\x1b[31m", b"a", "1 to 60 characters"),
    ],
    ids=lambda one: repr(one)[:12],
)  # fmt: skip
def test_a_hostile_list_is_refused_in_one_line(
    typed: Typed, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    result = typed("registers", "replace", name, str(tmp_path / "list.txt"))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert says in result.stderr
    assert "No list is kept yet." in typed("registers", "list").stdout


def test_signs_that_no_page_can_show_are_left_out_of_a_list(typed: Typed, tmp_path: Path) -> None:
    given = written(tmp_path / "list.txt", "\x1b[31mLab A\x00\n\u202eLab B\n \x07 \n")
    typed("registers", "replace", "labelled", given)

    assert typed("registers", "show", "labelled").stdout.splitlines() == ["Lab B", "[31mLab A"]
