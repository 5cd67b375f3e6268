"""A programme file without a fault, and ways to break it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from incubator.workflows.catalogue import ProgrammeFileError, load

FILE = """\
key = "demo"
name = { en = "Demo", fr = "Démo" }
summary = { en = "Short", fr = "Court" }
audience = { en = "All", fr = "Toutes et tous" }

[[edition]]
key = "1"
dated = 2026-01-01
source = { en = "Test", fr = "Essai" }
stages = ["check", "review", "decision", "confirmation"]
term = "6 months"
extension = { length = "6 months", asks_before = "60 days" }
confirm_within = "14 days"

[[edition.eligibility]]
id = "age"
rule = "date"
fact = "registered_on"
under = "2 years"

[[edition.eligibility]]
id = "money"
rule = "amount"
fact = "private_funds"
at_most = "200000 EUR"

[[edition.reminder]]
kind = "end_7"
anchor = "enrolment_end"
offset = "7 days before"

[[edition.task]]
key = "check"
step = "check"
title = { en = "Check", fr = "Vérifier" }
why = { en = "Why", fr = "Pourquoi" }

[[edition.task.question]]
key = "has_company"
kind = "yes_no"
label = { en = "A company?", fr = "Une entreprise ?" }

[[edition.task.question]]
key = "created"
kind = "date"
fact = "registered_on"
shown_when = ["has_company", true]
label = { en = "Since when?", fr = "Depuis quand ?" }

[[edition.task.question]]
key = "field"
kind = "choice"
choices = [
  { key = "health", label = { en = "Health", fr = "Santé" } },
  { key = "food", label = { en = "Food", fr = "Alimentation" } },
]
label = { en = "Field?", fr = "Domaine ?" }
"""
SECOND = """
[[edition]]
key = "2"
dated = 2027-01-01
based_on = "1"
source = { en = "Next year", fr = "L’an prochain" }
stages = ["check", "decision"]
term = "1 year"
confirm_within = "7 days"
"""
TASK = """
[[edition.task]]
key = "other"
step = "check"
title = { en = "Other", fr = "Autre" }
why = { en = "Why", fr = "Pourquoi" }

[[edition.task.question]]
key = "else"
kind = "yes_no"
label = { en = "Else?", fr = "Autre chose ?" }
"""


class Row(NamedTuple):
    """One way to break the file, and every line that is told."""

    name: str
    old: str
    new: str
    told: list[str]


def told(text: str | bytes, file: str = "mine.toml") -> list[str]:
    with pytest.raises(ProgrammeFileError) as wrong:
        load(text, file)
    return list(wrong.value.lines)


def changed(old: str, new: str, *, text: str = FILE) -> str:
    assert old in text
    return text.replace(old, new, 1)


def rows() -> list[Row]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    return [_row(part.splitlines()) for part in text.split("\n## ")[1:]]


def _row(lines: list[str]) -> Row:
    name, *rest = lines
    old, new = ("\n".join(line[2:] for line in rest if line.startswith(mark)) for mark in ("- ", "+ "))
    return Row(name, old, new, [f"mine.toml:{line}" for line in rest if line and line[1] != " "])
