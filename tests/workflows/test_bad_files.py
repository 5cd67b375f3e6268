"""What is wrong in a programme file is told with line, key, reason and mend: all of it, and nothing else."""

from __future__ import annotations

import re

import pytest

from incubator.workflows.catalogue import load
from tests.workflows.bad_files import FILE, SECOND, TASK, Row, changed, rows, told

ROWS = rows()
LINE = re.compile(r"mine\.toml:\d+: [a-z][^:]*: .+ — .+")
RULE = '\n[[edition.eligibility]]\nid = "asked"\nrule = "choice"\nfact = "has_company"\nis = true\n'


def test_the_file_itself_is_right() -> None:
    programme = load(FILE + SECOND, "mine.toml")

    assert [edition.key for edition in programme.editions] == ["1", "2"]
    assert len({row.name for row in ROWS}) == len(ROWS) > 90


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_broken_file_is_told_line_by_line(row: Row) -> None:
    assert told(changed(row.old, row.new)) == row.told


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_line_names_file_line_key_reason_and_mend(row: Row) -> None:
    assert [line for line in row.told if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"\ufeff{text}",
        lambda text: text.replace("Demo", "Démo 🧬 “généreux”"),
        lambda text: text.replace("\nkey", "\n\t key"),
    ],
    ids=["CRLF", "BOM", "beyond ASCII", "tabs"],
)
def test_the_line_is_right_however_the_file_is_written(row: Row, written: object) -> None:
    text = written(changed(row.old, row.new))  # type: ignore[operator]  # one of the four

    assert [line.split(": ")[0] for line in told(text)] == [line.split(": ")[0] for line in row.told]


def test_all_of_a_file_is_told_together_in_its_order() -> None:
    text = FILE
    broken = [
        ('name = { en = "Demo", fr = "Démo" }', 'name = "Demo"'),
        ("dated = 2026-01-01", "dated = 2026-02-31"),
        ('term = "6 months"', "term = 12 months"),
        ('under = "2 years"', 'undr = "2 years"'),
        ("200000 EUR", "200,000 EUR"),
        ('offset = "7 days before"', 'offset = "7 days after"'),
        ('kind = "yes_no"', 'kind = "yesno"'),
        ('fact = "registered_on"\nshown', 'fact = "registred_on"\nshown'),
    ]
    for old, new in broken:
        text = changed(old, new, text=text)

    assert [line.split(": ")[0] for line in told(text)] == [
        f"mine.toml:{number}" for number in (2, 8, 11, 19, 25, 30, 40, 46)
    ]


def test_what_stands_after_a_broken_item_keeps_its_line_and_name() -> None:
    text = changed('id = "age"\nrule = "date"', 'id = "age"\nrule = "dat"')
    text = changed('fact = "private_funds"', 'fact = "private_fund"', text=text)

    assert [line.split(": ")[:2] for line in told(text)] == [
        ["mine.toml:17", "edition[1].eligibility[age].rule"],
        ["mine.toml:24", "edition[1].eligibility[money].fact"],
    ]


def test_what_an_edition_takes_over_is_told_where_it_was_written() -> None:
    in_both = changed('["has_company", true]', '["has_compny", true]', text=FILE + SECOND)
    in_one = changed('term = "1 year"\n', "", text=FILE + SECOND)

    assert [line.split(": ")[:2] for line in told(in_both)] == [
        ["mine.toml:47", "edition[1].task[check].question[created].shown_when"]
    ]
    assert [line.split(": ")[:2] for line in told(in_one)] == [
        ["mine.toml:29", "edition[2].reminder[end_7].anchor"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dated = 2027-01-01", "dated = 2026-01-01",
         "61: edition[2].dated: edition “1” starts on 2026-01-01 too — give one of the two another day"),
        ('key = "2"', 'key = "1"',
         "60: edition[1].key: two editions have the key “1” — give this one another"),
        ('based_on = "1"', 'based_on = "one"',
         "62: edition[2].based_on: names no other edition of this file — write one of: 1"),
        ('based_on = "1"', 'based_on = "2"',
         "62: edition[2].based_on: names no other edition of this file — write one of: 1"),
    ],
    ids=["two editions of one day", "two of one key", "based on nothing", "based on itself"],
)  # fmt: skip
def test_editions_are_told_apart(old: str, new: str, said: str) -> None:
    assert told(FILE + changed(old, new, text=SECOND)) == [f"mine.toml:{said}"]


def test_editions_may_be_based_on_each_other_in_a_row_but_not_in_a_ring() -> None:
    third = SECOND.replace('"2"', '"3"').replace("2027", "2028").replace('based_on = "1"', 'based_on = "2"')
    ring = FILE.replace("dated = 2026", 'based_on = "2"\ndated = 2026')
    ring = re.sub(r"\n\[\[edition\.task\]\].*", "\n", ring, flags=re.DOTALL) + SECOND

    programme = load(FILE + third + SECOND, "mine.toml")

    assert programme.editions[0].tasks == programme.editions[1].tasks == programme.editions[2].tasks
    assert {line.split(": ")[1] for line in told(ring)} == {"edition[1].based_on", "edition[2].based_on"}


def test_a_rule_on_a_question_that_a_later_edition_removed_says_who_asked_it() -> None:
    later = changed('based_on = "1"\n', "", text=SECOND) + RULE + TASK

    (said,) = told(FILE + later)

    assert said == (
        "mine.toml:70: edition[2].eligibility[asked].fact: this edition does not ask “has_company” any more, "
        "edition “1” does — ask it in a task of this edition, or remove the rule"
    )


def test_a_question_too_broken_to_read_is_not_told_again_by_what_names_it() -> None:
    text = changed('kind = "choice"', 'kind = "choyce"', text=FILE + SECOND + RULE)
    text = changed('kind = "yes_no"', 'kind = "yesno"', text=text)

    assert [line.split(": ")[0] for line in told(text)] == ["mine.toml:40", "mine.toml:52"]


def test_a_key_with_a_dot_in_it_is_written_between_quotes() -> None:
    text = changed('under = "2 years"', 'under = "2 years"\n"no.such" = 1\nno.such = 2')

    assert [line.split(" — ")[0] for line in told(text)] == [
        'mine.toml:20: edition[1].eligibility[age]."no.such": unknown key',
        "mine.toml:21: edition[1].eligibility[age].no: unknown key",
    ]
