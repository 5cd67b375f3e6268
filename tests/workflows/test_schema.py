"""The schema of programme files: what is right passes, what is wrong is underlined, in editors too."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from incubator.cli.documents import models, schema, toml
from incubator.cli.documents.shown import every
from incubator.errors import DefinitionError
from incubator.workflows.catalogue import load
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.offsets import Offset
from incubator.workflows.terms import Length
from tests.house.rooms import ROOT

SCHEMA = ROOT / "config" / "programme.schema.json"
FILES = sorted((ROOT / "config" / "programmes").glob("*.toml"))
TAPLO = Path(sys.executable).with_name("taplo")
RULE = '[[edition.eligibility]]\nid = "age"\nrule = "date"\nfact = "registered_on"\nunder = "2 years"'
QUESTION = '[[edition.task.question]]\nkey = "about"\nkind = "text"'
RIGHT = f"""\
key = "any"
name = {{ en = "Any", fr = "Tous" }}
summary = {{ en = "Any", fr = "Tous" }}
audience = {{ en = "Any", fr = "Tous" }}

[[edition]]
key = "1"
dated = 2027-01-01
source = {{ en = "A test.", fr = "Un test." }}
stages = ["check", "decision"]
confirm_within = "10 days"

{RULE}

[[edition.reminder]]
kind = "close_7d"
anchor = "call_closing"
offset = "7 days before"

[[edition.task]]
key = "check"
step = "check"
title = {{ en = "Check", fr = "Vérifier" }}
why = {{ en = "Why", fr = "Pourquoi" }}

{QUESTION}
label = {{ en = "About", fr = "À propos" }}
"""
RULES = {
    "a kind nobody knows": 'rule = "dat"\nfact = "registered_on"\nunder = "2 years"',
    "no kind": 'fact = "registered_on"\nunder = "2 years"',
    "a key nobody knows": 'rule = "date"\nfact = "registered_on"\nundr = "2 years"',
    "no limit": 'rule = "date"\nfact = "registered_on"',
    "no length": 'rule = "date"\nfact = "registered_on"\nunder = "12 month s"',
    "a length of nothing": 'rule = "date"\nfact = "registered_on"\nunder = "0 days"',
    "a number for a length": 'rule = "date"\nfact = "registered_on"\nunder = 24',
    "no day": 'rule = "date"\nfact = "registered_on"\nby = "entri + 6 months"',
    "a length after then": 'rule = "date"\nfact = "registered_on"\nby = "then + 6 months"',
    "a longer nothing": 'rule = "date"\nfact = "registered_on"\nby = "then"\n'
                        'extended = { by = "1 year", per = "break_years" }',
    "a comma": 'rule = "amount"\nfact = "revenue"\nat_most = "200,000 EUR"',
    "no currency": 'rule = "amount"\nfact = "revenue"\nat_most = "200000 EURO"',
    "a share of nothing": 'rule = "amount"\nfact = "revenue"\nat_most = { share = "50 %" }',
    "two limits in one": 'rule = "amount"\nfact = "revenue"\nat_most = { value = 3, share = "5 %" }',
    "a fact of another sort": 'rule = "amount"\nfact = "registered_on"\nat_most = 3',
    "a list where a fact is asked": 'rule = "choice"\nfact = "budget"\nis = "staff"',
    "a step without a scale": 'rule = "choice"\nfact = "career_level"\nfrom = "R3"',
    "a reference nobody knows": 'rule = "choice"\nfact = "law"\nis = "private"\nat = "entri"',
    "late, and nobody sees to it": 'rule = "choice"\nfact = "law"\nis = "private"\nat = ["now", "entry"]',
    "another severity": 'rule = "choice"\nfact = "law"\nis = "private"\nseverity = "blocks"',
    "no such list": 'rule = "count"\nof = "budgets"\nat_least = 1',
    "no such field": 'rule = "count"\nof = "budget"\nwhere = { categori = "staff" }\nat_least = 1',
    "a plain date": 'rule = "count"\nof = "budget"\nwhere = { on = 2027-01-01 }\nat_least = 1',
    "a length for an amount": 'rule = "count"\nof = "aids"\nwhere.amount.under = "2 years"\nover = 1',
    "another field for another list": 'rule = "count"\nof = "aids"\ndistinct = "payer"\nat_least = 1',
    "no amount to add up": 'rule = "sum"\nof = "budget"\nfield = "category"\nat_least = 1',
    "two limits on time": 'rule = "time"\nnever = true\nat_most = "2 years"',
    "no document": 'rule = "document"\nwhere = { is_firm = true }',
    "an empty group": 'rule = "all"\nof = []',
    "a group of one that is none": 'rule = "not"\nof = [{ rule = "choice", fact = "law", is = "private" }]',
    "a typo deep inside": 'rule = "any"\nof = [{ rule = "not", of = { rule = "choice", fakt = "x" } }]',
    "a typo in a condition": 'rule = "choice"\nfact = "law"\nis = "private"\nwhen = { rule = "choise" }',
    "half a text": 'rule = "judgement"\nwords = { en = "High potential" }',
}  # fmt: skip
ELSEWHERE = {
    "no stage": ('["check", "decision"]', '["chek", "decision"]'),
    "a key of the edition": ("confirm_within", "confirm_in"),
    "no date": ("dated = 2027-01-01", 'dated = "soon"'),
    "capitals": ('key = "any"', 'key = "Any"'),
    "half a name": ('name = { en = "Any", fr = "Tous" }', 'name = { en = "Any" }'),
    "another language": ('{ en = "A test.", ', '{ de = "Ein Test.", en = "A test.", '),
    "no rule id": ('id = "age"\n', ""),
    "no anchor": ('"call_closing"', '"call_close"'),
    "no moment": ('"7 days before"', '"7 days ago"'),
    "no kind of question": ('kind = "text"', 'kind = "texts"'),
    "no choices": ('kind = "text"', 'kind = "choice"'),
    "words of a date": ('kind = "text"', 'kind = "date"\nmax_words = 100'),
    "a fact of another sort": ('kind = "text"', 'kind = "text"\nfact = "registered_on"'),
    "a condition by halves": ('kind = "text"', 'kind = "text"\nshown_when = ["other"]'),
    "no question": (f'{QUESTION}\nlabel = {{ en = "About", fr = "À propos" }}\n', ""),
}
WRONG = {
    **{f"rule: {what}": RIGHT.replace(RULE, f'[[edition.eligibility]]\nid = "age"\n{rule}')
       for what, rule in RULES.items()},
    **{f"file: {what}": RIGHT.replace(old, new, 1) for what, (old, new) in ELSEWHERE.items()},
}  # fmt: skip
WRITTEN = {
    "length": (Length, ("12 months", "1 year 6 months", "2 ans et 3 mois", "10 days, 2 weeks"),
               ("12 month s", "12", "0 days", "one year", "1,5 years", "12months")),
    "amount": (Amount, ("200000 EUR", "200000EUR", "1500.50 €", "50 %", "3000 EUR per month", "4", "-3 USD",
                        "9 GBP / year"),
               ("200,000 EUR", "200 000 EUR", "1,5", "EUR 3", "3 EURO", "3 EUR per week", "", "3 %%")),
    "bound": (Bound, ("then", "entry", "entry + 6 months", "call_closing - 3 years", "2027-03-30", "now"),
              ("then + 1 day", "entri", "entry + soon", "entry 6 months", "30/03/2027", "entry +")),
    "offset": (Offset, ("7 days before", "5 days after", "-24 hours", "0 days", "1 month before"),
               ("7 days ago", "-7 days before", "soon", "1 year before", "7")),
}  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON has it: a date is a text."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def problems(text: str) -> list[str]:
    validator = Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))
    return [error.json_path for error in validator.iter_errors(plain(tomllib.loads(text)))]


def linted(folder: Path, text: str) -> tuple[int, str]:
    """What the engine of editors says of a file that names its schema."""
    if not TAPLO.exists():
        pytest.fail('taplo is missing. Run: pip install -c config/constraints.txt -e ".[test]"')
    file = folder / "any.toml"
    file.write_text(f"#:schema {SCHEMA.as_uri()}\n{text}", "utf-8")
    done = subprocess.run([TAPLO, "lint", "--colors", "never", str(file)], capture_output=True, text=True,
                          check=False, timeout=60)  # fmt: skip
    return done.returncode, done.stderr


def test_the_schema_is_as_the_code_is() -> None:
    """After a change, `flask --app incubator docs write`."""
    assert SCHEMA.read_text("utf-8") == schema.text()
    Draft7Validator.check_schema(schema.document())


def test_every_key_says_what_it_means() -> None:
    assert list(schema.keys_without_meaning()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_programme_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    text = file.read_text("utf-8")
    named = text.partition("\n")[0].removeprefix("#:schema ")

    assert (file.parent / named).resolve() == SCHEMA
    assert problems(text) == []


@pytest.mark.parametrize("rule", [pytest.param(one, id=one.ref) for one in every()])
def test_every_rule_of_the_corpus_keeps_to_it(rule: Any) -> None:
    whole = json.loads(SCHEMA.read_text("utf-8"))
    of_a_rule = Draft7Validator({"$ref": "#/definitions/rule", "definitions": whole["definitions"]})

    assert [error.message for error in of_a_rule.iter_errors(plain(rule.written))] == []


def test_what_is_right_passes_everywhere(tmp_path: Path) -> None:
    assert load(RIGHT, "any.toml").key == "any"
    assert problems(RIGHT) == []
    assert linted(tmp_path, RIGHT)[0] == 0


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused_by_the_loader_the_schema_and_the_editor(what: str, tmp_path: Path) -> None:
    text = WRONG[what]
    assert text != RIGHT

    with pytest.raises(DefinitionError):
        load(text, "any.toml")
    assert problems(text) != []
    assert linted(tmp_path, text)[0] == 1


def test_the_editor_underlines_the_key_itself(tmp_path: Path) -> None:
    _, told = linted(tmp_path, RIGHT.replace("under =", "undr ="))

    line = RIGHT.splitlines().index('under = "2 years"') + 2
    assert "Additional properties are not allowed ('undr' was unexpected)" in told
    assert f"any.toml:{line}:1" in told


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_editor_finds_nothing_in_our_files(file: Path) -> None:
    """Without a network: the schema is the file beside them."""
    if not TAPLO.exists():
        pytest.fail('taplo is missing. Run: pip install -c config/constraints.txt -e ".[test]"')
    done = subprocess.run([TAPLO, "lint", str(file)], capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr


def altered(rule: Any) -> Iterator[tuple[str, Any]]:
    """The rule without one of its keys, and with one of them misspelt, however deep."""
    inside = rule.items() if isinstance(rule, Mapping) else enumerate(rule)
    for key, one in inside:
        if isinstance(rule, Mapping):
            rest = {other: value for other, value in rule.items() if other != key}
            yield "removed", rest
            yield "misspelt", {**rest, f"{key}_": one}
        if isinstance(one, Mapping | list):
            for how, changed in altered(one):
                whole = dict(rule) if isinstance(rule, Mapping) else list(rule)
                whole[key] = changed
                yield how, whole


@pytest.mark.parametrize("rule", [pytest.param(one, id=one.ref) for one in every()])
def test_what_the_code_reads_is_never_underlined_and_a_misspelt_key_always_is(rule: Any) -> None:
    of_a_rule = Draft7Validator({**models.ref("rule"), "definitions": schema.document()["definitions"]})

    for how, changed in altered(rule.written):
        is_right = of_a_rule.is_valid(plain(changed))
        assert is_right or not reads(changed), changed
        assert not (how == "misspelt" and is_right), changed


def reads(rule: Any) -> bool:
    try:
        text = "\n".join(toml.rule({"id": "age", **rule}))
        load(RIGHT.replace(RULE, f"[[edition.eligibility]]\n{text}"), "any.toml")
    except DefinitionError:
        return False
    return True


def written() -> Iterator[Any]:
    for name, (kind, right, wrong) in WRITTEN.items():
        yield from (pytest.param(name, kind, text, True, id=f"{name}-{text}") for text in right)
        yield from (pytest.param(name, kind, text, False, id=f"{name}-{text}-not") for text in wrong)


@pytest.mark.parametrize(("name", "kind", "text", "is_right"), list(written()))
def test_the_pattern_reads_what_the_code_reads(name: str, kind: Any, text: str, is_right: bool) -> None:
    pattern = Draft7Validator(schema.document()["definitions"][name])
    try:
        read = bool(kind.parse(text))
    except DefinitionError:
        read = False

    assert (read, pattern.is_valid(text)) == (is_right, is_right)
